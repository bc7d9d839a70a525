// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationoperation.h"
#include "ui/confirmdialog.h"
#include "ui/migrations/migrationspage.h"
#include "ui/migrations/planpanel.h"
#include "ui/migrations/runpanel.h"
#include "ui/migrations/scriptpanel.h"

#include <QTabWidget>

// From a plan to a run and what came of it.
namespace seawall::ui {

void MigrationsPage::plan(const db::StepRequest &request, Purpose purpose)
{
    m_purpose = purpose;
    m_isPlanning = true;
    m_plan->setMessage(tr("Planning …"));
    m_tabs->setCurrentWidget(m_plan);
    updateActions();
    m_book.prepare(request);
}

void MigrationsPage::onPrepared(const models::PreparedRun &run)
{
    m_isPlanning = false;
    m_steps = run.steps;
    m_plan->setPlan(run);
    m_script->ask(); // the plan knows more of it
    if (m_purpose == Purpose::Run || m_purpose == Purpose::Look)
        for (const auto &[step, past] : run.rehearsed)
            showRehearsal(step, past.rehearsal);
    updateActions();
    if (run.steps.empty() || m_purpose == Purpose::Look || run.error())
        return; // a script that cannot be read is shown in the plan
    m_current = m_book.makeRun();
    std::unique_ptr<models::Operation> operation;
    if (m_purpose != Purpose::Run)
        operation = std::make_unique<models::RehearsalOperation>(run, db::RehearsalOptions(), m_current,
                                                                 m_purpose == Purpose::RehearseInCopy);
    else
        operation = std::make_unique<models::MigrationOperation>(run, db::RunnerOptions(), m_current,
                                                                 workspace()->snapshot().get());
    confirmAndStart(std::move(operation), workspace()->operations(), this, [this](int number) {
        m_run = number;
        if (m_purpose == Purpose::Run) {
            m_runPanel->begin(m_steps, m_current);
            m_tabs->setCurrentWidget(m_runPanel);
        }
        updateActions();
    });
}

void MigrationsPage::onFinished(int run, const models::Outcome &outcome)
{
    workspace()->operations()->readJournal();
    m_book.refresh(); // another Operation may have touched the history as well
    if (run != m_run)
        return;
    m_run = 0;
    if (m_purpose == Purpose::Run) {
        m_runPanel->end(outcome);
        m_book.forget();
        m_script->ask();
        m_notices->withdraw(u"verified"_s);
        m_plan->setMessage(tr("What was planned here has been run. Plan again for what is to come."));
    } else {
        takeRehearsals(m_current->rehearsals());
    }
    m_current.reset();
    updateActions();
}

void MigrationsPage::takeRehearsals(const std::vector<db::Rehearsal> &rehearsals)
{
    m_book.remember(m_steps, rehearsals);
    for (size_t step = 0; step < rehearsals.size(); ++step)
        showRehearsal(step, rehearsals[step]);
}

void MigrationsPage::showRehearsal(size_t step, db::Rehearsal rehearsal)
{
    if (rehearsal.error)
        rehearsal.error->message = models::withoutFolder(rehearsal.error->message);
    m_plan->addRehearsal(step, rehearsal);
}

} // namespace seawall::ui
