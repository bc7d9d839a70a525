// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/noderow.h"

namespace seawall::models {

namespace {

/// The walsender that serves `node`, by the slot or the name its walreceiver announces.
std::optional<db::WalSender> senderFor(const db::Snapshot &snapshot, const db::NodeSnapshot &node)
{
    const auto *upstream = snapshot.node(node.upstream);
    const auto &receiver = node.facts.walReceiver;
    if (!upstream || !receiver)
        return std::nullopt;
    for (const auto &sender : upstream->facts.walSenders) {
        const bool sameSlot = !receiver->slotName.isEmpty() && sender.slotName == receiver->slotName;
        const bool sameName =
            !receiver->applicationName.isEmpty() && sender.applicationName == receiver->applicationName;
        if (sameSlot || (receiver->slotName.isEmpty() && sameName))
            return sender;
    }
    return std::nullopt;
}

} // namespace

std::vector<NodeRow> nodeRows(const db::Snapshot &snapshot)
{
    std::vector<NodeRow> rows;
    for (const auto &node : snapshot.nodes)
        rows.push_back({node, senderFor(snapshot, node)});
    return rows;
}

} // namespace seawall::models
