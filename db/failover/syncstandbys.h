// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace seawall::db {

/// synchronous_standby_names, taken apart.
struct SyncStandbys {
    int needed = 0;    ///< how many of them a commit waits for; 0: for none
    QStringList names; ///< as written, '*' for any; matched without regard to case
    bool operator==(const SyncStandbys &) const = default;

    /// Of these application names, how many may be waited for.
    int matching(const QStringList &applicationNames) const;
};

/// Reads 'a, b', '2 (a, b)', 'FIRST 2 (a, b)' and 'ANY 2 (a, b)'; nothing where it is none of these.
std::optional<SyncStandbys> parseSyncStandbys(const QString &text);

} // namespace seawall::db
