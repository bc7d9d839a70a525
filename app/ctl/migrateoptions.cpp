// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/migratecommand.h"

namespace seawall::app {

using namespace Qt::StringLiterals;

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
    app().fallthrough(); // its commands take it over when they are added
    m_new = app().add_subcommand("new", "Make the files of the next migration");
    m_new->add_option("name", m_name, "What it does: add_invoices")->required();
}

void MigrateCommand::addSettings()
{
    m_connection.addTo(app());
    app()
        .add_option(
            "--migrations", m_folder,
            "Folder of the migrations; else SEAWALL_MIGRATIONS of the .env, else migrations/ beside it")
        ->type_name("DIR");
    app().add_flag("--allow-out-of-order", m_allowOutOfOrder,
                   "Apply migrations that are older than the last applied one as well");
    auto *resume = app().add_flag("--resume", m_resume, "Go on with a migration that stopped partway");
    app()
        .add_flag("--roll-back-partly", m_rollBackPartly, "Undo a migration that stopped partway first")
        ->excludes(resume);
    app()
        .add_option("--mark-partly", m_mark, "With --repair, what to take it for: applied, not-applied")
        ->check(CLI::IsMember({"leave", "applied", "not-applied"}));
    addDurationOption(app(), "--lock-timeout", m_lockTimeout, "How long each try waits for a lock [3s]");
    addDurationOption(app(), "--lag-limit", m_lagLimit,
                      "Hold between migrations while a replica lags more [10s]");
    app()
        .add_option("--waiting-limit", m_waitingLimit,
                    "Hold between migrations while more sessions than that wait for locks [no limit]")
        ->type_name("COUNT")
        ->check(CLI::NonNegativeNumber);
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

} // namespace seawall::app
