// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/script.h"
#include "db/rows.h"

#include <map>

namespace seawall::db {

/// Which locks a step of a rehearsal took on tables that were there before. Locks of earlier steps are still
/// held, and are not seen to be taken again: for those the script itself is asked.
class RehearsedLocks final
{
public:
    void setTables(const Rows &tables); ///< of rehearsal_tables
    void remember(const Rows &held);    ///< before a step; of rehearsal_locks
    std::vector<TableUse> taken(const Rows &held, const Script &script) const;

private:
    using Held = std::map<qint64, LockMode>;
    Held strongest(const Rows &held) const;

    std::map<qint64, QString> m_tables;
    Held m_before;
};

} // namespace seawall::db
