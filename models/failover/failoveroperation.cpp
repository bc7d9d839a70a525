// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoveroperation.h"

#include "models/operationtarget.h"

#include <QJsonArray>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Kind = db::FailoverEvent::Kind;
using ReportState = db::FailoverReport::State;

namespace {

QString toString(Kind kind)
{
    switch (kind) {
    case Kind::Started:
        return u"started"_s;
    case Kind::Done:
        return u"done"_s;
    case Kind::Failed:
        return u"failed"_s;
    case Kind::Undoing:
        return u"undoing"_s;
    case Kind::Undone:
        return u"undone"_s;
    case Kind::UndoFailed:
        return u"undo failed"_s;
    case Kind::Note:
        break;
    }
    return u"note"_s;
}

QString toString(ReportState state)
{
    switch (state) {
    case ReportState::Done:
        return u"done"_s;
    case ReportState::Restored:
        return u"restored"_s;
    case ReportState::Incomplete:
        return u"incomplete"_s;
    case ReportState::Stopped:
        break;
    }
    return u"stopped"_s;
}

} // namespace

OperationTarget targetFor(const FailoverSite &site, const QString &node, db::Role role, quint32 timeline)
{
    OperationTarget target;
    target.profile = site.profile.name;
    target.production = site.profile.production;
    target.node = node;
    target.role = role;
    target.timeline = timeline;
    if (const auto endpoint = endpointOf(site.profile, node)) {
        target.address = endpoint->address();
        target.databaseRole = endpoint->parameter(u"user"_s);
    }
    return target;
}

QStringList actionsOf(const std::vector<db::FailoverStep> &steps)
{
    QStringList actions;
    for (const auto &step : steps) {
        actions << (step.isNoReturn ? step.title + u" (no way back from here on)"_s : step.title) +
                       (step.commands.isEmpty() ? QString() : u": "_s + step.commands.join(u"; "_s));
    }
    return actions;
}

db::FailoverSink sinkFor(const FailoverWatch &watch, const ProgressSink &progress, std::size_t steps)
{
    return [sink = watch.sink, progress, steps](const db::FailoverEvent &event) {
        if (sink)
            sink(event);
        if (progress)
            progress({double(event.step) / double(std::max<std::size_t>(1, steps)), event.text});
    };
}

Outcome outcomeOf(const db::FailoverReport &report)
{
    Outcome outcome;
    const bool isCancelled = report.error && report.error->kind == db::ErrorKind::Cancelled;
    outcome.state = report.state == ReportState::Done                      ? Outcome::State::Succeeded
                    : isCancelled && report.state == ReportState::Restored ? Outcome::State::Cancelled
                                                                           : Outcome::State::Failed;
    outcome.summary =
        report.error && !isCancelled ? report.error->message + u' ' + report.standing : report.standing;
    outcome.error = report.error;
    QJsonArray events;
    for (const auto &event : report.events)
        events << QJsonObject{{u"event"_s, toString(event.kind)},
                              {u"step"_s, event.step},
                              {u"text"_s, event.text},
                              {u"ms"_s, event.ms}};
    outcome.details = {{u"state"_s, toString(report.state)},
                       {u"standing"_s, report.standing},
                       {u"write_outage_seconds"_s, report.writeOutageSeconds
                                                       ? QJsonValue(*report.writeOutageSeconds)
                                                       : QJsonValue(QJsonValue::Null)},
                       {u"switch_lsn"_s, report.switchLsn ? QJsonValue(report.switchLsn->toString())
                                                          : QJsonValue(QJsonValue::Null)},
                       {u"events"_s, events}};
    return outcome;
}

SwitchoverOperation::SwitchoverOperation(FailoverSite site, db::SwitchoverPlan plan,
                                         db::SwitchoverOptions options, FailoverWatch watch,
                                         std::vector<Guard> guards)
    : m_site(std::move(site)), m_plan(std::move(plan)), m_options(options), m_watch(std::move(watch))
{
    m_preview.title = u"Switch over from %1 to %2?"_s.arg(m_plan.from, m_plan.to);
    m_preview.verb = u"Switch over to %1"_s.arg(m_plan.to);
    m_preview.actions = actionsOf(m_plan.steps);
    m_preview.consequence =
        u"Writes fail for some seconds, sessions on %1 end, and %2 becomes the primary. Up to its promotion "
        u"every "
        "step is undone where one fails; afterwards the way back is another switchover."_s.arg(m_plan.from,
                                                                                               m_plan.to);
    if (!m_plan.unreachable.isEmpty())
        m_preview.consequence +=
            u" Not answering, and left as they are: %1."_s.arg(m_plan.unreachable.join(u", "_s));
    m_preview.guards = std::move(guards);
    m_preview.target = targetFor(m_site, m_plan.to, db::Role::Replica, m_plan.timeline);
    m_preview.destructive = true;
    m_preview.typedConfirmation = m_plan.to;
    m_preview.needsReason =
        m_site.profile.production || std::ranges::any_of(m_preview.guards, [](const Guard &guard) {
            return guard.state == Guard::State::Blocking;
        });
}

Outcome SwitchoverOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    auto report = db::runSwitchover(m_site.members, m_plan, m_options, m_site.recordFile,
                                    sinkFor(m_watch, progress, m_plan.steps.size()), stop);
    *m_watch.report = report;
    return outcomeOf(report);
}

RecoverOperation::RecoverOperation(FailoverSite site, db::FailoverRecord record, db::SwitchoverRecovery found,
                                   bool forward, db::SwitchoverOptions options, FailoverWatch watch)
    : m_site(std::move(site)), m_record(std::move(record)), m_forward(forward), m_options(options),
      m_watch(std::move(watch))
{
    m_preview.title =
        (forward ? u"Bring the switchover to %1 to its end?"_s : u"Take the switchover to %1 back?"_s)
            .arg(m_record.to);
    m_preview.verb = forward ? u"Go forward"_s : u"Go back"_s;
    m_preview.actions = {
        (forward ? u"Every step from '%1' on"_s : u"Every step up to '%1' is undone"_s).arg(m_record.step)};
    m_preview.consequence =
        found.standing + (forward ? u" %1 becomes the primary, or stays it; %2 replicates from it."_s.arg(
                                        m_record.to, m_record.from)
                                  : u" %1 becomes the primary that takes writes again."_s.arg(m_record.from));
    m_preview.target = targetFor(m_site, m_record.to, db::Role::Unknown, m_record.timeline);
    m_preview.destructive = true;
    m_preview.typedConfirmation = forward ? m_record.to : m_record.from;
    m_preview.needsReason = m_site.profile.production;
}

Outcome RecoverOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    auto report = db::recoverSwitchover(m_site.members, m_record, m_forward, m_options, m_site.recordFile,
                                        sinkFor(m_watch, progress, 12), stop);
    *m_watch.report = report;
    return outcomeOf(report);
}

} // namespace seawall::models
