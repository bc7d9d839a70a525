// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "db/monitor/verdict_p.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString names(const std::vector<const NodeSnapshot *> &nodes)
{
    QStringList list;
    for (const auto *node : nodes)
        list << node->name;
    return list.join(u" and "_s);
}

bool isMeantAsPrimary(const NodeSnapshot &node)
{
    return node.configuredRole == Role::Primary;
}

ClusterFinding withoutPrimary(const std::vector<NodeSnapshot> &nodes)
{
    const bool isAsked =
        std::ranges::any_of(nodes, [](const NodeSnapshot &node) { return node.reachable || node.error; });
    if (!isAsked)
        return {ClusterVerdict::Unknown, u"Waiting for the first answers."_s};
    const auto witness = std::ranges::find_if(nodes, [](const NodeSnapshot &node) {
        const auto &receiver = node.facts.walReceiver;
        return node.reachable && receiver && receiver->status == u"streaming" &&
               receiver->lastMessageAge.value_or(heardRecentlySeconds + 1) <= heardRecentlySeconds;
    });
    const bool isPrimaryNamed = std::ranges::any_of(nodes, isMeantAsPrimary);
    const auto refused = std::ranges::find_if(nodes, [&](const NodeSnapshot &node) {
        return letsNobodyIn(node) && (isMeantAsPrimary(node) || witness == nodes.end());
    });
    if (refused != nodes.end())
        return {ClusterVerdict::Unknown,
                u"%1 Whether there is a primary cannot be told before that is corrected."_s.arg(
                    refused->error->message)};
    if (witness != nodes.end())
        return {ClusterVerdict::Degraded,
                (isPrimaryNamed
                     ? u"The primary cannot be reached from here, but %1 heard from it %2 ago: "
                       "do not promote on this alone."_s
                     : u"No primary is named, so none is asked; %1 heard from its upstream %2 ago: "
                       "name the primary as well."_s)
                    .arg(spokenName(*witness), inSeconds(*witness->facts.walReceiver->lastMessageAge))};
    const auto isRefused = [](const NodeSnapshot &node) {
        return node.error && node.error->kind == ErrorKind::Refused;
    };
    if (std::ranges::all_of(nodes, isRefused)) // the machines answer, so it is not the network
        return {ClusterVerdict::NoPrimary, u"No node can be reached: nothing listens on their ports."_s};
    if (std::ranges::none_of(nodes, &NodeSnapshot::reachable))
        return {ClusterVerdict::NoPrimary, u"No node can be reached: is it the network of this console?"_s};
    return {ClusterVerdict::NoPrimary,
            u"No reachable node is a primary, and no replica receives WAL: writes fail."_s};
}

/// What `other` is to the primary `node`.
Rivalry rivalryOf(const NodeSnapshot &node, const NodeSnapshot &other)
{
    if (&node == &other || other.facts.role != Role::Primary)
        return Rivalry::None;
    if (!other.reachable)
        return Rivalry::Unseen;
    return node.facts.systemIdentifier == other.facts.systemIdentifier ? Rivalry::SplitBrain
                                                                       : Rivalry::TwoClusters;
}

QString reasonOf(Rivalry rivalry, const std::vector<const NodeSnapshot *> &rivals)
{
    const auto who = names(rivals);
    const bool isClosed = std::ranges::all_of(
        rivals, [](const auto *node) { return node->error && node->error->kind == ErrorKind::Refused; });
    switch (rivalry) {
    case Rivalry::SplitBrain:
        return u"%1 takes writes for the same cluster: writes to one are missing on the other."_s.arg(who);
    case Rivalry::TwoClusters:
        return u"%1 is a primary as well, of another cluster: check the connections."_s.arg(who);
    default:
        return isClosed
                   ? u"%1 takes no writes unless it is started again: nothing listens there. It was a "
                     "primary when last seen."_s.arg(who)
                   : u"%1 may still take writes: it was a primary when last seen, and cannot be reached."_s
                         .arg(who);
    }
}

ClusterFinding severalPrimaries(const std::vector<const NodeSnapshot *> &primaries)
{
    const bool isOneCluster = std::ranges::any_of(primaries, [&](const auto *node) {
        return std::ranges::count_if(primaries, [&](const auto *other) {
                   return other->facts.systemIdentifier == node->facts.systemIdentifier;
               }) > 1;
    });
    if (isOneCluster)
        return {ClusterVerdict::SplitBrain,
                u"%1 are primaries of one cluster: writes to one are missing on the other."_s.arg(
                    names(primaries))};
    return {ClusterVerdict::Degraded,
            u"%1 are primaries of different clusters: check the connections."_s.arg(names(primaries))};
}

QString refusalOf(const QString &who)
{
    return u"%1 refuses writes: default_transaction_read_only is on."_s.arg(who);
}

/// Who comes anew, an application that is started, say, finds no way in, though all figures are well.
QString closedSentence(const std::vector<NodeSnapshot> &nodes)
{
    QStringList closed;
    for (const auto &node : nodes)
        if (node.closed)
            closed << spokenName(node, closed.isEmpty() ? Place::Start : Place::Within);
    if (closed.isEmpty())
        return {};
    return u"%1 %2 no new sessions, while those that are open go on."_s.arg(
        closed.join(u" and "_s), closed.size() == 1 ? u"takes"_s : u"take"_s);
}

ClusterFinding underOnePrimary(const std::vector<NodeSnapshot> &nodes, const NodeSnapshot &primary)
{
    QStringList unwell;
    for (const auto &node : nodes) {
        if (&node == &primary)
            continue;
        if (!node.reachable && node.facts.role == Role::Primary)
            return {ClusterVerdict::Degraded, reasonOf(Rivalry::Unseen, {&node})};
        const bool hasGone = !node.reachable && !letsNobodyIn(node); // one meant as a primary has no verdict
        if (node.verdict != ReplicaVerdict::Streaming && node.verdict != ReplicaVerdict::Delayed)
            unwell << u"%1 is %2"_s.arg(spokenName(node, unwell.isEmpty() ? Place::Start : Place::Within),
                                        toString(hasGone ? ReplicaVerdict::Unreachable : node.verdict));
    }
    const auto refused = primary.refusesWrites() ? refusalOf(spokenName(primary, Place::Start)) : QString();
    QStringList told{refused, closedSentence(nodes),
                     unwell.isEmpty() ? QString() : unwell.join(u", "_s) + u'.'};
    told.removeAll(QString());
    if (!told.isEmpty())
        return {ClusterVerdict::Degraded, told.join(u' ')};
    return {ClusterVerdict::Healthy, nodes.size() > 1 ? u"One primary, and every replica streams."_s
                                                      : u"One primary; no replica is configured."_s};
}

} // namespace

void judgePrimaries(std::vector<NodeSnapshot> &nodes)
{
    for (auto &node : nodes) {
        if (!node.isPrimary())
            continue;
        std::vector<const NodeSnapshot *> rivals;
        for (const auto &other : nodes) {
            const auto rivalry = rivalryOf(node, other);
            if (rivalry > node.rivalry) {
                node.rivalry = rivalry;
                rivals.clear();
            }
            if (rivalry == node.rivalry && rivalry != Rivalry::None)
                rivals.push_back(&other);
        }
        if (!rivals.empty())
            node.reason = reasonOf(node.rivalry, rivals);
        else if (node.refusesWrites())
            node.reason = refusalOf(u"It"_s);
    }
}

void judgeDoors(std::vector<NodeSnapshot> &nodes)
{
    for (auto &node : nodes) {
        if (!node.closed)
            continue;
        const auto said =
            u"It takes no new sessions, while those that are open go on: %1"_s.arg(node.closed->message);
        node.reason = node.reason.isEmpty() ? said : node.reason + u' ' + said;
    }
}

ClusterFinding judgeCluster(const std::vector<NodeSnapshot> &nodes)
{
    std::vector<const NodeSnapshot *> primaries;
    for (const auto &node : nodes)
        if (node.isPrimary())
            primaries.push_back(&node);
    if (primaries.empty())
        return withoutPrimary(nodes);
    return primaries.size() > 1 ? severalPrimaries(primaries) : underOnePrimary(nodes, *primaries.front());
}

} // namespace seawall::db
