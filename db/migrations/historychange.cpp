// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/historychange.h"

#include "db/migrations/history_p.h"
#include "db/migrations/historystatements.h"
#include "db/sqlcatalog.h"

#include <QJsonDocument>

namespace seawall::db {

using namespace Qt::StringLiterals;

Result<Rows> HistoryChange::run(const QString &sql, const QStringList &parameters)
{
    auto rows = m_connection.execute(sql, parameters, m_deadline, m_stop);
    if (rows)
        return rows;
    rollBack(); // else the server would not say who we are
    return std::unexpected(
        explained(rows.error(), u"GRANT SELECT, INSERT, UPDATE ON seawall.migration_history TO {role};"_s,
                  m_connection, m_deadline, m_stop));
}

void HistoryChange::rollBack()
{
    if (m_isOpen && !m_connection.isBroken())
        static_cast<void>(m_connection.executeSimple(u"ROLLBACK"_s, m_deadline));
    m_isOpen = false;
}

Result<History> HistoryChange::begin()
{
    if (auto made = createHistory(m_connection, m_deadline, m_stop); !made)
        return std::unexpected(made.error());
    if (auto begun = run(u"BEGIN"_s, {}); !begun)
        return std::unexpected(begun.error());
    m_isOpen = true;
    const auto locked = run(catalogQuery(u"history_try_lock"_s, m_connection.serverVersion()).sql,
                            {QString::number(migrationLockKey)});
    if (!locked)
        return std::unexpected(locked.error());
    auto history = readHistory(m_connection, m_deadline, m_stop);
    if (history && !locked->boolean(0, 0).value_or(false))
        return fail(ErrorKind::ServerNotReady,
                    history->runnerPid
                        ? u"Another runner works on this database: session %1."_s.arg(*history->runnerPid)
                        : u"Another runner works on this database."_s,
                    u"Wait until it is done: seawallctl migrate --status."_s);
    return history;
}

Result<int> HistoryChange::write(const QString &id, const QJsonArray &rows, const QString &state)
{
    if (rows.isEmpty())
        return 0;
    const auto json = QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact));
    // As literals: of bound parameters the server wants every number used.
    const auto sql = catalogQuery(id, m_connection.serverVersion()).sql;
    const auto written = run(withLiterals(sql, {json, m_actor, state}), {});
    if (!written)
        return std::unexpected(written.error());
    return static_cast<int>(written->affected());
}

Result<void> HistoryChange::commit()
{
    const auto done = run(u"COMMIT"_s, {});
    m_isOpen = false;
    if (!done)
        return std::unexpected(done.error());
    return {};
}

} // namespace seawall::db
