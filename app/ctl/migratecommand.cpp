// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/migratecommand.h"

#include "app/ctl/enterlistener.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/migratelines.h"
#include "app/ctl/runlines.h"
#include "models/migrations/migrationjson.h"

#include <QJsonArray>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::MigrationSite;
using models::PreparedRun;

namespace {

/// Whether a file or the history has this version; an empty one is none to look for, and 000 is before all.
bool knowsVersion(const MigrationSite &site, const QString &version)
{
    const auto opened = models::openSite(site, db::Deadline::in(migrationsTime));
    return version.isEmpty() || !opened || db::compareVersions(version, u"0"_s) == 0 ||
           std::ranges::any_of(opened->overview.status, [&](const db::MigrationStatus &status) {
               return db::compareVersions(status.version(), version) == 0;
           });
}

} // namespace

db::Result<MigrationSite> MigrateCommand::site() const
{
    auto profile = m_connection.profile(1s);
    if (!profile)
        return std::unexpected(profile.error());
    auto folder = models::migrationFolder(*profile, QString::fromLocal8Bit(m_folder.c_str()));
    if (!folder)
        return std::unexpected(folder.error());
    return MigrationSite{std::move(*profile), std::move(*folder)};
}

ExitCode MigrateCommand::run(Output &output)
{
    if (m_new->parsed())
        return create(output);
    if (const auto wrong = misuse())
        return output.failed(*wrong);
    const auto where = site();
    if (!where) {
        output.failed(where.error());
        return ExitCode::Usage; // a file that is not there as well
    }
    if (m_applyAll || !m_applyTo.empty() || !m_rollbackTo.empty() || m_plan || m_dryRun)
        return runSteps(output, *where);
    if (m_verify)
        return verify(output, *where);
    if (m_adopt || m_repair || !m_baseline.empty())
        return changeHistory(output, *where);
    return status(output, *where);
}

ExitCode MigrateCommand::status(Output &output, const MigrationSite &site)
{
    const auto opened = models::openSite(site, db::Deadline::in(migrationsTime));
    if (!opened)
        return output.failed(opened.error());
    if (m_json)
        print(output, models::overviewJson(opened->overview));
    else
        print(output, overviewLines(opened->overview));
    return opened->overview.isSound() ? ExitCode::Fine : ExitCode::NotFine;
}

ExitCode MigrateCommand::plan(Output &output, const PreparedRun &prepared)
{
    if (m_json)
        print(output, models::planJson(prepared));
    else
        print(output, planLines(prepared));
    return prepared.error() || prepared.willFail() ? ExitCode::NotFine : ExitCode::Fine;
}

ExitCode MigrateCommand::runSteps(Output &output, const MigrationSite &site)
{
    auto prepared = models::prepareRun(site, request(), db::Deadline::in(migrationsTime));
    if (!prepared) {
        const auto code = output.failed(prepared.error());
        // An edited, missing or partly applied migration is not a wrong way to use the command.
        return code == ExitCode::Usage && knowsVersion(site, request().version) ? ExitCode::NotFine : code;
    }
    if (m_plan)
        return plan(output, *prepared);
    if (const auto other = prepared->overview.history.runnerPid; other && !m_wait) {
        output.failed({db::ErrorKind::ServerNotReady,
                       u"The session %1 is running migrations in %2 now; nothing was done."_s.arg(
                           QString::number(*other), prepared->overview.database),
                       u"Wait until it has ended, or have this wait for it: --wait 10m."_s,
                       {},
                       {},
                       0});
        return ExitCode::NotFine;
    }
    if (prepared->steps.empty()) {
        if (m_json)
            print(output,
                  {{u"complete"_s, true}, {u"error"_s, QJsonValue::Null}, {u"steps"_s, QJsonArray()}});
        else
            output.line(u"There is nothing to do."_s);
        return ExitCode::Fine;
    }
    if (const auto wrong = prepared->error()) {
        output.failed(*wrong);
        return ExitCode::NotFine;
    }
    return m_dryRun ? rehearse(output, site, std::move(*prepared))
                    : apply(output, site, std::move(*prepared));
}

ExitCode MigrateCommand::rehearse(Output &output, const MigrationSite &site, PreparedRun prepared)
{
    const auto run = std::make_shared<models::MigrationRun>();
    db::RehearsalOptions options;
    options.lockTimeout = m_lockTimeout.value_or(options.lockTimeout);
    models::RehearsalOperation operation(prepared, options, run, m_inCopy);
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json); !confirmed)
        return output.failed(confirmed.error());
    const Interrupt interrupt;
    const auto outcome =
        m_shell.run(operation, site.profile, [](const models::Progress &) {}, interrupt.token());
    if (!m_json)
        print(output, rehearsalLines(prepared, run->rehearsals()));
    return finished(output, outcome);
}

ExitCode MigrateCommand::apply(Output &output, const MigrationSite &site, PreparedRun prepared)
{
    const auto steps = prepared.steps;
    const bool willFail = prepared.willFail();
    RunLines lines(steps, output);
    const auto run = std::make_shared<models::MigrationRun>([&](const db::RunEvent &event) {
        if (!m_json)
            lines.tell(event);
    });
    db::RunnerOptions options;
    options.lockTimeout = m_lockTimeout.value_or(options.lockTimeout);
    if (m_lagLimit)
        options.lagLimitSeconds = double(m_lagLimit->count()) / 1000;
    options.waitingLimit = m_waitingLimit;
    options.lockWait = m_wait.value_or(options.lockWait);
    models::MigrationOperation operation(std::move(prepared), options, run);
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json); !confirmed) {
        const auto code = output.failed(confirmed.error());
        return willFail && code == ExitCode::Usage ? ExitCode::NotFine : code; // not the command is wrong
    }
    const Interrupt interrupt;
    const EnterListener enter(output.isTerminal() && !m_json, [&] { run->goOn(); });
    const auto outcome =
        m_shell.run(operation, site.profile, [](const models::Progress &) {}, interrupt.token());
    lines.end();
    const auto report = run->report();
    const auto failures = report && !m_json ? failureLines(steps, *report) : std::vector<Line>();
    print(output, failures);
    const auto code = finished(output, outcome, !failures.empty());
    // A server that went away and is back again has answered what became of the migration.
    const bool isKnown =
        report && !failures.empty() && std::ranges::none_of(report->steps, [](const db::StepReport &step) {
            return step.state == db::StepReport::State::Unknown;
        });
    return isKnown && code == ExitCode::CannotConnect ? ExitCode::NotFine : code;
}

ExitCode MigrateCommand::finished(Output &output, const db::Result<models::Outcome> &outcome,
                                  bool isTold) const
{
    if (!outcome)
        return output.failed(outcome.error());
    const bool isDone = outcome->state == models::Outcome::State::Succeeded;
    if (m_json) {
        auto object = outcome->details;
        object[u"summary"] = outcome->summary;
        if (!object.contains(u"error") || object[u"error"].isNull())
            object[u"error"] = outcome->error ? QJsonValue(models::errorJson(*outcome->error))
                                              : QJsonValue(QJsonValue::Null);
        print(output, object);
    } else {
        auto summary = outcome->summary;
        if (isTold && outcome->error)
            summary = summary.remove(models::withoutFolder(outcome->error->message)).trimmed();
        output.line(output.coloured(summary, isDone ? Colour::Good : Colour::Bad));
        if (!isDone && outcome->error && !outcome->error->hint.isEmpty() && !isTold)
            output.line(u"  "_s + outcome->error->hint);
    }
    if (isDone)
        return ExitCode::Fine;
    // Another runner that goes on is no server that cannot be reached.
    const bool isReached = !outcome->error || outcome->error->kind == db::ErrorKind::ServerNotReady ||
                           exitCodeFor(*outcome->error) != ExitCode::CannotConnect;
    return isReached ? ExitCode::NotFine : ExitCode::CannotConnect;
}

} // namespace seawall::app
