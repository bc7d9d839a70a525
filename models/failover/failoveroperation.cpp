// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoveroperation.h"

#include "models/operationtarget.h"
#include "models/printedcommand.h"

#include <QJsonArray>

#include <algorithm>

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

/// Its commands name the cluster they are for.
db::FailoverReport named(db::FailoverReport report, const QString &envFile)
{
    report.standing = withEnv(report.standing, envFile);
    if (report.error)
        report.error = withEnv(std::move(*report.error), envFile);
    for (auto &event : report.events)
        event.text = withEnv(event.text, envFile);
    return report;
}

} // namespace

FailoverOperation::FailoverOperation(QString kind, const QString &envFile, Preview preview,
                                     FailoverWatch watch, Run run, QJsonObject details)
    : m_kind(std::move(kind)), m_envFile(envFile), m_preview(std::move(preview)), m_watch(std::move(watch)),
      m_run(std::move(run)), m_details(std::move(details))
{}

Outcome FailoverOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    const auto report =
        named(m_run(sinkFor(m_watch.sink, progress, m_preview.actions.size(), m_envFile), stop), m_envFile);
    *m_watch.report = report;
    auto outcome = outcomeOf(report);
    for (auto each = m_details.begin(); each != m_details.end(); ++each)
        outcome.details.insert(each.key(), each.value());
    return outcome;
}

db::FailoverSink sinkFor(const db::FailoverSink &sink, const ProgressSink &progress, qsizetype steps,
                         const QString &envFile)
{
    return [sink, progress, steps, envFile](db::FailoverEvent event) {
        event.text = withEnv(event.text, envFile);
        if (sink)
            sink(event);
        if (progress)
            progress({event.step < steps ? double(event.step) / double(steps) : -1, event.text});
    };
}

Preview failoverPreview(const FailoverSite &site, const OperationTarget &target, const QStringList &actions,
                        std::vector<Guard> guards)
{
    Preview preview;
    preview.target = target;
    preview.actions = actions;
    preview.guards = std::move(guards);
    for (auto &guard : preview.guards)
        guard.remedy = withEnv(guard.remedy, site.profile.envFile);
    preview.destructive = true;
    preview.needsReason =
        site.profile.production || std::ranges::any_of(preview.guards, [](const Guard &guard) {
            return guard.state == Guard::State::Blocking;
        });
    return preview;
}

OperationTarget targetFor(const FailoverSite &site, const QString &node, db::Role role, quint32 timeline,
                          const QString &systemIdentifier)
{
    OperationTarget target;
    target.profile = site.profile.name;
    target.production = site.profile.production;
    target.node = node;
    target.role = role;
    target.systemIdentifier = systemIdentifier;
    if (timeline != 0)
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
        const auto number = u"%1. "_s.arg(actions.size() + 1);
        actions << number + (step.isNoReturn ? step.title + u" (no way back from here on)"_s : step.title) +
                       (step.commands.isEmpty() ? QString() : u": "_s + step.commands.join(u"; "_s));
    }
    return actions;
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

} // namespace seawall::models
