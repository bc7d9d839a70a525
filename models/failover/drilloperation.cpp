// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/drilloperation.h"

#include "db/failover/membernames.h"
#include "models/failover/drillstore.h"
#include "models/format.h"
#include "models/printedcommand.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using CriterionState = db::DrillCriterion::State;

namespace {

/// What is wrong with the result, the first thing with its figure.
QString missedIn(const db::DrillResult &result)
{
    QStringList missed;
    for (const auto &criterion : result.criteria) {
        if (criterion.state != CriterionState::Met)
            missed << u"%1: %2 (wanted: %3)"_s.arg(criterion.title, criterion.measured, criterion.wanted);
    }
    return missed.join(u"; "_s);
}

} // namespace

db::DrillReport performDrill(const FailoverSite &site, const db::DrillPlan &plan,
                             const db::DrillOptions &options, const db::FailoverSink &sink,
                             const std::stop_token &stop, std::optional<db::Error> *keepError)
{
    auto report = db::runDrill(site.members, plan, options, site.recordFile, sink, stop);
    report.standing = withEnv(report.standing, site.profile.envFile);
    if (report.error)
        report.error = withEnv(std::move(*report.error), site.profile.envFile);
    if (report.result.criteria.empty() || report.error)
        return report;
    DrillStore store(DrillStore::pathFor(site.recordFile));
    if (const auto kept = store.add(report.result); !kept && keepError)
        *keepError = kept.error();
    return report;
}

QString summaryOf(const db::DrillReport &report)
{
    const auto &result = report.result;
    if (report.error)
        return report.error->message + u' ' + report.standing;
    const auto *router = result.path(u"router"_s);
    const auto figures =
        router ? u"known after %1, reads away %2, writes away %3"_s.arg(
                     format::seconds(result.detectionSeconds()), format::seconds(router->reads.outageSeconds),
                     format::seconds(router->writes.outageSeconds))
               : QString();
    const auto verdict = result.isPassed() ? u"passed"_s : u"not passed: "_s + missedIn(result);
    return u"Drill %1 on %2 %3 (%4). %5"_s.arg(result.name, result.node, verdict, figures, report.standing);
}

Outcome outcomeOf(const db::DrillReport &report)
{
    Outcome outcome;
    const bool isCancelled = report.error && report.error->kind == db::ErrorKind::Cancelled;
    outcome.state = isCancelled && report.isUndone              ? Outcome::State::Cancelled
                    : !report.error && report.result.isPassed() ? Outcome::State::Succeeded
                                                                : Outcome::State::Failed;
    outcome.summary = summaryOf(report);
    outcome.error = report.error;
    outcome.details = report.result.toJson();
    outcome.details[u"undone"_s] = report.isUndone;
    outcome.details[u"standing"_s] = report.standing;
    return outcome;
}

QString consequenceOf(const db::DrillPlan &plan, const QString &node)
{
    const auto undone =
        u" It is undone at the end whatever happens; where this program is killed, its next start "
        "offers to."_s;
    switch (plan.kind) {
    case db::DrillKind::PrimaryFails:
        return u"For some seconds nobody can write, and every session on %1 ends. Nothing is promoted."_s.arg(
                   node) +
               undone;
    case db::DrillKind::ReplicaFails:
        return u"Every session on %1 ends; what reads from it has to go elsewhere."_s.arg(node) + undone;
    case db::DrillKind::ReplicaSilent:
        if (plan.isCut)
            break;
        return u"Who has a session on %1 waits until it goes on; where commits wait for it, they wait as well."_s
                   .arg(node) +
               undone;
    case db::DrillKind::ReplayPaused:
        return u"What reads from %1 sees older and older rows; its WAL piles up meanwhile."_s.arg(node) +
               undone;
    case db::DrillKind::ConnectionsExhausted:
        return u"Nobody else can open a session on %1 for some seconds; those that are open stay."_s.arg(
                   node) +
               undone;
    case db::DrillKind::NetworkCut:
        break;
    }
    return u"Only the probes' own way to %1 is cut, on this machine: nobody else notices."_s.arg(node);
}

DrillOperation::DrillOperation(FailoverSite site, db::DrillPlan plan, db::DrillOptions options,
                               DrillView view)
    : m_site(std::move(site)), m_plan(std::move(plan)), m_options(options), m_view(std::move(view))
{
    const auto &info = m_plan.info();
    const auto role = m_plan.hitsPrimary() ? db::Role::Primary : db::Role::Replica;
    const auto typed = db::typedOf(m_site.members, m_plan.node, role);
    const auto spoken = db::spokenOf(m_site.members, m_plan.node, role);
    m_preview.title = u"Run the drill '%1' on %2?"_s.arg(info.title, spoken);
    m_preview.verb = u"Run the drill on %1"_s.arg(typed);
    m_preview.actions = actionsOf(m_plan.steps);
    m_preview.consequence = consequenceOf(m_plan, spoken);
    m_preview.target = targetFor(m_site, m_plan.node, role, m_plan.timeline, m_plan.systemIdentifier);
    m_preview.destructive = m_plan.kind != db::DrillKind::NetworkCut && !m_plan.isCut;
    if (m_plan.hitsPrimary() && m_preview.destructive)
        m_preview.typedConfirmation = typed;
    m_preview.needsReason = m_site.profile.production;
    QStringList streaming;
    for (const auto &replica : m_plan.replicas)
        streaming << db::spokenOf(m_site.members, replica, db::Role::Replica);
    m_preview.guards.push_back(
        {u"Roles"_s,
         u"%1 takes writes; streaming: %2"_s.arg(
             db::spokenOf(m_site.members, m_plan.primary, db::Role::Primary), streaming.join(u", "_s)),
         {},
         Guard::State::Ok});
    for (const auto &warning : m_plan.warnings)
        m_preview.guards.push_back({u"Cluster"_s, warning, {}, Guard::State::Warning});
}

Outcome DrillOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    std::optional<db::Error> unkept;
    auto report =
        performDrill(m_site, m_plan, m_options,
                     sinkFor(m_view.sink, progress, qsizetype(m_plan.steps.size()), m_site.profile.envFile),
                     stop, &unkept);
    *m_view.report = report;
    auto outcome = outcomeOf(report);
    if (unkept)
        outcome.summary += u" The result could not be kept: %1"_s.arg(unkept->message);
    return outcome;
}

DrillUndoOperation::DrillUndoOperation(FailoverSite site, db::DrillNote note, db::FailoverSink sink)
    : m_site(std::move(site)), m_note(std::move(note)), m_sink(std::move(sink))
{
    m_preview.title = u"Undo the drill '%1' that was cut off?"_s.arg(m_note.drill);
    m_preview.verb = u"Undo the drill"_s;
    const auto *member = db::memberOf(m_site.members, m_note.node);
    const auto commands = [&](db::NodeAction action) {
        return member && member->control ? member->control->commands(action) : QStringList();
    };
    if (m_note.undo == db::DrillNote::Undo::Start)
        m_preview.actions << commands(db::NodeAction::Start);
    if (m_note.undo == db::DrillNote::Undo::Resume)
        m_preview.actions << commands(db::NodeAction::Resume);
    if (m_note.undo == db::DrillNote::Undo::Replay)
        m_preview.actions << u"SELECT pg_wal_replay_resume()"_s;
    m_preview.actions << u"DROP SCHEMA IF EXISTS seawall_drill CASCADE"_s;
    m_preview.consequence = m_note.describe() + u". Afterwards all is as it was before."_s;
    m_preview.target = targetFor(m_site, m_note.node, db::Role::Unknown, 0, m_note.systemIdentifier);
}

Outcome DrillUndoOperation::run(const ProgressSink &progress, std::stop_token)
{
    const auto done = db::recoverDrill(m_site.members, m_note, m_site.recordFile, std::chrono::minutes(2),
                                       sinkFor(m_sink, progress, 1, m_site.profile.envFile));
    if (!done)
        return {Outcome::State::Failed, done.error().message, {}, done.error()};
    return {Outcome::State::Succeeded, *done, {{u"drill"_s, m_note.drill}, {u"node"_s, m_note.node}}, {}};
}

} // namespace seawall::models
