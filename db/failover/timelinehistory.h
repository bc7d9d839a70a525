// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/lsn.h"

#include <stop_token>
#include <vector>

namespace seawall::db {

/// Where the timelines before a node's own were left, oldest first. Source: pg_wal/TTTTTTTT.history.
struct TimelineHistory {
    struct Switch {
        quint32 timeline = 0; ///< the one that was left
        Lsn at;               ///< its last position that the next one shares
        bool operator==(const Switch &) const = default;
    };
    quint32 timeline = 0; ///< the node's own
    std::vector<Switch> switches;

    /// Where this history parted from a node that went on on `other`; nothing where `other` is no ancestor.
    std::optional<Lsn> partedFrom(quint32 other) const;

    /// Where two nodes parted: the end of the last timeline that both went through. Nothing where one's
    /// history is the other's beginning as far as histories tell, that is where both are on one timeline.
    std::optional<Lsn> partedFrom(const TimelineHistory &other) const;

    static TimelineHistory parse(quint32 timeline, const QString &text);
    /// Errors: as Connection::open; PermissionDenied for who may not read the server's files.
    static Result<TimelineHistory> of(const Endpoint &node, quint32 timeline, Deadline deadline,
                                      const std::stop_token &stop = {});
    bool operator==(const TimelineHistory &) const = default;
};

} // namespace seawall::db
