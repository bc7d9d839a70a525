// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <QRectF>

#include <vector>

namespace seawall::ui {

/// Sizes the layout works with, in pixels.
struct TopologyMetrics {
    QSizeF card;
    double rowGap = 0, least = 0, most = 0; ///< between rows; length of an arrow, at least and at most
    bool operator==(const TopologyMetrics &) const = default;
};

/// Where every node of a Snapshot is drawn, and which arrows lead to it: upstreams left, their replicas right
/// of them, one row for each node that feeds no other. A pure value.
struct TopologyLayout {
    struct Arrow {
        int from = 0, to = 0;  ///< indexes into the Snapshot's nodes
        bool attached = false; ///< WAL flows now; otherwise it is drawn dashed
        bool operator==(const Arrow &) const = default;
    };
    std::vector<QRectF> cards; ///< as the Snapshot's nodes
    std::vector<Arrow> arrows; ///< at most one to each node
    QSizeF size;
    bool operator==(const TopologyLayout &) const = default;
};

/// What an arrow's `from` and `to` are to the standard's containers.
constexpr std::size_t nodeIndex(int node)
{
    return static_cast<std::size_t>(node);
}

/// The arrows: from the upstream a replica names; where it names none, from the primary, not attached.
std::vector<TopologyLayout::Arrow> topologyArrows(const db::Snapshot &snapshot);

/// Lays out within `room`, centred; larger than it where it does not fit.
TopologyLayout layOutTopology(const db::Snapshot &snapshot, const TopologyMetrics &metrics, QSizeF room);

/// How many rows and columns the Snapshot needs, for choosing the size of the cards.
struct TopologyShape {
    int rows = 0, columns = 0;
};
TopologyShape topologyShape(const db::Snapshot &snapshot);

} // namespace seawall::ui
