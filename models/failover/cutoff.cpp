// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/cutoff.h"

#include "db/monitor/spokenname.h"
#include "models/failover/failoversite.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString spoken(const QString &name, const std::vector<db::Endpoint> &nodes)
{
    const auto found = std::ranges::find(nodes, name, &db::Endpoint::name);
    return found == nodes.end() ? name : db::withAddress(name, found->address());
}

} // namespace

std::optional<CutOff> cutOffIn(const QString &recordFile, const std::vector<db::Endpoint> &nodes)
{
    const auto left = db::cutOffRun(recordFile);
    if (!left)
        return CutOff{{}, left.error().message + u' ' + left.error().hint};
    if (!*left)
        return std::nullopt;
    const auto &record = **left;
    const auto what = record.kind == u"switchover" ? u"A switchover"_s : u"A change of primary"_s;
    return CutOff{record, u"%1 from %2 to %3 was cut off at its step '%4'. Writes may be refused until it is "
                          "brought to its end, or back."_s.arg(what, spoken(record.from, nodes),
                                                               spoken(record.to, nodes), record.step)};
}

std::optional<CutOff> cutOffIn(const ClusterProfile &profile, const QString &directory)
{
    std::vector<db::Endpoint> nodes;
    for (const auto &node : profile.monitor.nodes)
        nodes.push_back(node.endpoint);
    return cutOffIn(FailoverSite::recordFileIn(directory), nodes);
}

QString recoveryAdvice()
{
    return u"See where it stands, and choose: seawallctl failover recover"_s;
}

QString wayOutOf(const CutOff &left)
{
    return left.told + u' ' + recoveryAdvice();
}

db::SnapshotPtr judgedBy(const std::optional<CutOff> &left, db::SnapshotPtr snapshot)
{
    if (!left || !snapshot)
        return snapshot;
    auto judged = std::make_shared<db::Snapshot>(*snapshot);
    const bool isHealthy = judged->verdict == db::ClusterVerdict::Healthy;
    judged->reason = isHealthy ? left->told : left->told + u' ' + judged->reason;
    if (isHealthy)
        judged->verdict = db::ClusterVerdict::Degraded;
    return judged;
}

} // namespace seawall::models
