// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/leftbehind.h"

#include "db/failover/nodecontrol.h"
#include "db/failover/nodefiles.h"
#include "db/monitor/position.h"
#include "db/monitor/spokenname.h"
#include "models/failover/failoverchoice.h"
#include "models/operationtarget.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = LeftBehind::State;

namespace {

/// The primaries of one cluster on its newest timeline; all of them where one timeline is not known.
std::vector<const db::NodeSnapshot *> newestOf(std::vector<const db::NodeSnapshot *> primaries)
{
    const auto timeline = [](const auto *node) { return node->facts.timeline; };
    if (primaries.empty() ||
        !std::ranges::all_of(primaries, [&](auto *each) { return timeline(each).has_value(); }))
        return primaries;
    const auto newest = timeline(std::ranges::max(primaries, {}, timeline));
    std::erase_if(primaries, [&](const auto *each) { return timeline(each) != newest; });
    return primaries;
}

/// Those that a node could follow, itself among them. Of one that never answered the cluster is not known: it
/// is that of the primaries where they are of one.
std::vector<const db::NodeSnapshot *> primariesFor(const db::NodeSnapshot &node, const db::Snapshot &snapshot)
{
    std::vector<const db::NodeSnapshot *> primaries;
    for (const auto &other : snapshot.nodes)
        if (other.isPrimary() &&
            (node.facts.systemIdentifier.isEmpty() || db::sameCluster(node.facts, other.facts)))
            primaries.push_back(&other);
    const bool isClear = std::ranges::all_of(
        primaries, [&](const auto *each) { return db::sameCluster(each->facts, primaries.front()->facts); });
    return isClear ? primaries : std::vector<const db::NodeSnapshot *>();
}

/// Nothing of a node that has only fallen behind, and may follow by itself.
std::optional<State> stateOf(const db::NodeSnapshot &node, const db::NodeSnapshot &primary)
{
    const auto &timeline = primary.facts.timeline;
    if (!node.reachable) {
        const bool wasPrimary =
            node.facts.role == db::Role::Primary ||
            (node.facts.role == db::Role::Unknown && node.configuredRole == db::Role::Primary);
        if (wasPrimary)
            return State::Unreachable;
        const bool wasReplica = node.facts.role == db::Role::Replica;
        // On timeline 1 nobody has ever been promoted.
        return wasReplica || timeline == 1 ? std::nullopt : std::optional(State::Unknown);
    }
    if (node.verdict == db::ReplicaVerdict::Diverged)
        return State::Diverged;
    const bool isOlder = node.facts.timeline && timeline && *node.facts.timeline < *timeline;
    return isOlder ? std::optional(State::OlderTimeline) : std::nullopt;
}

QString named(const db::NodeSnapshot &node)
{
    return db::withAddress(node.name, node.address);
}

QString onTimeline(const db::NodeSnapshot &node)
{
    return node.facts.timeline ? u"on timeline %1"_s.arg(*node.facts.timeline) : u"on an unknown timeline"_s;
}

/// What happens where somebody starts a server whose port is closed.
QString startText(std::optional<bool> hasStandbySignal)
{
    if (!hasStandbySignal)
        return u"Nothing listens there: see that nobody starts it as it is, as it takes writes of its own "
               "unless standby.signal lies in its data directory."_s;
    return *hasStandbySignal
               ? u"Nothing listens there, and standby.signal lies in its data directory: started as it is it "
                 "comes up as a replica and takes no writes."_s
               : u"Nothing listens there, and no standby.signal lies in its data directory: see that nobody "
                 "starts it as it is, as it would take writes of its own."_s;
}

QString unreachableText(const db::NodeSnapshot &node, const db::NodeSnapshot &primary,
                        std::optional<bool> hasStandbySignal)
{
    const bool isClosed = node.error && node.error->kind == db::ErrorKind::Refused;
    return u"Left behind: %1, which %2, does not answer, and %3 takes writes %4. %5 What only it has is not "
           "known before it is asked. It comes back as a replica with: "_s.arg(
               named(node),
               node.facts.role == db::Role::Primary ? u"was the primary when last seen"_s
                                                    : u"is configured as the primary"_s,
               named(primary), onTimeline(primary),
               isClosed ? startText(hasStandbySignal)
                        : u"It may still take writes: keep the application away from it, and see that it is "
                          "stopped."_s);
}

QString rivalText(const db::NodeSnapshot &node, const db::NodeSnapshot &other, bool isOlder)
{
    const auto lost =
        u"keep the application away from it and save what only it has, which is lost when it is "
        "brought back as a replica with: "_s;
    if (isOlder)
        return u"Left behind: %1 takes writes %2 and is the older of the two, as %3 takes them %4. If it is "
               "to give way: "_s.arg(named(node), onTimeline(node), named(other), onTimeline(other)) +
               lost;
    return u"%1 takes writes %2, and %3 %4: which of the two is the older cannot be told from that. If %1 is "
           "to give way: "_s.arg(named(node), onTimeline(node), named(other), onTimeline(other)) +
           lost;
}

QString textFor(const LeftBehind &left, const db::NodeSnapshot &node, const db::NodeSnapshot &primary)
{
    switch (left.state) {
    case State::Unreachable:
        return unreachableText(node, primary, left.hasStandbySignal);
    case State::Unknown:
        if (left.hasStandbySignal.value_or(false))
            return u"%1 does not answer, and %2 takes writes %3. standby.signal lies in the data directory "
                   "of %1: started as it is it comes up as a replica. If it was the primary before, it "
                   "comes back with: "_s.arg(named(node), named(primary), onTimeline(primary));
        return u"%1 does not answer, and %2 takes writes %3. If %1 was the primary before, see that nobody "
               "starts it as it is; it comes back as a replica with: "_s.arg(named(node), named(primary),
                                                                             onTimeline(primary));
    case State::OlderTimeline:
        return u"Left behind: %1 is a replica %2 and does not follow %3, the primary %4. It is brought back "
               "with: "_s.arg(named(node), onTimeline(node), named(primary), onTimeline(primary));
    case State::Diverged:
        return u"Left behind: %1, a replica %2, has what %3, the primary %4, does not have, and cannot "
               "follow it. What only it has is lost when it is brought back with: "_s.arg(
                   named(node), onTimeline(node), named(primary), onTimeline(primary));
    case State::SecondPrimary:
        break;
    }
    return rivalText(node, primary, left.isOlder);
}

LeftBehind leftAs(State state, const db::NodeSnapshot &node, const db::NodeSnapshot &primary,
                  const StandbySignals &fences = {})
{
    LeftBehind left;
    left.state = state;
    left.node = node.name;
    left.address = node.address;
    left.timeline = node.reachable ? node.facts.timeline : std::nullopt;
    left.primary = primary.name;
    left.primaryTimeline = primary.facts.timeline;
    left.isOlder = state == State::SecondPrimary && node.facts.timeline && primary.facts.timeline &&
                   *node.facts.timeline < *primary.facts.timeline;
    left.command = u"seawallctl failover rejoin "_s + node.address;
    if (const auto found = fences.find(node.name); found != fences.end() && !node.reachable)
        left.hasStandbySignal = found->second;
    left.told = textFor(left, node, primary) + left.command;
    return left;
}

/// Of a primary: none where it is the only one on the newest timeline.
std::optional<LeftBehind> rivalOf(const db::NodeSnapshot &node,
                                  const std::vector<const db::NodeSnapshot *> &newest)
{
    const auto stays = std::ranges::find_if(newest, [&](const auto *each) { return each != &node; });
    const bool isTheNewest = newest.size() == 1 && newest.front() == &node;
    if (isTheNewest || stays == newest.end())
        return std::nullopt;
    return leftAs(State::SecondPrimary, node, **stays);
}

} // namespace

QString toString(State state)
{
    switch (state) {
    case State::Unreachable:
        return u"unreachable"_s;
    case State::OlderTimeline:
        return u"older timeline"_s;
    case State::Diverged:
        return u"diverged"_s;
    case State::SecondPrimary:
        return u"second primary"_s;
    case State::Unknown:
        break;
    }
    return u"unknown"_s;
}

std::vector<LeftBehind> leftBehindIn(const db::Snapshot &snapshot, const StandbySignals &fences)
{
    const auto astray = nodesToRejoin(snapshot);
    std::vector<LeftBehind> left;
    for (const auto &node : snapshot.nodes) {
        const auto newest = newestOf(primariesFor(node, snapshot));
        if (newest.empty())
            continue;
        if (node.isPrimary()) {
            if (auto rival = rivalOf(node, newest))
                left.push_back(std::move(*rival));
        } else if (const auto state =
                       astray.contains(node.name) ? stateOf(node, *newest.front()) : std::nullopt) {
            left.push_back(leftAs(*state, node, *newest.front(), fences));
        }
    }
    return left;
}

std::vector<LeftBehind> leftBehindOf(const ClusterProfile &profile, const db::Snapshot &snapshot)
{
    StandbySignals fences;
    for (const auto &left : leftBehindIn(snapshot)) {
        const auto settings = profile.controls.find(left.node);
        const auto endpoint = endpointOf(profile, left.node);
        const bool isAway = left.state == State::Unreachable || left.state == State::Unknown;
        if (!isAway || !endpoint || settings == profile.controls.end() ||
            settings->second.kind == db::ControlSettings::Kind::Docker)
            continue;
        const auto control = db::makeNodeControl(settings->second, *endpoint);
        const auto *files = control ? (*control)->files() : nullptr;
        if (const auto isStandby = files ? files->isStandby() : db::fail(db::ErrorKind::FileAccess, {}))
            fences[left.node] = *isStandby;
    }
    return leftBehindIn(snapshot, fences);
}

QString leftBehindText(const std::vector<LeftBehind> &nodes)
{
    QStringList lines;
    for (const auto &each : nodes)
        lines << each.told;
    return lines.join(u'\n');
}

} // namespace seawall::models
