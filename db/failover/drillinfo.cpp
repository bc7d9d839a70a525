// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drill.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using enum DrillKind;

const std::vector<DrillInfo> &allDrills()
{
    static const std::vector<DrillInfo> drills{
        {ReplicaFails, u"replica-fails"_s, u"Replica fails"_s, u"Stops a replica, and starts it again."_s,
         u"Reads go on from another node, the primary at last; writes do not notice."_s},
        {PrimaryFails, u"primary-fails"_s, u"Primary fails"_s,
         u"Stops the primary, and starts it again. Nothing is promoted."_s,
         u"Writes fail at once and say why; reads go on from a replica; nothing hangs."_s},
        {ReplicaSilent, u"replica-silent"_s, u"Replica silent"_s,
         u"Pauses a replica's processes: it keeps its connections and says nothing."_s,
         u"Reads go on from another node before anybody gives up waiting."_s},
        {ReplayPaused, u"replay-paused"_s, u"Replay paused"_s,
         u"Pauses replay on a replica: it answers, with what is older and older."_s,
         u"The console sees it, and reads leave that replica."_s},
        {ConnectionsExhausted, u"connections-exhausted"_s, u"Connections exhausted"_s,
         u"Takes every connection that a node has left."_s,
         u"Whoever comes new is refused at once, and reads go elsewhere."_s},
        {NetworkCut, u"network-cut"_s, u"Network cut"_s,
         u"Refuses, then delays, then swallows what the probes send to a node. Nothing is stopped."_s,
         u"Reads go on from another node in each of the three."_s},
    };
    return drills;
}

const DrillInfo &infoOf(DrillKind kind)
{
    return *std::ranges::find(allDrills(), kind, &DrillInfo::kind);
}

std::optional<DrillKind> drillNamed(const QString &name)
{
    const auto found = std::ranges::find(allDrills(), name, &DrillInfo::name);
    return found == allDrills().end() ? std::nullopt : std::optional(found->kind);
}

} // namespace seawall::db
