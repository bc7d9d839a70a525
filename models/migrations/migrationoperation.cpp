// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationoperation.h"

#include "db/migrations/copyrehearsal.h"
#include "models/format.h"
#include "models/migrations/migrationjson.h"
#include "models/migrations/migrationpreview.h"
#include "models/migrations/writingsession.h"
#include "models/processidentity.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Direction;
using db::RunEvent;
using StepState = db::StepReport::State;

namespace {

constexpr auto copyTime = 10min; // for pg_dump, a server and all steps

/// How far the whole run is: each step weighs the same, a step's statements share its part.
double fractionOf(const RunEvent &event, size_t steps)
{
    if (event.step < 0 || steps == 0)
        return -1;
    const double within = event.kind == RunEvent::Kind::StepDone ? 1
                          : event.total > 0                      ? double(event.done) / event.total
                          : event.fraction >= 0                  ? event.fraction
                                                                 : 0;
    return (event.step + within) / double(steps);
}

/// '1 migration was'
QString counted(size_t number)
{
    return number == 1 ? u"1 migration was"_s : u"%1 migrations were"_s.arg(number);
}

/// Of a rehearsal, which was rolled back.
QString whatStays(bool inCopy)
{
    return inCopy ? u"Nothing was changed."_s
                  : u"Nothing of it stays but the numbers that sequences gave out."_s;
}

/// '1 of 3 migrations was', '2 of 3 migrations were'
QString countedOf(size_t number, size_t all)
{
    return u"%1 of %2 %3"_s.arg(QString::number(number),
                                all == 1 ? u"1 migration"_s : u"%1 migrations"_s.arg(all),
                                number == 1 || all == 1 ? u"was"_s : u"were"_s);
}

/// What became of the step a run stopped at, and what of it stands.
QString howItEnded(StepState state, bool inTransaction)
{
    switch (state) {
    case StepState::Failed:
        return inTransaction ? u"failed, and was rolled back as a whole"_s
                             : u"failed; nothing of it stands"_s;
    case StepState::Cancelled:
        return u"cancelled; nothing of it stands"_s;
    case StepState::Partly:
        return u"stopped partway; part of it stands"_s;
    case StepState::Unknown:
        return u"unknown, whether it was committed"_s;
    case StepState::NotReached:
    case StepState::Done:
    case StepState::Skipped:
        break;
    }
    return toString(state);
}

} // namespace

MigrationOperation::MigrationOperation(PreparedRun prepared, db::RunnerOptions options,
                                       std::shared_ptr<MigrationRun> run, const db::Snapshot *snapshot)
    : m_prepared(std::move(prepared)), m_options(std::move(options)), m_run(std::move(run)),
      m_preview(previewOf(m_prepared, snapshot))
{
    if (m_options.actor.isEmpty())
        m_options.actor = actorName();
}

QString MigrationOperation::kind() const
{
    return m_prepared.direction() == Direction::Up ? u"migration.apply"_s : u"migration.rollback"_s;
}

Outcome MigrationOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    if (const auto wrong = m_prepared.error())
        return endedBy(*wrong);
    db::MigrationRunner runner(m_prepared.overview.primary, m_prepared.overview.replicas, m_options);
    m_run->attach(&runner);
    auto report = runner.run(
        m_prepared.steps,
        [&](const RunEvent &event) {
            m_run->tell(event);
            if (const auto line = describe(event, m_prepared.steps); !line.isEmpty())
                progress({fractionOf(event, m_prepared.steps.size()), line});
        },
        stop);
    m_run->attach(nullptr);
    auto outcome = outcomeOf(report);
    m_run->put(std::move(report));
    return outcome;
}

Outcome MigrationOperation::outcomeOf(const db::RunReport &report) const
{
    const auto done = std::ranges::count(report.steps, StepState::Done, &db::StepReport::state);
    const auto verb = m_prepared.direction() == Direction::Up ? u"applied"_s : u"rolled back"_s;
    Outcome outcome;
    outcome.details = reportJson(m_prepared.steps, report);
    outcome.error = report.error;
    if (report.isComplete()) {
        const auto skipped = std::ranges::count(report.steps, StepState::Skipped, &db::StepReport::state);
        outcome.state = Outcome::State::Succeeded;
        outcome.summary = u"%1 %2."_s.arg(counted(size_t(done)), verb);
        if (skipped > 0)
            outcome.summary += u" Another run had done %1 meanwhile."_s.arg(skipped);
        return outcome;
    }
    const auto stop = std::ranges::find_if(report.steps, [](const db::StepReport &step) {
        return step.state != StepState::Done && step.state != StepState::Skipped;
    });
    const bool isCancelled = stop != report.steps.end() && stop->state == StepState::Cancelled;
    outcome.state = isCancelled || (report.error && report.error->kind == db::ErrorKind::Cancelled)
                        ? Outcome::State::Cancelled
                        : Outcome::State::Failed;
    if (stop != report.steps.end() && stop->error)
        outcome.error = stop->error;
    outcome.summary = u"%1 %2."_s.arg(countedOf(size_t(done), m_prepared.steps.size()), verb);
    if (stop != report.steps.end()) {
        const auto at = size_t(std::distance(report.steps.begin(), stop));
        outcome.summary +=
            u" %1: %2."_s.arg(titleOf(m_prepared.steps[at].migration),
                              howItEnded(stop->state, m_prepared.plan.steps[at].inTransaction));
    }
    if (outcome.error)
        outcome.summary += u' ' + withoutFolder(outcome.error->message);
    return outcome;
}

RehearsalOperation::RehearsalOperation(PreparedRun prepared, db::RehearsalOptions options,
                                       std::shared_ptr<MigrationRun> run, bool inCopy)
    : m_prepared(std::move(prepared)), m_options(options), m_run(std::move(run)), m_inCopy(inCopy)
{}

QString RehearsalOperation::kind() const
{
    return u"migration.rehearse"_s;
}

Preview RehearsalOperation::preview() const
{
    auto preview = previewOf(m_prepared, nullptr);
    preview.title = u"Rehearse %1 on %2?"_s.arg(
        m_prepared.steps.size() == 1 ? u"1 migration"_s : u"%1 migrations"_s.arg(m_prepared.steps.size()),
        m_prepared.overview.database);
    preview.consequence = u"Everything runs in one transaction that is always rolled back. Until then it "
                          u"holds the same locks as the "
                          "real run: sessions that need these tables wait, at most %1."_s.arg(
                              format::seconds(double(m_options.budget.count()) / 1000));
    if (m_inCopy) {
        preview.title = u"Rehearse %1 of %2 in a copy of its schema?"_s.arg(
            m_prepared.steps.size() == 1 ? u"1 migration"_s : u"%1 migrations"_s.arg(m_prepared.steps.size()),
            m_prepared.overview.database);
        preview.consequence =
            u"The schema is read with pg_dump, and the migrations run in a throw-away server on "
            "this machine. The copy holds no rows: times and sizes are not those of the real tables."_s;
    }
    for (auto &guard : preview.guards) // what would fail is what it is to tell
        guard.state = guard.state == Guard::State::Blocking ? Guard::State::Warning : guard.state;
    preview.needsReason = preview.target.production;
    preview.verb = u"Rehearse"_s;
    preview.destructive = false;
    preview.typedConfirmation.clear();
    return preview;
}

db::Result<std::vector<db::Rehearsal>> RehearsalOperation::rehearse(const std::stop_token &stop) const
{
    const auto &primary = m_prepared.overview.primary;
    if (m_inCopy)
        return db::rehearseInCopy(primary, m_prepared.steps, db::Deadline::in(copyTime), stop);
    auto connection = openWritingSession(primary, stop);
    if (!connection)
        return std::unexpected(connection.error());
    return db::rehearse(*connection, m_prepared.steps, m_options, stop);
}

Outcome RehearsalOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({-1, m_inCopy ? u"Rehearsing in a copy of the schema"_s
                           : u"Rehearsing on %1"_s.arg(m_prepared.overview.target.node)});
    auto rehearsals = rehearse(stop);
    if (!rehearsals)
        return endedBy(rehearsals.error());
    Outcome outcome;
    outcome.details = rehearsalsJson(m_prepared.steps, *rehearsals);
    const auto failed = std::ranges::find_if(
        *rehearsals, [](const db::Rehearsal &rehearsal) { return rehearsal.error.has_value(); });
    const auto rehearsed = std::ranges::count(*rehearsals, true, &db::Rehearsal::rehearsed);
    if (failed != rehearsals->end()) {
        outcome.error = failed->error;
        const auto &step = m_prepared.steps[size_t(std::distance(rehearsals->begin(), failed))];
        const auto more = std::ranges::count(*rehearsals, true, &db::Rehearsal::mayFollow);
        const auto others = more == 0 ? QString()
                            : more == 1
                                ? u", and so would 1 migration after it, perhaps for that"_s
                                : u", and so would %1 migrations after it, perhaps for that"_s.arg(more);
        outcome.summary = u"%1 would fail%2. %3 %4"_s.arg(
            titleOf(step.migration), others, whatStays(m_inCopy), withoutFolder(failed->error->message));
    } else {
        outcome.state = Outcome::State::Succeeded;
        const auto all = rehearsals->size();
        const auto what = size_t(rehearsed) == all ? counted(all) : countedOf(size_t(rehearsed), all);
        outcome.summary = u"%1 rehearsed and rolled back. %2"_s.arg(what, whatStays(m_inCopy));
    }
    m_run->put(std::move(*rehearsals));
    return outcome;
}

} // namespace seawall::models
