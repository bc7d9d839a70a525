// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checks.h"

#include "app/ctl/poolerreport.h"
#include "app/ctl/snapshotjson.h"
#include "db/monitor/verdict.h"
#include "models/format.h"

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

int rank(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return 0;
    case CheckState::Unknown:
        return 1;
    case CheckState::Warning:
        return 2;
    case CheckState::Critical:
        break;
    }
    return 3;
}

bool isMeant(const db::NodeSnapshot &node, const QString &wanted)
{
    return wanted.isEmpty() || node.name == wanted;
}

/// A replica, or one that should be and does not say what it is.
bool isReplica(const db::NodeSnapshot &node)
{
    return node.isReplica() || (node.configuredRole == db::Role::Replica && !node.isPrimary());
}

CheckItem lagItem(const db::NodeSnapshot &node, CheckLimits limits)
{
    const auto &lag = node.lag;
    if (!lag.seconds)
        return {node.name, u"%1 unknown (%2)"_s.arg(node.name, node.reason), {}, CheckState::Unknown};
    if (lag.secondsIsEstimate) // grows on an idle primary: no ground for an alarm, nor for calm
        return {node.name,
                u"%1 unknown (the primary cannot be asked; %2 since the last replayed transaction)"_s.arg(
                    node.name, format::seconds(lag.seconds)),
                {},
                CheckState::Unknown};
    auto value = *lag.seconds;
    // Behind all that this short look has seen of the primary. It has WAL to replay, so PostgreSQL's figure
    // is no artefact of idleness, and an upper bound.
    if (lag.secondsIsFloor && node.reachable)
        value = std::max(value, node.facts.sinceLastReplayedXact.value_or(0));
    return {node.name,
            u"%1 %2%3 s"_s.arg(node.name, lag.secondsIsFloor ? u"about "_s : QString(),
                               QString::number(value, 'f', 3)),
            value, limits.stateOf(value)};
}

void addSlots(const db::NodeSnapshot &node, CheckLimits limits, std::vector<CheckItem> &items)
{
    for (const auto &slot : node.facts.slotList) {
        const auto label = node.isPrimary() ? slot.name : u"%1/%2"_s.arg(node.name, slot.name);
        CheckItem item{label, u"%1 holds %2"_s.arg(label, format::bytes(slot.retainedBytes)), {}, {}};
        if (slot.retainedBytes) {
            item.value = static_cast<double>(*slot.retainedBytes);
            item.state = limits.stateOf(*item.value);
        }
        if (slot.walStatus == u"lost") {
            item.text = u"%1 is lost: its consumer has to be rebuilt"_s.arg(label);
            item.state = CheckState::Critical;
        } else if (slot.walStatus == u"unreserved") {
            item.text += u" and is about to be lost"_s;
            item.state = CheckState::Critical;
        } else if (!slot.active) {
            item.text += u" for nobody"_s;
            item.state = worse(item.state, CheckState::Warning);
        }
        items.push_back(item);
    }
}

void addPools(const db::NodeSnapshot &node, CheckLimits limits, std::vector<CheckItem> &items)
{
    const auto add = [&](const QString &label, double used, double limit) {
        const double percent = 100 * used / limit;
        items.push_back({label,
                         u"%1 %2 % (%3 of %4)"_s.arg(label, QString::number(percent, 'f', 1),
                                                     QString::number(used), QString::number(limit)),
                         percent, limits.stateOf(percent)});
    };
    if (node.facts.sessions && node.usableConnections.value_or(0) > 0)
        add(node.name, node.facts.sessions->total(), *node.usableConnections);
    else
        items.push_back({node.name,
                         u"%1 unknown (%2)"_s.arg(node.name, node.missingRights.join(u' ')),
                         {},
                         CheckState::Unknown});
    for (const auto &pool : node.pools)
        if (pool.limit > 0)
            add(u"%1/%2"_s.arg(node.name, pool.label), pool.used, pool.limit);
}

/// Of a node that is meant as a primary and does not answer: it may be one that was failed over from.
db::ReplicaVerdict verdictOfSilent(const db::NodeSnapshot &node)
{
    return db::letsNobodyIn(node) ? db::ReplicaVerdict::Unknown : db::ReplicaVerdict::Unreachable;
}

} // namespace

QString toString(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return u"OK"_s;
    case CheckState::Warning:
        return u"WARNING"_s;
    case CheckState::Critical:
        return u"CRITICAL"_s;
    case CheckState::Unknown:
        break;
    }
    return u"UNKNOWN"_s;
}

CheckState worse(CheckState one, CheckState other)
{
    return rank(one) >= rank(other) ? one : other;
}

CheckState CheckLimits::stateOf(double value) const
{
    return value >= crit ? CheckState::Critical : value >= warn ? CheckState::Warning : CheckState::Ok;
}

std::vector<CheckItem> checkLag(const db::Snapshot &snapshot, CheckLimits limits, const QString &node)
{
    std::vector<CheckItem> items;
    for (const auto &one : snapshot.nodes)
        if (isReplica(one) && isMeant(one, node))
            items.push_back(lagItem(one, limits));
    return items;
}

std::vector<CheckItem> checkPool(const db::Snapshot &snapshot, CheckLimits limits, const QString &node)
{
    std::vector<CheckItem> items;
    for (const auto &one : snapshot.nodes) {
        if (!isMeant(one, node))
            continue;
        if (one.reachable)
            addPools(one, limits, items);
        else
            items.push_back(
                {one.name, u"%1 unknown (%2)"_s.arg(one.name, whyUnreachable(one)), {}, CheckState::Unknown});
    }
    if (snapshot.pgBouncer && (node.isEmpty() || node == poolerName))
        std::ranges::move(checkPooler(*snapshot.pgBouncer, limits), std::back_inserter(items));
    return items;
}

std::vector<CheckItem> checkStreaming(const db::Snapshot &snapshot, CheckLimits limits, const QString &node)
{
    int silent = 0;
    auto least = CheckState::Ok;
    bool isReplicaOnly = true;
    QStringList texts;
    for (const auto &one : snapshot.nodes) {
        if (!isMeant(one, node))
            continue;
        if (one.refusesWrites()) { // it streams, and is down for who writes
            least = CheckState::Critical;
            texts << u"%1 %2 (%3)"_s.arg(one.name, db::wordOn(one).text, one.reason);
        }
        const bool isBelow = isReplica(one);
        if (!isBelow && one.reachable)
            continue;
        const auto told = isBelow ? one.verdict : verdictOfSilent(one);
        const bool isMuted = told == db::ReplicaVerdict::Unknown;
        isReplicaOnly = isReplicaOnly && isBelow;
        least = isMuted ? worse(least, CheckState::Unknown) : least;
        silent += (isBelow || snapshot.hasPrimary()) && !isMuted && !db::streams(told) ? 1 : 0;
        texts << (db::streams(told) ? u"%1 %2"_s.arg(one.name, db::toString(told))
                                    : u"%1 %2 (%3)"_s.arg(one.name, db::toString(told),
                                                          isBelow ? one.reason : whyUnreachable(one)));
    }
    const bool isBroken =
        snapshot.hasSeveralPrimaries() || (snapshot.lacksPrimary() && (node.isEmpty() || !isReplicaOnly));
    if (texts.isEmpty() && !isBroken)
        return {};
    CheckItem item{u"not_streaming"_s, texts.join(u", "_s), silent, worse(limits.stateOf(silent), least)};
    if (isBroken) {
        item.text = u"%1: %2 "_s.arg(db::toString(snapshot.verdict), snapshot.reason) + item.text;
        item.state = CheckState::Critical;
    }
    return {item};
}

std::vector<CheckItem> checkSlots(const db::Snapshot &snapshot, CheckLimits limits, const QString &node)
{
    std::vector<CheckItem> items;
    for (const auto &one : snapshot.nodes) {
        if (!isMeant(one, node))
            continue;
        if (one.reachable)
            addSlots(one, limits, items);
        else if (one.configuredRole == db::Role::Primary || !node.isEmpty())
            items.push_back(
                {one.name, u"%1 unknown (%2)"_s.arg(one.name, whyUnreachable(one)), {}, CheckState::Unknown});
    }
    return items;
}

} // namespace seawall::app
