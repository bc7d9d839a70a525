// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/topology.h"

#include <algorithm>
#include <ranges>

namespace seawall::db {

namespace {

bool isReplica(const WalSender &sender)
{
    return sender.state != u"backup" && sender.applicationName != u"pg_basebackup" &&
           sender.applicationName != u"pg_rewind" && sender.applicationName != u"pg_receivewal";
}

/// How well a walsender fits a replica: 3 same slot, 2 same application name, 0 not at all.
int fit(const WalSender &sender, const NodeSnapshot &replica)
{
    const auto &receiver = replica.facts.walReceiver;
    if (receiver && !receiver->slotName.isEmpty() && !sender.slotName.isEmpty())
        return receiver->slotName == sender.slotName ? 3 : 0;
    if (receiver && !receiver->applicationName.isEmpty())
        return receiver->applicationName == sender.applicationName ? 2 : 0;
    return sender.applicationName == replica.name ? 2 : 0; // it cannot be asked, or has no rights
}

struct Candidate {
    const NodeSnapshot *upstream;
    const WalSender *sender;
    bool taken = false;
};

std::vector<Candidate> candidates(const std::vector<NodeSnapshot> &nodes)
{
    std::vector<Candidate> all;
    for (const auto &node : nodes)
        if (node.reachable)
            for (const auto &sender : node.facts.walSenders)
                if (isReplica(sender))
                    all.push_back({&node, &sender});
    return all;
}

bool couldStream(const NodeSnapshot &node)
{
    return !node.reachable || (node.facts.role == Role::Replica && node.facts.walReceiver);
}

} // namespace

std::vector<ReplicationLink> linkReplicas(const std::vector<NodeSnapshot> &nodes)
{
    auto senders = candidates(nodes);
    std::vector<ReplicationLink> links(nodes.size());
    for (const int wanted : {3, 2})
        for (size_t i = 0; i < nodes.size(); ++i) {
            if (links[i].sender || !couldStream(nodes[i]))
                continue;
            const auto found = std::ranges::find_if(senders, [&](const Candidate &candidate) {
                return !candidate.taken && candidate.upstream != &nodes[i] &&
                       fit(*candidate.sender, nodes[i]) == wanted;
            });
            if (found == senders.end())
                continue;
            found->taken = true;
            links[i] = {found->upstream, found->sender};
        }
    const auto isOpen = [&](size_t i) {
        return !links[i].sender && nodes[i].isReplica() && couldStream(nodes[i]);
    };
    auto open = std::views::iota(size_t{0}, nodes.size()) | std::views::filter(isOpen);
    auto free = senders | std::views::filter([](const Candidate &candidate) { return !candidate.taken; });
    if (std::ranges::distance(open) == 1 && std::ranges::distance(free) == 1 &&
        free.front().upstream != &nodes[open.front()])
        links[open.front()] = {free.front().upstream, free.front().sender};
    return links;
}

namespace {

bool isLoopback(const QString &host)
{
    return host.startsWith(u"127.") || host == u"::1";
}

/// Whether it is that of a watched node, as of one that has just come back: the node's sample is older than
/// its link.
bool isAwaited(const Candidate &candidate, const std::vector<NodeSnapshot> &nodes,
               const std::vector<ReplicationLink> &links)
{
    const auto &from = candidate.sender->clientAddress;
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (links[i].sender || &nodes[i] == candidate.upstream)
            continue;
        const bool isThere = !isLoopback(from) && nodes[i].address.section(u':', 0, -2) == from;
        if (isThere || candidate.sender->applicationName == nodes[i].name)
            return true;
    }
    return false;
}

} // namespace

std::vector<DiscoveredReplica> unlinkedReplicas(const std::vector<NodeSnapshot> &nodes,
                                                const std::vector<ReplicationLink> &links)
{
    std::vector<DiscoveredReplica> unlinked;
    for (const auto &candidate : candidates(nodes))
        if (std::ranges::find(links, candidate.sender, &ReplicationLink::sender) == links.end() &&
            !isAwaited(candidate, nodes, links))
            unlinked.push_back({candidate.sender->applicationName, candidate.sender->clientAddress});
    return unlinked;
}

} // namespace seawall::db
