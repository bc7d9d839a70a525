// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/clusterchanges.h"
#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/failover/rejoin.h"
#include "db/failover/sharedtimeline.h"
#include "db/failover/timelinehistory.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Way = RejoinPlan::Way;

namespace {

/// The primary on the newest timeline, other than the node itself.
std::optional<NodeStanding> primaryFor(const ClusterMembers &members, const QString &node,
                                       const std::stop_token &stop)
{
    std::optional<NodeStanding> best;
    for (const auto &member : members) {
        if (member.name() == node)
            continue;
        auto standing = standingOf(member.endpoint, Deadline::in(5s), stop);
        if (standing && standing->role == Role::Primary && (!best || standing->timeline > best->timeline))
            best = std::move(*standing);
    }
    return best;
}

/// One that takes writes itself must not be told to promote another: then the wrong node was named.
std::unexpected<Error> nobodyToFollow(const ClusterMembers &members, const ClusterMember &member,
                                      const std::stop_token &stop)
{
    const auto now = standingOf(member.endpoint, Deadline::in(5s), stop);
    if (!now || now->role != Role::Primary)
        return refused(u"No other node takes writes, so there is nothing %1 could follow."_s.arg(
                           withAddress(members, member.name())),
                       u"Bring the primary back, or fail over first: seawallctl failover promote NODE."_s);
    QStringList astray;
    QString at;
    for (const auto &other : members) {
        if (other.name() == member.name())
            continue;
        const auto standing = standingOf(other.endpoint, Deadline::in(5s), stop);
        if (standing && standing->streams())
            continue;
        if (at.isEmpty())
            at = addressOf(members, other.name());
        astray << withAddress(members, other.name());
    }
    return refused(u"%1 takes writes now: it is the primary."_s.arg(withAddress(members, member.name())),
                   astray.isEmpty() ? u"Every other node streams; none has to be brought back."_s
                                    : u"The node to bring back is %1: seawallctl failover rejoin %2."_s.arg(
                                          astray.join(u" or "_s), at));
}

/// Set up as a replica, and with WAL of that timeline: it streams again as it did, by its own slot.
bool hasFollowed(NodeFiles &files, quint32 timeline, const std::stop_token &stop)
{
    return files.isStandby().value_or(false) &&
           files.walTimeline(Deadline::in(30s), stop).value_or(0) == timeline;
}

/// A replica that was killed, or hangs: it has written nothing itself, and goes on from what it had when it
/// is started. Never to be rewound on the primary's timeline: the recovery that pg_rewind ends first writes a
/// checkpoint of its own, which is taken for the primary's WAL.
bool isSilentReplica(NodeFiles &files, const ControlData &data, const TimelineHistory &history,
                     const std::stop_token &stop)
{
    if (!data.isUncleanReplica() || !data.checkpoint || !data.timeline)
        return false;
    if (*data.timeline == history.timeline)
        return true; // without standby.signal too: a start as a primary would have changed the state
    const auto parted = history.partedFrom(*data.timeline);
    return parted && *data.checkpoint <= *parted && hasFollowed(files, history.timeline, stop);
}

bool isPartOf(const ControlData &data, const TimelineHistory &history, bool isRunning)
{
    if (isRunning || !data.checkpoint || !data.timeline)
        return false;
    const bool isReplica = data.isCleanReplica();
    if (!isReplica && !data.isCleanPrimary())
        return false;
    const auto end =
        isReplica && data.minRecovery ? std::max(*data.minRecovery, *data.checkpoint) : *data.checkpoint;
    if (*data.timeline == history.timeline)
        return isReplica; // one that wrote on this timeline itself is no replica of it
    const auto parted = history.partedFrom(*data.timeline);
    // A record begins at a checkpoint's position: one that begins before the parting is in both.
    return parted && (isReplica ? end <= *parted : end < *parted);
}

Result<Way> wayFromFiles(const ClusterMembers &members, const RejoinPlan &plan, const NodeStanding &standing,
                         bool isAnswering, const std::stop_token &stop)
{
    const auto &member = *memberOf(members, plan.node);
    const auto &primary = *memberOf(members, plan.primary);
    const auto isSharedTimeline = [&] {
        return std::unexpected(sharedTimelineError(
            withAddress(members, plan.node), withAddress(members, plan.primary), plan.timeline,
            plan.takesWrites,
            commandsToMakeAnew(members, member, primary, plan.slot, {}, plan.isRunning, stop)));
    };
    if (isAnswering && plan.nodeTimeline == plan.timeline)
        return isSharedTimeline();
    auto *files = member.control ? member.control->files() : nullptr;
    if (!files)
        return refused(
            u"The data directory of %1 is out of reach from here."_s.arg(member.name()),
            u"On its machine: pg_rewind from %1, standby.signal, then start it. Or say with "
            "SEAWALL_CONTROL_%2 how it is controlled."_s.arg(primary.name(), member.name().toUpper()));
    const auto data = files->controlData(Deadline::in(30s), stop);
    if (!data)
        return std::unexpected(data.error());
    if (data->systemIdentifier != standing.systemIdentifier)
        return refused(u"%1 belongs to another database system than %2."_s.arg(member.name(), primary.name()),
                       u"See that the profile names the right data directory."_s);
    const auto history =
        TimelineHistory::of(primary.endpoint, standing.timeline.value_or(0), Deadline::in(10s), stop);
    if (!history)
        return std::unexpected(history.error());
    if (!isAnswering && wasPrimaryOn(plan.timeline, *files, *data, stop))
        return isSharedTimeline();
    if (isPartOf(*data, *history, plan.isRunning) ||
        (!isAnswering && isSilentReplica(*files, *data, *history, stop)))
        return Way::Restart;
    if (!data->hasChecksums && !data->walLogHints)
        return refused(
            u"%1 has written what %2 does not have, and pg_rewind cannot be used: it has neither data "
            "checksums nor wal_log_hints."_s.arg(member.name(), primary.name()),
            u"Take a new base backup of %1 for it (pg_basebackup)."_s.arg(primary.name()));
    return Way::Rewind;
}

std::vector<FailoverStep> stepsFor(const RejoinPlan &plan, const ClusterMember &member,
                                   const ClusterMember &primary)
{
    const ClusterMembers both{member, primary};
    const auto node = withAddress(both, plan.node);
    const auto upstream = withAddress(both, plan.primary);
    const auto on = typedOf(both, plan.primary, Role::Primary);
    const auto again = u"Nothing has to be undone: begin again."_s;
    std::vector<FailoverStep> steps{{u"verify"_s,
                                     u"See that %1 is the primary"_s.arg(upstream),
                                     {u"%1: pg_is_in_recovery(), timeline"_s.arg(on)},
                                     again}};
    const bool needsFiles = plan.way == Way::Restart || plan.way == Way::Rewind;
    if (needsFiles && plan.isRunning)
        steps.push_back({u"stop"_s, u"Stop %1"_s.arg(node), member.control->commands(NodeAction::Stop),
                         u"Start %1 again."_s.arg(node)});
    if (!plan.slot.isEmpty())
        steps.push_back({u"slot"_s,
                         u"Make its slot on %1"_s.arg(upstream),
                         {u"%1: SELECT pg_create_physical_replication_slot('%2', true)"_s.arg(on, plan.slot)},
                         u"Drop the slot %1 on %2."_s.arg(plan.slot, upstream)});
    if (plan.way == Way::Rewind)
        steps.push_back(
            {u"rewind"_s,
             u"Discard what only %1 has"_s.arg(node),
             {u"%1: CHECKPOINT"_s.arg(on), member.control->files()->rewindCommand(primary.endpoint)},
             u"There is none: what only %1 had is gone."_s.arg(node),
             true});
    if (plan.way == Way::Repoint)
        steps.push_back({u"upstream"_s,
                         u"Point %1 to %2"_s.arg(node, upstream),
                         {u"%1: ALTER SYSTEM SET primary_conninfo = 'host and port %2 …'"_s.arg(
                             typedOf(both, plan.node, Role::Replica), replicationAddress(primary))},
                         again});
    if (needsFiles) {
        auto commands = member.control->commands(NodeAction::Start);
        if (!plan.keepsUpstream)
            commands.prepend(u"standby.signal, and primary_conninfo in postgresql.auto.conf"_s);
        steps.push_back({u"start"_s, u"Start %1 as a replica"_s.arg(node), commands,
                         u"Stop %1: it must not take writes."_s.arg(node)});
    }
    steps.push_back({u"confirm"_s,
                     u"See that %1 streams"_s.arg(node),
                     {u"%1: pg_stat_wal_receiver"_s.arg(typedOf(both, plan.node, Role::Replica))},
                     again});
    return steps;
}

} // namespace

Result<RejoinPlan> planRejoin(const ClusterMembers &members, const QString &node, Deadline deadline,
                              const std::stop_token &stop)
{
    if (const auto none = checkNoPatroni(members); !none)
        return std::unexpected(none.error());
    const auto *member = memberOf(members, node);
    if (!member)
        return refused(u"The cluster has no node '%1'."_s.arg(node), u"See its nodes: seawallctl status."_s);
    const auto primary = primaryFor(members, node, stop);
    if (!primary)
        return nobodyToFollow(members, *member, stop);
    const auto &upstream = *memberOf(members, primary->name);
    const auto now = standingOf(member->endpoint, Deadline::in(5s), stop);
    if (!now && now.error().kind == ErrorKind::AuthRefused)
        return std::unexpected(now.error());
    if (now && now->systemIdentifier != primary->systemIdentifier)
        return refused(u"%1 and %2 are not of one database system."_s.arg(node, primary->name),
                       u"See that the profile names the right servers."_s);
    RejoinPlan plan;
    plan.node = node;
    plan.primary = primary->name;
    plan.systemIdentifier = primary->systemIdentifier;
    plan.timeline = primary->timeline.value_or(0);
    plan.slot = now && !now->upstreamSlot.isEmpty() ? now->upstreamSlot : slotNameFor(node);
    const auto state = member->control ? member->control->state(Deadline::in(10s), stop)
                                       : Result<ServerState>(ServerState::Unknown);
    plan.isRunning = now || (state && *state != ServerState::Stopped);
    plan.nodeTimeline = now ? now->timeline.value_or(0) : 0;
    plan.takesWrites = now && now->role == Role::Primary;
    if (now && now->role == Role::Replica) {
        const auto history = TimelineHistory::of(upstream.endpoint, plan.timeline, Deadline::in(10s), stop);
        const auto own =
            TimelineHistory::of(member->endpoint, now->timeline.value_or(0), Deadline::in(10s), stop);
        const auto parted = !history ? std::nullopt
                            : own    ? history->partedFrom(*own)
                                     : history->partedFrom(now->timeline.value_or(0));
        const bool isAhead = parted && now->received && *now->received > *parted;
        plan.way = now->streams() && now->timeline == plan.timeline ? Way::Nothing
                   : isAhead                                        ? Way::Rewind
                                                                    : Way::Repoint;
    }
    if (!now || plan.takesWrites || plan.way == Way::Rewind) {
        const auto way = wayFromFiles(members, plan, *primary, now.has_value(), stop);
        if (!way)
            return std::unexpected(way.error());
        plan.way = *way;
    }
    if (plan.way == Way::Restart && hasFollowed(*member->control->files(), plan.timeline, stop)) {
        plan.keepsUpstream = true;
        plan.slot.clear();
    }
    if (plan.way == Way::Rewind) {
        const auto parted = partedWrites(*member, upstream, deadline, stop);
        if (parted) {
            plan.parted = *parted;
            plan.nodeTimeline = parted->timeline;
        }
    }
    plan.steps = stepsFor(plan, *member, upstream);
    return plan;
}

} // namespace seawall::db
