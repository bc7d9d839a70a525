// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/cutoff.h"

#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/monitor/spokenname.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString spoken(const QString &name, const std::vector<db::Endpoint> &nodes)
{
    const auto found = std::ranges::find(nodes, name, &db::Endpoint::name);
    return found == nodes.end() ? name : db::withAddress(name, found->address());
}

/// What it left on the old primary, a sentence each.
QStringList leftOn(const FailoverSite &site, const db::FailoverRecord &record)
{
    const auto old = db::withAddress(site.members, record.from);
    const auto *member = db::memberOf(site.members, record.from);
    auto *files = member && member->control ? member->control->files() : nullptr;
    const auto isStandby = files ? files->isStandby() : db::fail(db::ErrorKind::FileAccess, {});
    QStringList left;
    if (!isStandby)
        left << u"%1 may have standby.signal and refuse writes (default_transaction_read_only); that could "
                "not be seen."_s.arg(old);
    else if (*isStandby)
        left << u"standby.signal lies in the data directory of %1: started as it is, it is a replica and "
                u"takes "
                "no writes."_s.arg(old);
    else
        left << u"%1 may refuse writes (default_transaction_read_only) when it is started."_s.arg(old);
    return left;
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

std::vector<Guard> cutOffGuards(const FailoverSite &site, const QString &to)
{
    const auto left = db::cutOffRun(site.recordFile);
    if (!left || !*left)
        return {};
    const auto &record = **left;
    const auto from = db::withAddress(site.members, record.from);
    QStringList said{u"A switchover from %1 to %2 was cut off at its step '%3'."_s.arg(
        from, db::withAddress(site.members, record.to), record.step)};
    said += leftOn(site, record);
    said << u"Failing over to %1 overtakes it: its record is removed, and %2 comes back by a rejoin."_s.arg(
        db::withAddress(site.members, to), from);
    return {{u"A switchover that was cut off"_s, said.join(u' '),
             u"Bring it to its end or back instead, which loses nothing: seawallctl failover recover"_s,
             Guard::State::Warning}};
}

} // namespace seawall::models
