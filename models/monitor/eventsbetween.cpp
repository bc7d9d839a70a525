// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/spokenname.h"
#include "models/format.h"
#include "models/monitor/alertconditions.h"
#include "models/monitor/eventlog.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ReplicaVerdict;
using Kind = ClusterEvent::Kind;

namespace {

struct Collector {
    qint64 timeMs;
    std::vector<ClusterEvent> events;
    void add(Kind kind, Severity severity, const QString &node, const QString &sentence)
    {
        events.push_back({timeMs, kind, severity, node, sentence});
    }
};

void reachability(const db::NodeSnapshot &before, const db::NodeSnapshot &after, Collector &out)
{
    const bool failedNow = !after.reachable && after.error && (before.reachable || !before.error);
    if (failedNow) {
        const bool primary =
            after.facts.role == db::Role::Primary || after.configuredRole == db::Role::Primary;
        out.add(Kind::Outage, primary ? Severity::Critical : Severity::Warning, after.name,
                outageSentence(after));
    }
    // The first answer after the start of the console is no event; one after a failure is.
    if (after.reachable && !before.reachable && before.error) {
        const auto away =
            before.lastSeenMs > 0
                ? u" after %1"_s.arg(format::seconds(double(out.timeMs - before.lastSeenMs) / 1000))
                : QString();
        out.add(Kind::Reconnect, Severity::Info, after.name,
                u"%1 answers again%2."_s.arg(db::spokenName(after, db::Place::Start), away));
    }
}

void roleAndTimeline(const db::NodeSnapshot &before, const db::NodeSnapshot &after, Collector &out)
{
    const auto &was = before.facts;
    const auto &is = after.facts;
    const auto timeline = is.timeline ? u" on timeline %1"_s.arg(*is.timeline) : QString();
    if (was.role != db::Role::Unknown && is.role != db::Role::Unknown && was.role != is.role) {
        out.add(Kind::RoleChange, Severity::Warning, after.name,
                u"%1 became %2%3."_s.arg(after.name, db::toString(is.role), timeline));
    } else if (was.timeline && is.timeline && *was.timeline != *is.timeline) {
        out.add(Kind::TimelineChange, Severity::Info, after.name,
                u"%1 is%2 now (was %3)."_s.arg(after.name, timeline).arg(*was.timeline));
    }
}

Severity severityOf(ReplicaVerdict verdict)
{
    switch (verdict) {
    case ReplicaVerdict::Diverged:
        return Severity::Critical;
    case ReplicaVerdict::Detached:
    case ReplicaVerdict::Paused:
        return Severity::Warning;
    default:
        return Severity::Info;
    }
}

void replicaVerdict(const db::NodeSnapshot &before, const db::NodeSnapshot &after, Collector &out)
{
    // Outage and Reconnect already tell of the way to and from Unreachable; Unknown → Streaming is the start.
    if (!after.isReplica() || !after.reachable || before.verdict == after.verdict)
        return;
    if (before.lastSeenMs == 0 || after.verdict == ReplicaVerdict::Unknown)
        return;
    if (before.verdict == ReplicaVerdict::Unknown && after.verdict == ReplicaVerdict::Streaming)
        return;
    const auto reason = after.reason.isEmpty() ? u"."_s : u": "_s + after.reason;
    out.add(
        Kind::VerdictChange, severityOf(after.verdict), after.name,
        u"%1 is %2%3"_s.arg(db::spokenName(after, db::Place::Start), db::toString(after.verdict), reason));
}

void clusterVerdict(const db::Snapshot &before, const db::Snapshot &after, Collector &out)
{
    if (before.verdict == after.verdict || after.verdict == db::ClusterVerdict::Unknown)
        return;
    if (before.verdict == db::ClusterVerdict::Unknown && after.verdict == db::ClusterVerdict::Healthy)
        return;
    const bool alarm =
        after.verdict == db::ClusterVerdict::SplitBrain || after.verdict == db::ClusterVerdict::NoPrimary;
    const bool fine = after.verdict == db::ClusterVerdict::Healthy;
    const auto severity = alarm ? Severity::Critical : fine ? Severity::Info : Severity::Warning;
    const auto reason = after.reason.isEmpty() || fine ? u"."_s : u": "_s + after.reason;
    out.add(Kind::VerdictChange, severity, {},
            u"The cluster is %1%2"_s.arg(db::toString(after.verdict), reason));
}

} // namespace

std::vector<ClusterEvent> eventsBetween(const db::SnapshotPtr &before, const db::SnapshotPtr &after)
{
    if (!before || !after)
        return {};
    Collector out{after->timeMs, {}};
    for (const auto &node : after->nodes) {
        const auto *previous = before->node(node.name);
        if (!previous)
            continue;
        reachability(*previous, node, out);
        roleAndTimeline(*previous, node, out);
        replicaVerdict(*previous, node, out);
    }
    clusterVerdict(*before, *after, out);
    return std::move(out.events);
}

} // namespace seawall::models
