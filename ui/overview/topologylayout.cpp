// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/topologylayout.h"

#include <algorithm>

namespace seawall::ui {

namespace {

using Arrow = TopologyLayout::Arrow;

/// Every node's place in the grid, by walking down from the nodes that have no arrow to them.
struct Grid {
    std::vector<int> column;
    std::vector<double> row;
    std::vector<std::vector<int>> children;
    int rows = 0, columns = 0;

    explicit Grid(const db::Snapshot &snapshot)
        : column(snapshot.nodes.size(), -1), row(snapshot.nodes.size(), 0), children(snapshot.nodes.size())
    {
        std::vector<bool> isChild(snapshot.nodes.size(), false);
        for (const auto &arrow : topologyArrows(snapshot)) {
            children[nodeIndex(arrow.from)].push_back(arrow.to);
            isChild[nodeIndex(arrow.to)] = true;
        }
        for (std::size_t i = 0; i < children.size(); ++i)
            if (!isChild[i])
                place(static_cast<int>(i), 0);
        // What is left stands in a ring of upstreams, as for a moment during a switchover.
        for (std::size_t i = 0; i < children.size(); ++i)
            if (column[i] < 0)
                place(static_cast<int>(i), 0);
    }

    void place(int node, int depth)
    {
        column[nodeIndex(node)] = depth;
        columns = std::max(columns, depth + 1);
        double sum = 0;
        int count = 0;
        for (const int child : children[nodeIndex(node)]) {
            if (column[nodeIndex(child)] >= 0)
                continue;
            place(child, depth + 1);
            sum += row[nodeIndex(child)];
            ++count;
        }
        row[nodeIndex(node)] = count > 0 ? sum / count : rows++;
    }
};

int indexOf(const db::Snapshot &snapshot, const QString &name)
{
    const auto found = std::ranges::find(snapshot.nodes, name, &db::NodeSnapshot::name);
    return found == snapshot.nodes.end() ? -1 : static_cast<int>(found - snapshot.nodes.begin());
}

int likelyUpstream(const db::Snapshot &snapshot)
{
    if (const auto *primary = snapshot.primary())
        return indexOf(snapshot, primary->name);
    const auto last = std::ranges::find(snapshot.nodes, db::Role::Primary,
                                        [](const db::NodeSnapshot &node) { return node.facts.role; });
    if (last != snapshot.nodes.end()) // it does not answer, and was the primary when it did
        return static_cast<int>(last - snapshot.nodes.begin());
    const auto configured =
        std::ranges::find(snapshot.nodes, db::Role::Primary, &db::NodeSnapshot::configuredRole);
    return configured == snapshot.nodes.end() ? -1 : static_cast<int>(configured - snapshot.nodes.begin());
}

bool isAttached(const db::NodeSnapshot &node)
{
    switch (node.verdict) {
    case db::ReplicaVerdict::Streaming:
    case db::ReplicaVerdict::CatchingUp:
    case db::ReplicaVerdict::Paused:
    case db::ReplicaVerdict::Delayed:
        return node.reachable;
    default:
        return false;
    }
}

bool takesWal(const db::NodeSnapshot &node)
{
    const auto role = node.facts.role == db::Role::Unknown ? node.configuredRole : node.facts.role;
    return role == db::Role::Replica;
}

} // namespace

std::vector<Arrow> topologyArrows(const db::Snapshot &snapshot)
{
    std::vector<Arrow> arrows;
    const int likely = likelyUpstream(snapshot);
    for (int i = 0; i < static_cast<int>(snapshot.nodes.size()); ++i) {
        const auto &node = snapshot.nodes[nodeIndex(i)];
        if (!takesWal(node))
            continue;
        const int named = node.upstream.isEmpty() ? -1 : indexOf(snapshot, node.upstream);
        const int from = named >= 0 ? named : likely;
        if (from >= 0 && from != i)
            arrows.push_back({from, i, named >= 0 && isAttached(node)});
    }
    return arrows;
}

TopologyShape topologyShape(const db::Snapshot &snapshot)
{
    const Grid grid(snapshot);
    return {grid.rows, grid.columns};
}

TopologyLayout layOutTopology(const db::Snapshot &snapshot, const TopologyMetrics &metrics, QSizeF room)
{
    TopologyLayout layout;
    if (snapshot.nodes.empty())
        return layout;
    const Grid grid(snapshot);
    layout.arrows = topologyArrows(snapshot);
    const double gaps = grid.columns - 1;
    const double spare = room.width() - grid.columns * metrics.card.width();
    const double gap = gaps > 0 ? std::clamp(spare / gaps, metrics.least, metrics.most) : 0;
    const double width = grid.columns * metrics.card.width() + gaps * gap;
    const double pitch = metrics.card.height() + metrics.rowGap;
    const double height = grid.rows * pitch - metrics.rowGap;
    const double left = std::max(0.0, (room.width() - width) / 2);
    const double top = std::max(0.0, (room.height() - height) / 2);
    for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
        const QPointF corner(left + grid.column[i] * (metrics.card.width() + gap), top + grid.row[i] * pitch);
        layout.cards.emplace_back(corner, metrics.card);
    }
    layout.size = {width, height};
    return layout;
}

} // namespace seawall::ui
