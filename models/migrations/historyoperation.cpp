// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/historyoperation.h"

#include "models/migrations/writingsession.h"
#include "models/processidentity.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

HistoryOperation::HistoryOperation(Action action, MigrationOverview overview, QString version,
                                   db::PartlyMark mark)
    : m_action(action), m_overview(std::move(overview)), m_version(std::move(version)), m_mark(mark)
{}

QString HistoryOperation::kind() const
{
    switch (m_action) {
    case Action::Adopt:
        return u"migration.adopt"_s;
    case Action::Baseline:
        return u"migration.baseline"_s;
    case Action::Repair:
        break;
    }
    return u"migration.repair"_s;
}

Preview HistoryOperation::preview() const
{
    Preview preview;
    preview.target = m_overview.target;
    preview.needsReason = preview.target.production;
    preview.consequence = u"Only seawall.migration_history changes; no migration runs."_s;
    preview.guards = {{u"Folder of the migrations"_s, m_overview.folder.directory, {}, Guard::State::Ok}};
    switch (m_action) {
    case Action::Adopt:
        preview.verb = u"Adopt the history"_s;
        preview.title = u"Adopt the history another tool kept in %1?"_s.arg(m_overview.database);
        preview.actions
            << u"Read schema_migrations or flyway_schema_history, and write what they say is applied"_s;
        break;
    case Action::Baseline:
        preview.verb = u"Mark as applied"_s;
        preview.title = u"Mark everything up to %1 as applied in %2?"_s.arg(m_version, m_overview.database);
        preview.actions << u"Write the migrations up to %1 into the history as baseline"_s.arg(m_version);
        break;
    case Action::Repair:
        preview.verb = u"Repair the history"_s;
        preview.title = u"Repair the history of migrations in %1?"_s.arg(m_overview.database);
        for (const auto &migration : m_overview.status) {
            if (migration.state == db::MigrationStatus::State::Edited)
                preview.actions << u"Renew the checksum of %1"_s.arg(migration.version());
            else if (migration.downChanged)
                preview.actions << u"Renew the checksum of the down script of %1"_s.arg(migration.version());
            else if (migration.state == db::MigrationStatus::State::Missing)
                preview.actions << u"Mark %1, whose files are missing, as rolled back"_s.arg(
                    migration.version());
            else if (migration.state == db::MigrationStatus::State::Partly && m_mark != db::PartlyMark::Leave)
                preview.actions << u"Mark %1, which was interrupted, as %2"_s.arg(
                    migration.version(), m_mark == db::PartlyMark::Applied ? u"applied"_s : u"not applied"_s);
        }
        break;
    }
    return preview;
}

Outcome HistoryOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({-1, u"Writing the history"_s});
    auto connection = openWritingSession(m_overview.primary, stop);
    if (!connection)
        return endedBy(connection.error());
    const auto deadline = db::Deadline::in(60s);
    const auto rows =
        m_action == Action::Adopt
            ? db::adoptHistory(*connection, m_overview.folder, actorName(), deadline, stop)
        : m_action == Action::Baseline
            ? db::baselineHistory(*connection, m_overview.folder, m_version, actorName(), deadline, stop)
            : db::repairHistory(*connection, m_overview.folder, m_mark, actorName(), deadline, stop);
    if (!rows)
        return endedBy(rows.error());
    const bool leavesPartly = m_action == Action::Repair && m_mark == db::PartlyMark::Leave &&
                              m_overview.count(db::MigrationStatus::State::Partly) > 0;
    if (leavesPartly)
        return {
            Outcome::State::Failed,
            u"%1 rows of the history were written; the one that was interrupted was left as it is. Say what "
            u"to take "
            "it for: --mark-partly applied, or not-applied."_s.arg(*rows),
            {{u"rows"_s, *rows}},
            {}};
    return {Outcome::State::Succeeded,
            *rows == 1 ? u"1 row of the history was written."_s
                       : u"%1 rows of the history were written."_s.arg(*rows),
            {{u"rows"_s, *rows}},
            {}};
}

} // namespace seawall::models
