// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drillresult.h"

namespace seawall::models {

/// The results of past drills of a cluster, in an SQLite file of the console's (0600). A table: drill(id,
/// started_ms, name, result), append-only. Blocks; a store belongs to one thread. Errors: FileAccess;
/// InvalidInput where the file is something else or of a newer Seawall.
class DrillStore final
{
public:
    /// `path` empty: nothing is kept.
    explicit DrillStore(QString path) : m_path(std::move(path)) {}
    static QString pathFor(const QString &recordFile); ///< beside db::FailoverRecord's; empty: nowhere

    db::Result<void> add(const db::DrillResult &result);
    db::Result<std::vector<db::DrillResult>> results(int most = 500) const; ///< newest first

private:
    QString m_path;
};

/// The last one of the same drill on the same cluster that began before `result`; nullptr: there is none.
const db::DrillResult *lastLike(const std::vector<db::DrillResult> &newestFirst,
                                const db::DrillResult &result);

} // namespace seawall::models
