// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/drillstep.h"

#include "db/failover/membernames.h"
#include "models/failover/drilloperation.h"
#include "models/operationtarget.h"
#include "models/printedcommand.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const db::NodeSnapshot *firstThatStreams(const db::Snapshot &snapshot)
{
    const auto found = std::ranges::find_if(snapshot.nodes, [](const db::NodeSnapshot &node) {
        const auto &receiver = node.facts.walReceiver;
        return node.reachable && node.isReplica() && receiver && receiver->status == u"streaming";
    });
    return found == snapshot.nodes.end() ? nullptr : &*found;
}

QString outputOf(const db::DrillReport &report)
{
    QString text;
    for (const auto &criterion : report.result.criteria)
        text += u"%1: %2 (wanted: %3): %4\n"_s.arg(criterion.title, criterion.measured, criterion.wanted,
                                                   db::toString(criterion.state));
    for (const auto &moment : report.result.timeline)
        text += u"%1 s  %2: %3\n"_s.arg(QString::number(double(moment.ms) / 1000, 'f', 2).rightJustified(7),
                                        moment.who, moment.text);
    return text;
}

} // namespace

DrillStep::DrillStep(db::DrillKind kind, StepSpec spec, StepContext context)
    : m_kind(kind), m_spec(std::move(spec)), m_context(std::move(context)), m_target(hit())
{}

QString DrillStep::input() const
{
    const auto drill = u"seawallctl failover drill "_s + db::infoOf(m_kind).name;
    return m_target.node.isEmpty() ? drill : drill + u" --node "_s + m_target.node;
}

/// 'primary' and 'replica' are kinds of nodes here, which the drill knows better.
OperationTarget DrillStep::hit() const
{
    const auto *snapshot = m_context.snapshot.get();
    const bool isKind = m_spec.target == u"primary" || m_spec.target == u"replica" || m_spec.target == u"*" ||
                        m_spec.target.isEmpty();
    const auto *node = !snapshot                               ? nullptr
                       : !isKind                               ? snapshot->node(m_spec.target)
                       : m_kind == db::DrillKind::PrimaryFails ? snapshot->primary()
                                                               : firstThatStreams(*snapshot);
    if (node)
        return targetOn(m_context.profile, *node);
    const auto endpoint = isKind ? std::nullopt : endpointOf(m_context.profile, m_spec.target);
    return endpoint ? targetAt(m_context.profile, *endpoint, db::Role::Unknown) : OperationTarget();
}

QString DrillStep::spokenTarget() const
{
    return db::withAddress(m_target.node, m_target.address);
}

Preview DrillStep::preview() const
{
    const auto &info = db::infoOf(m_kind);
    const bool hitsPrimary = m_kind == db::DrillKind::PrimaryFails;
    const bool isKnown = !m_target.node.isEmpty();
    Preview preview;
    preview.target = m_target;
    preview.verb =
        isKnown ? u"Run the drill on %1"_s.arg(db::typedName(m_target.node, m_target.role, m_target.address))
                : u"Run the drill"_s;
    preview.actions = {isKnown ? u"on %1: %2: %3"_s.arg(spokenTarget(), input(), info.does)
                               : input() + u": "_s + info.does};
    preview.consequence = u"%1 It is undone at the end whatever happens."_s.arg(
        hitsPrimary ? u"For some seconds nobody can write, and every session on %1 ends."_s.arg(
                          isKnown ? spokenTarget() : u"the primary"_s)
                    : info.shows);
    if (!isKnown)
        preview.guards = {
            {u"Node that is made to fail"_s, u"no node that fits is seen"_s,
             withEnv(u"See seawallctl status; the step is refused until it is known which node it hits."_s,
                     m_context.profile.envFile),
             Guard::State::Warning}};
    if (!m_spec.command.trimmed().isEmpty())
        preview.consequence += u" The step's own commands are not run."_s;
    preview.destructive = m_kind != db::DrillKind::NetworkCut;
    if (hitsPrimary)
        preview.typedConfirmation =
            isKnown ? db::typedName(m_target.node, m_target.role, m_target.address) : info.name;
    preview.needsReason = m_context.profile.production;
    return preview;
}

StepResult DrillStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    const auto site = FailoverSite::of(m_context.profile, m_context.directory);
    const auto plan = db::planDrill(site.members, m_kind, m_target.node, db::Deadline::in(30s), stop);
    if (!plan)
        return StepResult::endedBy(plan.error());
    if (plan->node != m_target.node)
        return StepResult::endedBy(
            {db::ErrorKind::InvalidInput,
             u"It was not known which node this would hit when it was confirmed; now it "
             "is %1."_s.arg(db::withAddress(site.members, plan->node)),
             u"Run the step again: it is asked with that node."_s,
             {},
             {},
             0});
    const auto report =
        performDrill(site, *plan, {},
                     sinkFor({}, progress, qsizetype(plan->steps.size()), m_context.profile.envFile), stop);
    if (report.error)
        return StepResult::endedBy(*report.error, outputOf(report));
    auto result = report.result.isPassed() ? StepResult::passed(summaryOf(report), outputOf(report))
                                           : StepResult::failed(summaryOf(report), outputOf(report));
    result.target = targetFor(site, plan->node, plan->hitsPrimary() ? db::Role::Primary : db::Role::Replica,
                              plan->timeline, plan->systemIdentifier);
    result.details = report.result.toJson();
    return result;
}

} // namespace seawall::models
