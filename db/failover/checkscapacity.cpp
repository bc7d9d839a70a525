// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/checkdraft.h"
#include "db/failover/preflightchecks.h"
#include "db/failover/syncstandbys.h"

#include <algorithm>

namespace seawall::db::preflight {

using namespace Qt::StringLiterals;

namespace {

/// The replicas that stay, as the new primary would see them before the old one has rejoined.
QStringList otherReplicas(const PreflightFacts &facts)
{
    QStringList names;
    const auto *own = facts.sender();
    for (const auto &sender : facts.primary.facts.walSenders)
        if (&sender != own && (sender.state == u"streaming" || sender.state == u"catchup"))
            names << sender.applicationName;
    for (const auto &sender : facts.candidate.facts.walSenders) // cascading, and served already
        names << sender.applicationName;
    return names;
}

bool knowsSenders(const PreflightFacts &facts)
{
    return !facts.primary.error && !facts.candidate.error && facts.primary.facts.canMonitor == true;
}

/// Where the old primary will come from, as the candidate sees it.
QString addressOfOldPrimary(const PreflightFacts &facts)
{
    const auto &own = facts.primary.serverAddress;
    const auto &receiver = facts.candidate.facts.walReceiver;
    const auto seen = receiver ? receiver->senderHost : QString();
    const bool isNamed = seen.isEmpty() || std::ranges::any_of(seen, [](QChar c) {
                             return !c.isDigit() && !u".:abcdefABCDEF"_s.contains(c);
                         });
    return isNamed || seen == own ? own : seen;
}

} // namespace

ReadinessCheck synchronous(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"synchronous"_s, u"Commits on the new primary would not hang"_s, node,
                           u"preflight_synchronous"_s);
    if (node.error || node.facts.serverVersion == 0)
        return draft.unread(facts, u"standing"_s);
    const auto &text = node.facts.synchronousStandbyNames;
    const auto wanted = parseSyncStandbys(text);
    const auto commit = node.setting(u"synchronous_commit"_s);
    if (!wanted)
        return draft.unknown(u"synchronous_standby_names is '%1', which is not understood"_s.arg(text),
                             u"Read it by hand."_s);
    if (wanted->needed == 0 || commit == u"off" || commit == u"local")
        return draft.ok(wanted->needed == 0 ? u"its synchronous_standby_names is empty"_s
                                            : u"its synchronous_commit is %1"_s.arg(commit));
    if (!knowsSenders(facts))
        return draft.unknown(u"it waits for '%1'; who would be there is not known"_s.arg(text),
                             monitorGrant(facts, facts.primary));
    const int there = wanted->matching(otherReplicas(facts));
    const auto measured =
        u"it waits for %1 of '%2'; %3 would be there until the old primary has rejoined"_s.arg(
            QString::number(wanted->needed), text, QString::number(there));
    if (there < wanted->needed)
        return draft.blocking(measured, u"Every commit would wait. On %1:\n"_s.arg(node.name) +
                                            alterSystem(u"synchronous_standby_names"_s, {}, false));
    return draft.ok(measured);
}

ReadinessCheck senders(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"senders"_s, u"max_wal_senders is enough on the new primary"_s, node,
                           u"preflight_limits"_s);
    const auto most = node.number(u"max_wal_senders"_s);
    if (!most)
        return draft.unread(facts, u"preflight_settings"_s);
    if (!knowsSenders(facts))
        return draft.unknown(u"%1; how many replicas there are is not known"_s.arg(*most),
                             monitorGrant(facts, facts.primary));
    const auto needed = otherReplicas(facts).size() + 1; // the old primary
    const auto measured = u"%1; needed: %2"_s.arg(*most).arg(needed);
    const auto remedy =
        u"On %1:\n"_s.arg(node.name) + alterSystem(u"max_wal_senders"_s, QString::number(needed + 3), true);
    if (*most < needed)
        return draft.blocking(measured, remedy);
    return *most == needed ? draft.warning(measured + u": none is left for a backup"_s, remedy)
                           : draft.ok(measured);
}

ReadinessCheck slots(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"slots"_s, u"Slots on the new primary are enough"_s, node, u"preflight_limits"_s);
    const auto most = node.number(u"max_replication_slots"_s);
    if (!most)
        return draft.unread(facts, u"preflight_settings"_s);
    if (facts.primary.error)
        return draft.unknown(u"%1; the slots of the primary are not known"_s.arg(*most), {});
    auto needed = static_cast<int>(node.facts.slotList.size());
    QStringList logical;
    for (const auto &slot : facts.primary.facts.slotList) {
        const bool isThere =
            std::ranges::any_of(node.facts.slotList, [&](const Slot &own) { return own.name == slot.name; });
        if (slot.type == u"logical" && !isThere)
            logical << slot.name;
        needed += isThere ? 0 : 1; // the candidate's own is then the old primary's
    }
    const auto measured = u"%1; needed: %2"_s.arg(*most).arg(needed);
    if (*most < needed)
        return draft.blocking(measured,
                              u"On %1:\n"_s.arg(node.name) +
                                  alterSystem(u"max_replication_slots"_s, QString::number(needed), true));
    if (!logical.isEmpty())
        return draft.warning(
            u"%1; the logical slots %2 do not come along"_s.arg(measured, logical.join(u", "_s)),
            u"Subscriptions lose their place: make their slots on the new primary before writes begin, or "
            u"(from "
            "PostgreSQL 17 on) create them with failover = true and sync_replication_slots = on."_s);
    return draft.ok(measured);
}

ReadinessCheck connections(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"connections"_s, u"max_connections is enough on the new primary"_s, node,
                           u"preflight_limits"_s);
    const auto own = node.facts.maxConnections;
    const auto theirs = facts.primary.facts.maxConnections;
    if (node.error || !own || facts.primary.error || !theirs)
        return node.error || !own
                   ? draft.unread(facts, u"standing"_s)
                   : draft.unknown(u"%1; the primary did not answer"_s.arg(own.value_or(0)), {});
    const int usable = *own - node.facts.reservedConnections.value_or(0);
    const auto measured = u"%1, %2 of them usable; the primary has %3"_s.arg(*own).arg(usable).arg(*theirs);
    if (*own < *theirs)
        return draft.blocking(measured,
                              u"Replay pauses for that, and a restart is refused. On %1:\n"_s.arg(node.name) +
                                  alterSystem(u"max_connections"_s, QString::number(*theirs), true));
    if (const auto pools = facts.request.application.connections; pools && *pools > usable)
        return draft.warning(
            u"%1; the application's pools may open %2"_s.arg(measured).arg(*pools),
            u"Once all sessions are on one server it refuses some. Make the pools smaller "
            "(DB_POOL_SIZE, DB_MAX_OVERFLOW), or on both nodes:\n"_s +
                alterSystem(u"max_connections"_s, QString::number(*pools + *own - usable), true));
    return draft.ok(measured);
}

ReadinessCheck hba(const PreflightFacts &facts)
{
    using Kind = HbaAnswer::Kind;
    const auto &node = facts.candidate;
    const CheckDraft draft(u"hba"_s, u"The new primary lets the old one replicate"_s, node,
                           u"preflight_hba"_s);
    if (!node.hba)
        return draft.unread(facts);
    const auto *sender = facts.sender();
    const auto address = addressOfOldPrimary(facts);
    if (!sender || sender->user.isEmpty() || address.isEmpty())
        return draft.unknown(u"as whom and from where the old primary would come is not known"_s,
                             u"See that pg_hba.conf of %1 has a line for 'replication'."_s.arg(node.name));
    const auto answer = replicationAnswer(*node.hba, sender->user, address, node.setting(u"ssl"_s) == u"on");
    const auto who = u"%1 from %2"_s.arg(sender->user, address);
    const auto line = answer.rule ? answer.rule->toString() : QString();
    const auto remedy = u"Add to pg_hba.conf of %1, above what refuses it:\nhost replication %2 %3/%4 "
                        "scram-sha-256\nThen on %1:\nSELECT pg_reload_conf();"_s.arg(
                            node.name, sender->user, address, address.contains(u':') ? u"128"_s : u"32"_s);
    if (answer.kind == Kind::NoRule)
        return draft.blocking(u"no line admits %1 for replication"_s.arg(who), remedy);
    if (answer.kind == Kind::Rejected)
        return draft.blocking(u"%1 is refused by %2"_s.arg(who, line), remedy);
    if (answer.kind == Kind::Undecided)
        return draft.unknown(
            u"whether %1 fits cannot be told from here: %2"_s.arg(who, line),
            u"See whether that line is meant for the old primary, or add one of its own:\n"_s + remedy);
    const auto broken =
        std::ranges::find_if(*node.hba, [](const HbaRule &rule) { return !rule.error.isEmpty(); });
    if (broken != node.hba->end())
        return draft.warning(
            u"%1 is admitted, but line %2 cannot be read: %3"_s.arg(who).arg(broken->line).arg(broken->error),
            u"A reload refuses the whole file: correct that line."_s);
    return draft.ok(u"%1 by %2"_s.arg(who, line));
}

} // namespace seawall::db::preflight
