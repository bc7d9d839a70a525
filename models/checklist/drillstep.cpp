// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/drillstep.h"

#include "models/failover/drilloperation.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

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
    : m_kind(kind), m_spec(std::move(spec)), m_context(std::move(context))
{}

QString DrillStep::input() const
{
    return u"seawallctl failover drill "_s + db::infoOf(m_kind).name;
}

/// 'primary' and 'replica' are kinds of nodes here, which the drill knows better.
QString DrillStep::node() const
{
    const bool isKind = m_spec.target == u"primary" || m_spec.target == u"replica" || m_spec.target == u"*";
    return isKind ? QString() : m_spec.target;
}

Preview DrillStep::preview() const
{
    const auto &info = db::infoOf(m_kind);
    const bool hitsPrimary = m_kind == db::DrillKind::PrimaryFails;
    Preview preview;
    preview.verb = u"Run the drill"_s;
    preview.actions = {input() + u": "_s + info.does};
    preview.consequence = u"%1 It is undone at the end whatever happens."_s.arg(
        hitsPrimary ? u"For some seconds nobody can write, and every session on the primary ends."_s
                    : info.shows);
    if (!m_spec.command.trimmed().isEmpty())
        preview.consequence += u" The step's own commands are not run."_s;
    preview.destructive = m_kind != db::DrillKind::NetworkCut;
    if (hitsPrimary)
        preview.typedConfirmation = info.name;
    preview.needsReason = m_context.profile.production;
    return preview;
}

StepResult DrillStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    const auto site = FailoverSite::of(m_context.profile, m_context.directory);
    const auto plan = db::planDrill(site.members, m_kind, node(), db::Deadline::in(30s), stop);
    if (!plan)
        return StepResult::endedBy(plan.error());
    const auto report =
        performDrill(site, *plan, {}, sinkFor({}, progress, qsizetype(plan->steps.size())), stop);
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
