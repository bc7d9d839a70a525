// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationsite.h"

#include "db/sqlcatalog.h"
#include "models/migrations/sessionsintheway.h"
#include "models/migrations/whereitstopped.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <future>
#include <ranges>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::MigrationStatus;

namespace {

constexpr std::chrono::seconds openingTime{10};

/// The server's own words on who and where it is.
db::Result<void> describe(db::Connection &connection, const ClusterProfile &profile,
                          MigrationOverview &overview, db::Deadline deadline, const std::stop_token &stop)
{
    const auto rows = connection.execute(
        db::catalogQuery(u"migration_target"_s, connection.serverVersion()).sql, {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    const auto text = [&](const char *name) { return rows->text(0, rows->column(name)); };
    auto &target = overview.target;
    target.profile = profile.name;
    target.production = profile.production;
    target.databaseRole = text("user_name");
    target.systemIdentifier = text("system_identifier");
    overview.database = text("database_name");
    overview.serverVersion = connection.serverVersion();
    target.role =
        rows->boolean(0, rows->column("in_recovery")).value_or(true) ? db::Role::Replica : db::Role::Primary;
    if (const auto timeline = rows->integer(0, rows->column("timeline")))
        target.timeline = static_cast<quint32>(*timeline);
    target.lsn = db::Lsn::parse(rows->bytes(0, rows->column("lsn")));
    return {};
}

struct Found {
    db::Connection connection;
    MigrationOverview overview;
};

/// The first node that takes writes. Where none does, why: a node that could not be asked weighs more than
/// one that is a replica.
db::Result<Found> findPrimary(const ClusterProfile &profile, db::Deadline deadline,
                              const std::stop_token &stop)
{
    std::optional<db::Error> failure;
    for (const auto &node : profile.monitor.nodes) {
        // A node that is silent must not use up the time of those after it.
        const auto patience = std::min(deadline.when(), db::Deadline::in(openingTime).when());
        auto connection =
            db::Connection::open(node.endpoint, readingSession(), db::Deadline::at(patience), stop);
        if (!connection) {
            failure = failure.value_or(connection.error());
            continue;
        }
        MigrationOverview overview;
        overview.target.node = node.endpoint.name;
        overview.target.address = node.endpoint.address();
        if (const auto described = describe(*connection, profile, overview, deadline, stop); !described)
            return std::unexpected(described.error());
        if (overview.target.role != db::Role::Primary)
            continue;
        overview.primary = node.endpoint;
        for (const auto &other : profile.monitor.nodes) {
            if (other.endpoint.name != node.endpoint.name)
                overview.replicas.push_back(other.endpoint);
        }
        return Found{std::move(*connection), std::move(overview)};
    }
    if (failure)
        return std::unexpected(*failure);
    return db::fail(db::ErrorKind::ServerNotReady, u"No node of %1 takes writes."_s.arg(profile.name),
                    u"Migrations run on the primary; name it with --primary, or promote a replica first."_s);
}

/// More than that is not read before a confirmation, but on the page, script by script.
QStringList textsOf(const std::vector<db::MigrationStep> &steps)
{
    constexpr qsizetype mostCharacters = 64 * 1024;
    QStringList texts;
    qsizetype total = 0;
    for (const auto &step : steps) {
        const auto text = db::readText(*step.file());
        total += text ? text->size() : 0;
        if (!text || total > mostCharacters)
            return {};
        texts << db::redacted(text->trimmed());
    }
    return texts;
}

} // namespace

db::Result<QString> migrationFolder(const ClusterProfile &profile, const QString &wanted)
{
    for (const auto &given : {wanted, profile.migrations}) {
        if (given.isEmpty())
            continue;
        if (!QFileInfo(given).isDir())
            return db::fail(
                db::ErrorKind::InvalidInput, u"There is no folder of migrations '%1'."_s.arg(given),
                u"Choose one that exists: in the console, with SEAWALL_MIGRATIONS in the .env, or with "
                "--migrations."_s);
        return QDir(given).absolutePath();
    }
    if (profile.envFile.isEmpty())
        return db::fail(
            db::ErrorKind::InvalidInput, u"It is not known where the migrations are."_s,
            u"Choose their folder: in the console, or with --migrations. Only a .env says where they "
            "are, with SEAWALL_MIGRATIONS, or by a folder 'migrations' beside it."_s);
    // Of the cluster that is meant, not of where the program happens to be started.
    const auto place = QFileInfo(profile.envFile).absoluteDir();
    for (const auto &usual : {u"migrations"_s, u"db/migrations"_s}) {
        const QDir folder(place.absoluteFilePath(usual));
        // A folder of that name may hold anything: the programs of an application, say.
        if (!folder.entryList({u"*.sql"_s}, QDir::Files).isEmpty())
            return folder.absolutePath();
    }
    return db::fail(
        db::ErrorKind::InvalidInput, u"It is not known where the migrations are."_s,
        u"Choose their folder: in the console, with SEAWALL_MIGRATIONS in the .env, or with --migrations; "
        "'migrations' and 'db/migrations' beside the .env, below %1, hold no .sql file."_s.arg(
            place.absolutePath()));
}

bool MigrationOverview::isSound() const
{
    return folder.problems.empty() && std::ranges::all_of(status, [](const MigrationStatus &migration) {
               using enum MigrationStatus::State;
               return migration.state == Pending || migration.state == Applied ||
                      migration.state == Baseline || migration.state == Running;
           });
}

bool MigrationOverview::canBeRepaired() const
{
    return !isSound() || std::ranges::any_of(status, &MigrationStatus::downChanged);
}

int MigrationOverview::count(MigrationStatus::State state) const
{
    return static_cast<int>(std::ranges::count(status, state, &MigrationStatus::state));
}

QString MigrationOverview::runnerText() const
{
    return history.runnerPid ? u"The session %1 is running migrations now; what it does within a transaction "
                               "is seen here once that has ended."_s.arg(*history.runnerPid)
                             : QString();
}

QString MigrationOverview::versionBefore(const QString &version) const
{
    using enum MigrationStatus::State;
    auto before = u"000"_s;
    for (const auto &each : status) {
        const bool isRepeatable = each.migration && each.migration->repeatable;
        if (isRepeatable || db::compareVersions(each.version(), version) >= 0)
            break;
        if (each.state == Applied || each.state == Baseline || each.state == Edited)
            before = each.version();
    }
    return before;
}

db::Result<OpenedSite> openSite(const MigrationSite &site, db::Deadline deadline, std::stop_token stop)
{
    // Thousands of files take as long as asking the server does: both at once.
    auto reading = std::async(std::launch::async, db::readMigrations, site.folder);
    auto found = findPrimary(site.profile, deadline, stop);
    auto history = found ? db::readHistory(found->connection, deadline, stop)
                         : db::Result<db::History>(std::unexpected(found.error()));
    auto folder = reading.get();
    if (!folder)
        return std::unexpected(folder.error());
    if (!history)
        return std::unexpected(history.error());
    auto &overview = found->overview;
    overview.status = db::statusOf(*folder, *history);
    std::ranges::for_each(overview.status, tellWhereItStopped);
    overview.folder = std::move(*folder);
    overview.history = std::move(*history);
    return OpenedSite{std::move(overview), std::move(found->connection)};
}

db::Direction PreparedRun::direction() const
{
    return request.goal == db::StepRequest::Goal::RollbackTo ? db::Direction::Down : db::Direction::Up;
}

std::optional<db::Error> PreparedRun::error() const
{
    const auto wrong =
        std::ranges::find_if(plan.steps, [](const db::StepPlan &step) { return step.error.has_value(); });
    return wrong == plan.steps.end() ? std::nullopt : wrong->error;
}

bool PreparedRun::willFail() const
{
    return std::ranges::any_of(plan.steps, [](const db::StepPlan &step) { return step.failure(); });
}

std::optional<db::Finding> PreparedRun::worstFinding() const
{
    std::optional<db::Finding> worst;
    for (const auto &step : plan.steps)
        for (const auto &finding : step.findings)
            if (!finding.isFailure() && (!worst || finding.severity > worst->severity))
                worst = finding;
    return worst;
}

db::Result<PreparedRun> prepareRun(const MigrationSite &site, const db::StepRequest &request,
                                   db::Deadline deadline, std::stop_token stop)
{
    auto opened = openSite(site, deadline, stop);
    if (!opened)
        return std::unexpected(opened.error());
    PreparedRun run{std::move(opened->overview), request, {}, {}, {}};
    auto steps = db::stepsFor(run.overview.folder, run.overview.status, request);
    if (!steps)
        return std::unexpected(steps.error());
    run.steps = std::move(*steps);
    if (run.steps.empty())
        return run;

    SessionsInTheWay sessions(run.overview.replicas, deadline, stop);
    std::optional<db::LiveTables> live;
    if (auto read = db::readLiveTables(opened->connection, deadline, stop))
        live = std::move(*read); // without the sizes every table counts as large
    std::optional<db::NamePicture> names;
    if (live && live->names)
        names.emplace(*live->names);
    auto *known = names ? &*names : nullptr;
    for (const auto &step : run.steps) {
        if (stop.stop_requested())
            return db::fail(db::ErrorKind::Cancelled, u"Planning was stopped."_s);
        const auto status =
            std::ranges::find(run.overview.status, step.migration.version, &MigrationStatus::version);
        const bool isPartly =
            status != run.overview.status.end() && status->state == MigrationStatus::State::Partly;
        run.plan.steps.push_back(db::planStep(step, live, isPartly, known));
    }
    for (const auto &step : std::views::reverse(run.steps)) // from where the last one leads
        if (step.direction == db::Direction::Up && step.migration.down)
            run.plan.wayBack.push_back(
                db::planStep({step.migration, db::Direction::Down}, live, false, known));
    std::ranges::reverse(run.plan.wayBack);
    run.texts = textsOf(run.steps);
    sessions.addTo(run.plan, opened->connection, run.overview.target.node);
    return run;
}

} // namespace seawall::models
