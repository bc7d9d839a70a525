// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/alertconditions.h"

#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "models/format.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = Condition::State;
using Conditions = std::vector<Condition>;

namespace {

State stateOf(const AlertRule &rule, double figure)
{
    if (figure >= rule.threshold)
        return State::Bad;
    const auto clear = rule.clearBelow > 0 ? std::min(rule.clearBelow, rule.threshold) : rule.threshold;
    return figure < clear ? State::Good : State::Between;
}

Condition lagCondition(const AlertRule &rule, const db::NodeSnapshot &node)
{
    Condition condition{node.name, {}, State::Unknown, {}};
    // PostgreSQL's own figure grows on an idle primary though nothing is behind.
    if (!node.reachable || !node.lag.seconds || node.lag.secondsIsEstimate)
        return condition;
    // A delay that was configured is meant: only what comes on top of it counts.
    const auto intended = node.facts.applyDelaySeconds.value_or(0);
    condition.state = stateOf(rule, std::max(0.0, *node.lag.seconds - intended));
    condition.sentence = u"Replay lag of %1 is %2 (limit %3)."_s.arg(
        db::spokenName(node), format::lag(node.lag), format::seconds(rule.threshold + intended));
    return condition;
}

void poolConditions(const AlertRule &rule, const db::NodeSnapshot &node, Conditions &out)
{
    Condition server{node.name, {}, State::Unknown, {}};
    if (node.reachable && node.utilization) {
        server.state = stateOf(rule, *node.utilization);
        server.sentence = u"%1 of the connections of %2 are in use (limit %3)."_s.arg(
            format::percent(node.utilization), db::spokenName(node), format::percent(rule.threshold));
    }
    out.push_back(server);
    for (const auto &pool : node.pools) {
        Condition condition{node.name, pool.label, State::Unknown, {}};
        if (node.reachable && pool.limit > 0) {
            condition.state = stateOf(rule, double(pool.used) / pool.limit);
            condition.sentence = u"The pool of %1 on %2 uses %3 of %4 connections (limit %5)."_s.arg(
                pool.label, db::spokenName(node), QString::number(pool.used), QString::number(pool.limit),
                format::percent(rule.threshold));
        }
        out.push_back(condition);
    }
}

Condition verdictCondition(const db::NodeSnapshot &node)
{
    using db::ReplicaVerdict;
    Condition condition{node.name, {}, State::Good, {}};
    switch (node.verdict) {
    case ReplicaVerdict::Unknown:
    case ReplicaVerdict::Unreachable: // the outage rule's business
        condition.state = State::Unknown;
        break;
    case ReplicaVerdict::Detached:
    case ReplicaVerdict::Diverged:
    case ReplicaVerdict::Paused:
        condition.state = State::Bad;
        condition.sentence = u"%1 is %2: %3"_s.arg(db::spokenName(node, db::Place::Start),
                                                   db::toString(node.verdict), node.reason);
        break;
    default:
        break;
    }
    return condition;
}

/// The sessions that are open go on, and the figures with them: no outage, and as bad for who comes anew.
Condition doorCondition(const db::NodeSnapshot &node)
{
    Condition condition{node.name, u"new sessions"_s, State::Good, {}};
    if (!node.reachable)
        condition.state = State::Unknown;
    if (node.closed) {
        condition.state = State::Bad;
        condition.sentence = u"%1 takes no new sessions, while those that are open go on: %2"_s.arg(
            db::spokenName(node, db::Place::Start), node.closed->message);
    }
    return condition;
}

/// It answers, replicates and looks well: a read-only primary is down for those who write.
Condition writeCondition(const db::NodeSnapshot &primary)
{
    Condition condition{primary.name, u"writes"_s, State::Good, {}};
    if (!primary.facts.readOnly)
        condition.state = State::Unknown;
    if (primary.refusesWrites()) {
        condition.state = State::Bad;
        condition.sentence = u"%1 refuses writes: default_transaction_read_only is on."_s.arg(
            db::spokenName(primary, db::Place::Start));
    }
    return condition;
}

Condition outageCondition(const db::NodeSnapshot &node)
{
    Condition condition{node.name, {}, State::Good, {}};
    if (!node.reachable && !node.error)
        condition.state = State::Unknown; // not asked yet
    if (!node.reachable && node.error) {
        condition.state = State::Bad;
        condition.sentence = outageSentence(node);
    }
    return condition;
}

/// Its clients are cut off from the servers, however well those are.
Condition outageCondition(const db::PgBouncerState &pooler)
{
    Condition condition{poolerNode, {}, State::Good, {}};
    if (pooler.error) {
        condition.state = State::Bad;
        condition.sentence = u"PgBouncer cannot be reached: %1"_s.arg(pooler.error->message);
    }
    return condition;
}

Condition roleCondition(const db::NodeSnapshot &node, AlertMemory &memory)
{
    Condition condition{node.name, {}, State::Unknown, {}};
    if (!node.reachable || node.facts.role == db::Role::Unknown)
        return condition;
    auto usual = memory.usualRole.find(node.name);
    if (usual == memory.usualRole.end())
        usual = memory.usualRole.insert(node.name, node.facts.role);
    condition.state = *usual == node.facts.role ? State::Good : State::Bad;
    condition.sentence =
        u"%1 is a %2 now; it was a %3."_s.arg(node.name, db::toString(node.facts.role), db::toString(*usual));
    return condition;
}

/// A split brain is over when every node that took part has been seen again and only one is out of recovery.
/// One that merely cannot be reached may still take writes.
Condition splitCondition(const db::Snapshot &snapshot, AlertMemory &memory)
{
    Condition condition{{}, {}, State::Good, {}};
    QStringList names;
    if (snapshot.verdict == db::ClusterVerdict::SplitBrain) {
        for (const auto &node : snapshot.nodes) {
            if (node.isPrimary())
                names.append(node.name);
        }
        memory.splitPrimaries.unite({names.begin(), names.end()});
        condition.state = State::Bad;
        condition.sentence =
            u"SPLIT BRAIN: %1 accept writes at the same time. Stop the application's writes, and "
            "fence all but one of them."_s.arg(names.join(u", "));
        return condition;
    }
    const auto maybeWriting = [&](const QString &name) {
        const auto *node = snapshot.node(name);
        return node && !node->reachable;
    };
    if (snapshot.verdict == db::ClusterVerdict::Unknown ||
        std::ranges::any_of(memory.splitPrimaries, maybeWriting))
        condition.state = State::Unknown;
    else
        memory.splitPrimaries.clear();
    return condition;
}

void slotConditions(const AlertRule &rule, const db::NodeSnapshot &node, Conditions &out)
{
    for (const auto &slot : node.facts.slotList) {
        Condition condition{node.name, slot.name, State::Unknown, {}};
        if (node.reachable && (slot.walStatus == u"unreserved" || slot.walStatus == u"lost")) {
            condition.state = State::Bad;
            condition.sentence =
                u"Slot %1 on %2 is '%3': its replica can lose, or has lost, the WAL it needs."_s.arg(
                    slot.name, db::spokenName(node), slot.walStatus);
        } else if (node.reachable && slot.retainedBytes) {
            condition.state = stateOf(rule, double(*slot.retainedBytes));
            condition.sentence = u"Slot %1 on %2 holds back %3 of WAL (limit %4)%5."_s.arg(
                slot.name, db::spokenName(node), format::bytes(slot.retainedBytes),
                format::bytes(qint64(rule.threshold)), slot.active ? QString() : u" and nobody reads it"_s);
        }
        out.push_back(condition);
    }
}

void waitConditions(const AlertRule &rule, const db::Snapshot &snapshot, Conditions &out)
{
    if (!snapshot.pgBouncer)
        return;
    for (const auto &pool : snapshot.pgBouncer->pools) {
        Condition condition{{}, u"%1/%2"_s.arg(pool.database, pool.user), State::Unknown, {}};
        if (!snapshot.pgBouncer->error) {
            condition.state = stateOf(rule, pool.maxWaitSeconds);
            condition.sentence =
                u"%1 clients of %2 wait for a connection in PgBouncer, the first for %3 (limit %4)."_s.arg(
                    QString::number(pool.clientsWaiting), condition.subject,
                    format::seconds(pool.maxWaitSeconds), format::seconds(rule.threshold));
        }
        out.push_back(condition);
    }
}

} // namespace

QString outageSentence(const db::NodeSnapshot &node)
{
    const auto why = node.error ? node.error->message : QString();
    const auto name = db::spokenName(node, db::Place::Start);
    return db::letsNobodyIn(node) ? u"%1 does not let Seawall in: %2"_s.arg(name, why)
                                  : u"%1 cannot be reached: %2"_s.arg(name, why);
}

Conditions conditionsOf(const AlertRule &rule, const db::Snapshot &snapshot, AlertMemory &memory)
{
    Conditions conditions;
    for (const auto &node : snapshot.nodes) {
        switch (rule.kind) {
        case AlertRule::Kind::Lag:
            if (node.isReplica())
                conditions.push_back(lagCondition(rule, node));
            break;
        case AlertRule::Kind::Pool:
            poolConditions(rule, node, conditions);
            break;
        case AlertRule::Kind::Verdict:
            if (node.isReplica())
                conditions.push_back(verdictCondition(node));
            else if (node.isPrimary())
                conditions.push_back(writeCondition(node));
            conditions.push_back(doorCondition(node));
            break;
        case AlertRule::Kind::Outage:
            conditions.push_back(outageCondition(node));
            break;
        case AlertRule::Kind::RoleChange:
            conditions.push_back(roleCondition(node, memory));
            break;
        case AlertRule::Kind::SlotRetention:
            slotConditions(rule, node, conditions);
            break;
        case AlertRule::Kind::SplitBrain:
        case AlertRule::Kind::PgBouncerWait:
            break;
        }
    }
    if (rule.kind == AlertRule::Kind::Outage && snapshot.pgBouncer)
        conditions.push_back(outageCondition(*snapshot.pgBouncer));
    if (rule.kind == AlertRule::Kind::SplitBrain)
        conditions.push_back(splitCondition(snapshot, memory));
    if (rule.kind == AlertRule::Kind::PgBouncerWait)
        waitConditions(rule, snapshot, conditions);
    return conditions;
}

} // namespace seawall::models
