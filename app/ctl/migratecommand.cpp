// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/migratecommand.h"

#include "app/ctl/enterlistener.h"
#include "app/ctl/interrupt.h"
#include "app/ctl/migratelines.h"
#include "models/format.h"
#include "models/migrations/migrationjson.h"
#include "models/migrations/schemacheck.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <mutex>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::MigrationSite;
using models::PreparedRun;

namespace {

constexpr auto askingTime = 60s;

void print(Output &output, const std::vector<Line> &lines)
{
    for (const auto &line : lines)
        output.line(rendered(line, output));
}

void print(Output &output, const QJsonObject &object)
{
    output.raw(QJsonDocument(object).toJson());
}

/// Whether a file or the history has this version; an empty one is none to look for, and 000 is before all.
bool knowsVersion(const MigrationSite &site, const QString &version)
{
    const auto opened = models::openSite(site, db::Deadline::in(askingTime));
    return version.isEmpty() || !opened || db::compareVersions(version, u"0"_s) == 0 ||
           std::ranges::any_of(opened->overview.status, [&](const db::MigrationStatus &status) {
               return db::compareVersions(status.version(), version) == 0;
           });
}

/// Only what a file name can hold as it is, but for spaces: what was typed is what is made.
db::Result<QString> migrationName(const std::string &given)
{
    auto name = QString::fromLocal8Bit(given.c_str());
    const bool isFit = std::ranges::all_of(name, [](QChar character) {
        return character.isLetterOrNumber() || character == u'_' || character == u'-' || character == u' ';
    });
    if (!isFit)
        return db::fail(db::ErrorKind::InvalidInput, u"'%1' is no name for a migration."_s.arg(name),
                        u"Use letters, digits, spaces, '-' and '_' only; the folder is named with "
                        "--migrations."_s);
    return name;
}

} // namespace

MigrateCommand::MigrateCommand(CLI::App &program)
    : Command(program, "migrate", "Plan, rehearse, apply and roll back SQL migrations on the primary",
              {"seawallctl migrate --status --env production.env", "seawallctl migrate --plan",
               "seawallctl migrate --dry-run --apply-all", "seawallctl migrate --apply-all --yes",
               "seawallctl migrate --rollback-to 000", "seawallctl migrate --verify --json",
               "seawallctl migrate new add_invoices --migrations db/migrations"})
{
    addActions();
    addSettings();
}

void MigrateCommand::addActions()
{
    auto *actions = app().add_option_group("What to do (--status where none is given)");
    actions->add_flag("--status", m_status, "Say where each migration stands");
    actions->add_flag("--apply-all", m_applyAll, "Apply what is pending");
    actions->add_option("--apply-to", m_applyTo, "Apply what is pending up to this version")
        ->type_name("VERSION");
    actions
        ->add_option("--rollback-to", m_rollbackTo,
                     "Roll back, newest first, what is above this version; 000: all")
        ->type_name("VERSION");
    actions->add_flag("--verify", m_verify, "Check files, history, and the schema of every replica");
    actions->add_flag("--adopt", m_adopt, "Take over the history of golang-migrate, dbmate or Flyway");
    actions->add_option("--baseline", m_baseline, "Take everything up to this version as applied")
        ->type_name("VERSION");
    actions->add_flag("--repair", m_repair, "Make the history fit the files as they are now");
    actions->require_option(0, 1);
    app().add_flag("--plan", m_plan,
                   "Only say what would be done (of --apply-all where nothing else is said)");
    app().add_flag("--dry-run", m_dryRun, "Rehearse it in a transaction that is rolled back");
    app().add_flag("--in-copy", m_inCopy,
                   "With --dry-run: in a throw-away server on this machine with a copy of the schema");
    m_new = app().add_subcommand("new", "Make the files of the next migration");
    m_new->add_option("name", m_name, "What it does: add_invoices")->required();
    app().fallthrough();
}

void MigrateCommand::addSettings()
{
    m_connection.addTo(app());
    app()
        .add_option("--migrations", m_folder,
                    "Folder of the migrations; else SEAWALL_MIGRATIONS of the .env, else migrations/")
        ->type_name("DIR");
    app().add_flag("--allow-out-of-order", m_allowOutOfOrder,
                   "Apply migrations that are older than the last applied one as well");
    auto *resume = app().add_flag("--resume", m_resume, "Go on with a migration that stopped in the midst");
    app()
        .add_flag("--roll-back-partly", m_rollBackPartly, "Undo a migration that stopped in the midst first")
        ->excludes(resume);
    app()
        .add_option("--mark-partly", m_mark, "With --repair, what to take it for: applied, not-applied")
        ->check(CLI::IsMember({"leave", "applied", "not-applied"}));
    addDurationOption(app(), "--lock-timeout", m_lockTimeout, "How long each try waits for a lock [3s]");
    addDurationOption(app(), "--lag-limit", m_lagLimit,
                      "Hold between migrations while a replica lags more [10s]");
    addDurationOption(app(), "--wait", m_wait, "How long to wait for another runner to end [0s]");
    m_shell.addTo(app());
    addJsonOption(m_json);
}

std::optional<db::Error> MigrateCommand::misuse() const
{
    const bool runs = m_applyAll || !m_applyTo.empty() || !m_rollbackTo.empty();
    const bool changes = m_verify || m_adopt || m_repair || !m_baseline.empty() || m_status;
    if ((m_plan || m_dryRun) && changes)
        return db::Error{db::ErrorKind::InvalidInput,
                         u"--plan and --dry-run go with --apply-all, --apply-to and --rollback-to."_s,
                         {},
                         {},
                         {},
                         0};
    if (m_plan && m_dryRun)
        return db::Error{db::ErrorKind::InvalidInput,
                         u"Either --plan or --dry-run."_s,
                         u"--plan only reads; --dry-run runs the migrations and rolls them back."_s,
                         {},
                         {},
                         0};
    if (m_inCopy && !m_dryRun)
        return db::Error{db::ErrorKind::InvalidInput, u"--in-copy goes with --dry-run."_s, {}, {}, {}, 0};
    if (m_mark != "leave" && !m_repair)
        return db::Error{db::ErrorKind::InvalidInput, u"--mark-partly goes with --repair."_s, {}, {}, {}, 0};
    if ((m_resume || m_rollBackPartly) && !runs)
        return db::Error{
            db::ErrorKind::InvalidInput,
            u"--resume and --roll-back-partly go with --apply-all, --apply-to and --rollback-to."_s,
            {},
            {},
            {},
            0};
    return std::nullopt;
}

db::StepRequest MigrateCommand::request() const
{
    using Goal = db::StepRequest::Goal;
    db::StepRequest request;
    request.goal = !m_rollbackTo.empty() ? Goal::RollbackTo
                   : !m_applyTo.empty()  ? Goal::ApplyTo
                                         : Goal::ApplyAll;
    request.version = QString::fromStdString(m_rollbackTo.empty() ? m_applyTo : m_rollbackTo);
    request.allowOutOfOrder = m_allowOutOfOrder;
    request.partly = m_resume           ? db::StepRequest::Partly::Resume
                     : m_rollBackPartly ? db::StepRequest::Partly::RollBack
                                        : db::StepRequest::Partly::Refuse;
    return request;
}

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
    const auto opened = models::openSite(site, db::Deadline::in(askingTime));
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
    const bool canRun = std::ranges::none_of(prepared.plan.steps,
                                             [](const db::StepPlan &step) { return step.error.has_value(); });
    return canRun ? ExitCode::Fine : ExitCode::NotFine;
}

ExitCode MigrateCommand::runSteps(Output &output, const MigrationSite &site)
{
    auto prepared = models::prepareRun(site, request(), db::Deadline::in(askingTime));
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
    std::mutex mutex; // events come from two threads
    RunLines lines(steps);
    const auto run = std::make_shared<models::MigrationRun>([&](const db::RunEvent &event) {
        const std::lock_guard lock(mutex);
        if (m_json)
            return;
        if (const auto line = lines.line(event))
            output.line(rendered(*line, output));
    });
    db::RunnerOptions options;
    options.lockTimeout = m_lockTimeout.value_or(options.lockTimeout);
    if (m_lagLimit)
        options.lagLimitSeconds = double(m_lagLimit->count()) / 1000;
    options.lockWait = m_wait.value_or(options.lockWait);
    models::MigrationOperation operation(std::move(prepared), options, run);
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json); !confirmed)
        return output.failed(confirmed.error());
    const Interrupt interrupt;
    const EnterListener enter(output.isTerminal() && !m_json, [&] { run->goOn(); });
    const auto outcome =
        m_shell.run(operation, site.profile, [](const models::Progress &) {}, interrupt.token());
    if (const auto report = run->report(); report && !m_json)
        print(output, failureLines(steps, *report));
    return finished(output, outcome);
}

ExitCode MigrateCommand::verify(Output &output, const MigrationSite &site)
{
    const auto check = models::checkSchema(site, db::Deadline::in(askingTime));
    if (!check)
        return output.failed(check.error());
    if (m_json) {
        auto object = models::overviewJson(check->overview);
        object[u"nodes"] = models::schemaJson(*check);
        object[u"invalid_indexes"] = QJsonArray::fromStringList(check->invalidIndexes);
        object[u"in_order"] = check->isInOrder();
        print(output, object);
    } else {
        for (const auto &sentence : check->sentences())
            output.line(sentence);
    }
    return check->isInOrder() ? ExitCode::Fine : ExitCode::NotFine;
}

ExitCode MigrateCommand::changeHistory(Output &output, const MigrationSite &site)
{
    using Action = models::HistoryOperation::Action;
    auto opened = models::openSite(site, db::Deadline::in(askingTime));
    if (!opened)
        return output.failed(opened.error());
    const auto mark = m_mark == "applied"       ? db::PartlyMark::Applied
                      : m_mark == "not-applied" ? db::PartlyMark::NotApplied
                                                : db::PartlyMark::Leave;
    models::HistoryOperation operation(m_adopt    ? Action::Adopt
                                       : m_repair ? Action::Repair
                                                  : Action::Baseline,
                                       std::move(opened->overview), QString::fromStdString(m_baseline), mark);
    if (const auto confirmed = m_shell.confirm(operation.preview(), output, m_json); !confirmed)
        return output.failed(confirmed.error());
    const Interrupt interrupt;
    return finished(output,
                    m_shell.run(operation, site.profile, [](const models::Progress &) {}, interrupt.token()));
}

ExitCode MigrateCommand::create(Output &output)
{
    const auto name = migrationName(m_name);
    if (!name)
        return output.failed(name.error());
    auto folder = QString::fromLocal8Bit(m_folder.c_str());
    if (folder.isEmpty())
        folder = u"migrations"_s;
    if (!QDir().mkpath(folder))
        return output.failed({db::ErrorKind::FileAccess,
                              u"The folder '%1' cannot be made."_s.arg(folder),
                              u"Name one you may write to with --migrations."_s,
                              {},
                              {},
                              0});
    const auto files = db::createMigration(folder, *name);
    if (!files)
        return output.failed(files.error());
    if (m_json)
        print(output, {{u"files"_s, QJsonArray::fromStringList(*files)}});
    else
        for (const auto &file : *files)
            output.line(file);
    return ExitCode::Fine;
}

ExitCode MigrateCommand::finished(Output &output, const db::Result<models::Outcome> &outcome) const
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
        output.line(output.coloured(outcome->summary, isDone ? Colour::Good : Colour::Bad));
        if (!isDone && outcome->error && !outcome->error->hint.isEmpty())
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
