// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/rehearsedlocks.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// 'AccessExclusiveLock', as pg_locks writes it.
LockMode modeOf(const QString &name)
{
    static const std::map<QString, LockMode> modes{
        {u"AccessShareLock"_s, LockMode::AccessShare},
        {u"RowShareLock"_s, LockMode::RowShare},
        {u"RowExclusiveLock"_s, LockMode::RowExclusive},
        {u"ShareUpdateExclusiveLock"_s, LockMode::ShareUpdateExclusive},
        {u"ShareLock"_s, LockMode::Share},
        {u"ShareRowExclusiveLock"_s, LockMode::ShareRowExclusive},
        {u"ExclusiveLock"_s, LockMode::Exclusive},
        {u"AccessExclusiveLock"_s, LockMode::AccessExclusive}};
    const auto found = modes.find(name);
    return found == modes.end() ? LockMode::None : found->second;
}

} // namespace

void RehearsedLocks::setTables(const Rows &tables)
{
    for (int row = 0; row < tables.count(); ++row)
        m_tables[tables.integer(row, 0).value_or(0)] = tables.text(row, 1);
}

RehearsedLocks::Held RehearsedLocks::strongest(const Rows &held) const
{
    Held found;
    for (int row = 0; row < held.count(); ++row) {
        const auto table = held.integer(row, held.column("relation")).value_or(0);
        if (m_tables.contains(table))
            found[table] = std::max(found[table], modeOf(held.text(row, held.column("mode"))));
    }
    return found;
}

void RehearsedLocks::remember(const Rows &held)
{
    m_before = strongest(held);
}

std::vector<TableUse> RehearsedLocks::taken(const Rows &held, const Script &script) const
{
    std::vector<TableUse> uses;
    for (const auto &[table, mode] : strongest(held)) {
        const auto &name = m_tables.at(table);
        TableUse use{.table = name};
        for (const auto &statement : script.statements)
            for (const auto &known : statement.tables)
                if (known.table == name || known.table.section(u'.', -1) == name) {
                    use.lock = std::max(use.lock, known.lock);
                    use.rewrites = use.rewrites || known.rewrites;
                    use.scans = use.scans || known.scans;
                    use.drops = use.drops || known.drops;
                }
        const auto before = m_before.find(table);
        if (before == m_before.end() || before->second < mode)
            use.lock = mode;
        else
            use.lock = std::min(use.lock, mode);
        if (use.lock != LockMode::None)
            uses.push_back(use);
    }
    return uses;
}

} // namespace seawall::db
