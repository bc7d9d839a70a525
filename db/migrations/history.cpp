// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/history.h"

#include "db/migrations/history_p.h"
#include "db/sqlcatalog.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using State = HistoryEntry::State;

constexpr auto statesInTable =
    std::to_array<std::pair<State, QLatin1StringView>>({{State::Applied, "applied"_L1},
                                                        {State::Applying, "applying"_L1},
                                                        {State::RollingBack, "rolling back"_L1},
                                                        {State::RolledBack, "rolled back"_L1},
                                                        {State::Baseline, "baseline"_L1}});

std::optional<State> stateFrom(const QString &text)
{
    const auto *const found =
        std::ranges::find(statesInTable, text, &decltype(statesInTable)::value_type::second);
    return found == statesInTable.end() ? std::nullopt : std::optional(found->first);
}

Result<HistoryEntry> entryOf(const Rows &rows, int row)
{
    const auto text = [&](const char *name) { return rows.text(row, rows.column(name)); };
    const auto number = [&](const char *name) { return rows.integer(row, rows.column(name)).value_or(0); };
    HistoryEntry entry;
    const auto state = stateFrom(text("state"));
    if (!state)
        return fail(
            ErrorKind::Internal,
            u"seawall.migration_history holds a state this version does not know: '%1'."_s.arg(text("state")),
            u"Use the version of Seawall that wrote it, or a newer one."_s);
    entry.version = text("version");
    entry.name = text("name");
    entry.upChecksum = text("up_checksum").toLatin1();
    entry.downChecksum = text("down_checksum").toLatin1();
    entry.state = *state;
    entry.appliedAtMs = number("applied_at_ms");
    entry.appliedBy = text("applied_by");
    entry.seconds = rows.real(row, rows.column("seconds")).value_or(0);
    entry.walBytes = number("wal_bytes");
    entry.statements = static_cast<int>(number("statements"));
    entry.statementsDone = static_cast<int>(number("statements_done"));
    entry.rolledBackAtMs = number("rolled_back_at_ms");
    entry.rolledBackBy = text("rolled_back_by");
    return entry;
}

constexpr auto readGrant = "GRANT USAGE ON SCHEMA seawall TO {role}; "
                           "GRANT SELECT ON seawall.migration_history TO {role};"_L1;

/// Somebody else made it between our look and our CREATE … IF NOT EXISTS.
bool isRace(const Error &error)
{
    return error.sqlState == u"23505" || error.sqlState == u"42P06" || error.sqlState == u"42P07" ||
           error.sqlState == u"42710";
}

Result<Rows> readState(Connection &connection, Deadline deadline, const std::stop_token &stop)
{
    auto state = connection.execute(catalogQuery(u"history_state"_s, connection.serverVersion()).sql,
                                    {QString::number(migrationLockKey)}, deadline, stop);
    if (!state)
        return std::unexpected(explained(state.error(), readGrant, connection, deadline, stop));
    return state;
}

} // namespace

QString toString(HistoryEntry::State state)
{
    const auto *const found =
        std::ranges::find(statesInTable, state, &decltype(statesInTable)::value_type::first);
    return found->second;
}

Error explained(Error error, const QString &grant, Connection &connection, Deadline deadline,
                const std::stop_token &stop)
{
    if (error.sqlState == "25006"_L1)
        return {error.kind,
                u"Nothing can be written there: it is a replica, or its sessions are read-only."_s,
                u"Give the primary."_s,
                error.sqlState,
                error.message,
                0};
    if (error.kind != ErrorKind::PermissionDenied || grant.isEmpty())
        return error;
    const auto names = connection.execute(
        u"SELECT quote_ident(current_user), quote_ident(current_database())"_s, {}, deadline, stop);
    if (names)
        error.hint = u"As the owner: "_s + QString(grant)
                                               .replace(u"{role}"_s, names->text(0, 0))
                                               .replace(u"{database}"_s, names->text(0, 1));
    return error;
}

Result<History> readHistory(Connection &connection, Deadline deadline, std::stop_token stop)
{
    const auto state = readState(connection, deadline, stop);
    if (!state)
        return std::unexpected(state.error());
    History history;
    history.exists = state->boolean(0, 0).value_or(false);
    if (const auto runner = state->integer(0, 1))
        history.runnerPid = static_cast<int>(*runner);
    if (!history.exists)
        return history;
    const auto rows = connection.execute(catalogQuery(u"history_rows"_s, connection.serverVersion()).sql, {},
                                         deadline, stop);
    if (!rows)
        return std::unexpected(explained(rows.error(), readGrant, connection, deadline, stop));
    history.entries.reserve(static_cast<size_t>(rows->count()));
    for (int row = 0; row < rows->count(); ++row) {
        auto entry = entryOf(*rows, row);
        if (!entry)
            return std::unexpected(entry.error());
        history.entries.push_back(std::move(*entry));
    }
    std::ranges::stable_sort(history.entries, [](const HistoryEntry &left, const HistoryEntry &right) {
        return compareVersions(left.version, right.version) < 0;
    });
    return history;
}

Result<void> createHistory(Connection &connection, Deadline deadline, std::stop_token stop)
{
    const auto sql = catalogQuery(u"history_create"_s, connection.serverVersion()).sql;
    for (;;) {
        const auto state = readState(connection, deadline, stop);
        if (!state)
            return std::unexpected(state.error());
        if (state->boolean(0, 0).value_or(false))
            return {};
        const auto made = connection.executeSimple(sql, deadline, stop);
        if (made)
            return {};
        if (!isRace(made.error()))
            return std::unexpected(explained(made.error(),
                                             u"GRANT CREATE ON DATABASE {database} TO {role};"_s, connection,
                                             deadline, stop));
    }
}

} // namespace seawall::db
