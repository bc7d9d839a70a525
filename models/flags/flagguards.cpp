// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagguards.h"

#include "models/flags/flagfigures.h"
#include "models/format.h"
#include "models/printedcommand.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = Guard::State;

namespace {

/// What the guards look at: the cluster as it is, and the flags as they would be.
struct Site {
    const ClusterProfile &profile;
    const FlagReading &reading;
    const std::vector<FlagAssignment> &changes;
    const db::Snapshot *snapshot;

    std::optional<QString> after(const QString &key) const
    {
        const auto change = std::ranges::find(changes, key, &FlagAssignment::key);
        return change == changes.end() ? reading.value(key) : change->value;
    }
    bool touches(FlagEffect effect) const
    {
        return std::ranges::any_of(changes, [&](const FlagAssignment &change) {
            const auto *const flag = reading.flag(change.key);
            return flag && flag->declaration.effect == effect;
        });
    }
    /// Whether the flag of that effect that changes is on afterwards.
    std::optional<bool> turns(FlagEffect effect) const
    {
        for (const auto &change : changes) {
            const auto *const flag = reading.flag(change.key);
            if (flag && flag->declaration.effect == effect)
                return flagIsOn(change.value);
        }
        return std::nullopt;
    }
    QString application(FlagEffect effect) const
    {
        for (const auto &change : changes) {
            const auto *const flag = reading.flag(change.key);
            if (flag && flag->declaration.effect == effect)
                return flag->declaration.application;
        }
        return {};
    }
};

QString describe(const db::NodeSnapshot &node)
{
    const auto lag =
        node.lag.seconds ? u", replay lag %1"_s.arg(format::lag(node.lag)) : u", replay lag unknown"_s;
    return u"%1 %2%3"_s.arg(node.name, toString(node.verdict), node.reachable ? lag : QString());
}

/// One replica as a place to read from.
State fitness(const db::NodeSnapshot &node, double lagLimit)
{
    if (node.verdict == db::ReplicaVerdict::Unknown)
        return State::Unknown;
    // One with an intended apply delay is behind by that delay, which makes it no place for reads.
    const bool isDelayed = node.verdict == db::ReplicaVerdict::Delayed;
    if (!node.reachable || isDelayed || !db::streams(node.verdict))
        return State::Blocking;
    if (!node.lag.seconds || node.lag.secondsIsFloor || node.lag.secondsIsEstimate)
        return node.lag.seconds.value_or(0) > lagLimit ? State::Blocking : State::Unknown;
    const bool isFit = node.verdict == db::ReplicaVerdict::Streaming && *node.lag.seconds <= lagLimit;
    return isFit ? State::Ok : State::Blocking;
}

Guard replicaGuard(const Site &site)
{
    Guard guard{
        u"A replica streams, with little lag"_s, format::unknown(),
        withEnv(
            u"Wait until a replica is STREAMING and under %1; 'seawallctl status' says why it is not."_s.arg(
                format::seconds(site.reading.rules.lagLimitSeconds)),
            site.profile.envFile),
        State::Unknown};
    if (!site.snapshot)
        return guard;
    QStringList told;
    auto best = State::Blocking;
    for (const auto &node : site.snapshot->nodes) {
        const bool isReplica =
            node.isReplica() || (!node.reachable && node.configuredRole == db::Role::Replica);
        if (!isReplica)
            continue;
        told << describe(node);
        const auto state = fitness(node, site.reading.rules.lagLimitSeconds);
        if (state == State::Ok || (state == State::Unknown && best == State::Blocking))
            best = state;
    }
    guard.measured = told.isEmpty() ? u"there is no replica"_s : told.join(u"; "_s);
    guard.state = best;
    return guard;
}

/// Why reads have no primary to come to; empty where that is not known.
QString whyNoPrimary(const db::Snapshot &snapshot)
{
    if (snapshot.hasSeveralPrimaries())
        return u"more than one node is a primary. %1"_s.arg(snapshot.reason);
    return snapshot.lacksPrimary() ? u"no primary answers. %1"_s.arg(snapshot.reason) : QString();
}

/// What the primary would carry if the reads of the replicas came to it.
Guard fallbackGuard(const Site &site, FlagEffect effect)
{
    const auto &rules = site.reading.rules;
    Guard guard{
        u"The primary can carry the reads of the replica"_s, format::unknown(),
        u"Lower the load first, or do it at a quiet hour: without a connection left the application fails."_s,
        State::Unknown};
    const auto *const primary = site.snapshot ? site.snapshot->primary() : nullptr;
    if (const auto why = site.snapshot && !primary ? whyNoPrimary(*site.snapshot) : QString();
        !why.isEmpty()) {
        guard.measured = why;
        guard.remedy = withEnv(u"Leave the reads where they are until there is one primary that answers; "
                               "'seawallctl status' says what is next."_s,
                               site.profile.envFile);
        guard.state = State::Blocking;
        return guard;
    }
    if (!primary || !primary->usableConnections || !primary->facts.sessions ||
        *primary->usableConnections <= 0) {
        guard.measured = u"the primary's connections are unknown"_s;
        return guard;
    }
    const bool hasReplica = site.snapshot->nodes.size() > 1;
    const auto moving = hasReplica ? movingSessions(*site.snapshot, site.profile, site.application(effect))
                                   : std::optional(0);
    if (!moving) {
        guard.measured =
            u"the sessions on the replica are unknown; primary at %1 of usable connections now"_s.arg(
                format::percent(primary->utilization));
        return guard;
    }
    const int own = primary->facts.sessions->total();
    const double share = double(own + *moving) / *primary->usableConnections;
    guard.measured =
        u"reads fall back: primary at %1 of usable connections (%2 now, %3 from the replica, %4 usable)"_s
            .arg(format::percent(share))
            .arg(own)
            .arg(*moving)
            .arg(*primary->usableConnections);
    guard.state = share >= rules.poolCritical ? State::Blocking
                  : share >= rules.poolLimit  ? State::Warning
                                              : State::Ok;
    return guard;
}

Guard noFallbackGuard(const Site &site)
{
    Guard guard{u"Reads survive the loss of the replica"_s,
                u"no: without fallback they fail until it is back"_s,
                u"Leave REPLICA_FALLBACK_ENABLED on unless the primary must be spared."_s, State::Warning};
    if (!site.snapshot) {
        guard.state = State::Unknown;
        return guard;
    }
    const auto replica = replicaGuard(site);
    if (replica.state == State::Ok)
        return guard;
    guard.measured += u"; now %1"_s.arg(replica.measured);
    guard.state = replica.state == State::Blocking ? State::Blocking : State::Unknown;
    return guard;
}

struct PoolKeys {
    QString size, overflow, timeout, words;
    db::Role role;
    FlagEffect effect;
};

const std::optional<db::PoolBudget> &budgetOf(const ClusterProfile &profile, db::Role role)
{
    return role == db::Role::Replica ? profile.monitor.replicaPool : profile.monitor.primaryPool;
}

std::optional<int> figureOf(const Site &site, const QString &key, int otherwise)
{
    const auto text = site.after(key).value_or(QString());
    if (text.isEmpty())
        return otherwise;
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

/// SQLAlchemy's own where nothing is set, as models/clusterprofile.cpp has them.
constexpr int usualSize = 5, usualOverflow = 10;

Guard poolGuard(const Site &site, const PoolKeys &keys, const db::NodeSnapshot &node)
{
    const auto &rules = site.reading.rules;
    Guard guard{u"The pools fit the connections of %1"_s.arg(node.name), format::unknown(),
                u"Choose smaller pools, run fewer processes, or raise max_connections first."_s,
                State::Unknown};
    const auto size = figureOf(site, keys.size, usualSize),
               overflow = figureOf(site, keys.overflow, usualOverflow);
    const auto &budget = budgetOf(site.profile, keys.role);
    const int processes = budget ? std::max(budget->processes, 1) : 1;
    if (size == 0 || overflow == -1) {
        guard.measured = u"%1: no limit"_s.arg(keys.words);
        guard.remedy = u"A pool without a limit can take every connection there is."_s;
        guard.state = State::Warning;
        return guard;
    }
    const auto used = applicationSessions(node, site.profile);
    if (!size || !overflow || !used || !node.usableConnections || *node.usableConnections <= 0)
        return guard;
    const int wanted = (*size + *overflow) * processes;
    const int others = node.facts.sessions->total() - *used;
    const double share = double(wanted + others) / *node.usableConnections;
    guard.measured = u"(%1 + %2) × %3 = %4 of the pool, %5 of others: %6 of %7 usable"_s.arg(
        QString::number(*size), QString::number(*overflow),
        processes == 1 ? u"1 process"_s : u"%1 processes"_s.arg(processes), QString::number(wanted),
        QString::number(others), format::percent(share), QString::number(*node.usableConnections));
    guard.state = share > 1 ? State::Blocking : share >= rules.poolLimit ? State::Warning : State::Ok;
    if (guard.state == State::Ok && *used > wanted) {
        guard.measured += u"; %1 are in use now"_s.arg(*used);
        guard.remedy = u"Callers will wait for a connection: look at %1."_s.arg(keys.timeout);
        guard.state = State::Warning;
    }
    return guard;
}

void addPoolGuards(const Site &site, std::vector<Guard> &guards)
{
    const PoolKeys all[] = {{u"DB_POOL_SIZE"_s, u"DB_MAX_OVERFLOW"_s, u"DB_POOL_TIMEOUT"_s,
                             u"the pool on the primary"_s, db::Role::Primary, FlagEffect::PrimaryPool},
                            {u"DB_REPLICA_POOL_SIZE"_s, u"DB_REPLICA_MAX_OVERFLOW"_s,
                             u"DB_REPLICA_POOL_TIMEOUT"_s, u"the pool on the replica"_s, db::Role::Replica,
                             FlagEffect::ReplicaPool}};
    for (const auto &keys : all) {
        if (!site.touches(keys.effect))
            continue;
        const auto before = guards.size();
        if (site.snapshot) {
            for (const auto &node : site.snapshot->nodes) {
                if (node.reachable && node.facts.role == keys.role)
                    guards.push_back(poolGuard(site, keys, node));
            }
        }
        if (guards.size() == before)
            guards.push_back({u"The pools fit the connections of the servers"_s,
                              u"no %1 can be asked"_s.arg(db::toString(keys.role)),
                              u"Look again once it answers."_s, State::Unknown});
    }
}

} // namespace

std::vector<Guard> flagGuards(const ClusterProfile &profile, const FlagReading &reading,
                              const std::vector<FlagAssignment> &changes, const db::Snapshot *snapshot)
{
    const Site site{profile, reading, changes, snapshot};
    std::vector<Guard> guards;
    if (const auto reads = site.turns(FlagEffect::ReadsToReplica)) {
        guards.push_back(*reads ? replicaGuard(site) : fallbackGuard(site, FlagEffect::ReadsToReplica));
        const auto fallback = flagIsOn(site.after(u"REPLICA_FALLBACK_ENABLED"_s).value_or(u"true"_s));
        if (*reads && fallback == false && !site.touches(FlagEffect::Fallback))
            guards.push_back(noFallbackGuard(site));
    }
    if (const auto fallback = site.turns(FlagEffect::Fallback)) {
        auto share = fallbackGuard(site, FlagEffect::Fallback);
        if (!*fallback && share.state == State::Blocking)
            share.state = State::Warning; // a primary that cannot carry them is a reason to do it
        guards.push_back(share);
        if (!*fallback)
            guards.push_back(noFallbackGuard(site));
    }
    addPoolGuards(site, guards);
    return guards;
}

} // namespace seawall::models
