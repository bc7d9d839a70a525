// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what stands around the servers is ready for it: supervisors, flags, the application.
#include "db/failover/checkdraft.h"
#include "db/failover/preflightchecks.h"
#include "db/monitor/spokenname.h"

namespace seawall::db::preflight {

using namespace Qt::StringLiterals;

ReadinessCheck managers(const PreflightFacts &facts)
{
    const auto &node = facts.primary;
    const CheckDraft draft(u"managers"_s, u"No other program promotes"_s, node, u"preflight_managers"_s);
    const auto &known = node.managers ? node.managers : facts.candidate.managers;
    if (facts.stop.isPatroni)
        return draft.ok(u"Patroni runs this cluster, and is asked to do it"_s);
    if (!known)
        return draft.unread(facts);
    if (known->isEmpty())
        return draft.ok(u"none is connected"_s);
    const auto names = known->join(u", "_s);
    if (known->contains(u"Patroni"_s))
        return draft.blocking(
            u"Patroni runs this cluster"_s,
            u"Seawall never promotes behind its back. Choose Patroni as the node control of this "
            "cluster, or ask it yourself:\npatronictl switchover"_s);
    return draft.blocking(u"%1 is connected, and promotes by itself"_s.arg(names),
                          u"Pause it for the switchover, or ask it to do it."_s);
}

ReadinessCheck stop(const PreflightFacts &facts)
{
    const auto &plan = facts.stop;
    const CheckDraft draft(u"stop"_s, u"The old primary can be stopped, and stays stopped"_s, facts.primary,
                           {});
    if (plan.isPatroni)
        return draft.ok(u"Patroni stops and starts the nodes"_s);
    if (plan.how.isEmpty())
        return draft.unknown(u"nothing says how %1 is stopped"_s.arg(facts.primary.name), plan.remedy);
    if (plan.canStop == false)
        return draft.blocking(u"'%1' cannot be run"_s.arg(plan.how), plan.remedy);
    if (plan.restartsItself == true)
        return draft.blocking(u"stopped by '%1', and its supervisor would start it again"_s.arg(plan.how),
                              plan.remedy);
    if (!plan.canStop || !plan.restartsItself)
        return draft.unknown(u"stopped by '%1'; %2 is not known"_s.arg(
                                 plan.how, plan.canStop ? u"whether a supervisor would start it again"_s
                                                        : u"whether that can be run"_s),
                             plan.remedy);
    return draft.ok(u"by '%1'"_s.arg(plan.how));
}

ReadinessCheck readOnly(const PreflightFacts &facts)
{
    const auto &node = facts.candidate;
    const CheckDraft draft(u"readonly"_s, u"Nothing refuses writes, now or on the new primary"_s, node,
                           u"preflight_read_only"_s);
    const auto primary = withAddress(facts.primary.name, facts.request.primary.address());
    const auto now = facts.primary.readOnly.value_or(QStringList());
    if (!node.readOnly && now.isEmpty())
        return draft.unread(facts, node.failures.contains(u"preflight_read_only_file"_s)
                                       ? u"preflight_read_only_file"_s
                                       : u"preflight_read_only"_s);
    const auto then = node.readOnly.value_or(QStringList());
    if (now.isEmpty() && then.isEmpty())
        return draft.ok(u"default_transaction_read_only is off"_s);
    QStringList remedy;
    const auto take = [&](const QStringList &places, const QString &where) {
        for (const auto &place : places)
            remedy << (place == u"ALTER SYSTEM"
                           ? u"-- on %1\nALTER SYSTEM RESET default_transaction_read_only;\n"
                             "SELECT pg_reload_conf();"_s.arg(where)
                           : u"-- on %1\n%2 RESET default_transaction_read_only;"_s.arg(primary, place));
    };
    take(now, primary);
    take(then, withAddress(node.name, facts.request.candidate.address()));
    remedy.removeDuplicates(); // what stands in the catalog is on both
    const auto &told = now.isEmpty() ? then : now;
    const auto found = u"default_transaction_read_only is on by %1"_s.arg(told.join(u", "_s));
    return draft.blocking(now.isEmpty() ? found : u"%1 refuses writes now: %2"_s.arg(primary, found),
                          u"A flag left from a switchover before? Take it back:\n"_s + remedy.join(u'\n'));
}

ReadinessCheck cutOff(const PreflightFacts &facts)
{
    const CheckDraft draft(u"cutoff"_s, u"No earlier change of primary was cut off"_s, facts.primary, {});
    const auto &file = facts.request.application.envFile;
    return draft.blocking(facts.request.cutOff,
                          u"See where it stands, and bring it to its end or back:\n"
                          "seawallctl failover recover"_s +
                              (file.isEmpty() ? QString() : u" --env '%1'"_s.arg(file)));
}

ReadinessCheck application(const PreflightFacts &facts)
{
    const auto &plan = facts.request.application;
    const CheckDraft draft(u"application"_s, u"The application finds the new primary"_s, facts.primary, {});
    if (facts.poolerError)
        return draft.blocking(u"PgBouncer does not answer: %1"_s.arg(facts.poolerError->message),
                              facts.poolerError->hint);
    const auto fallback =
        plan.replicaFallback == false
            ? u" Reads fail while the replica is promoted: REPLICA_FALLBACK_ENABLED is false."_s
            : QString();
    if (plan.pgBouncer)
        return draft.ok(
            u"PgBouncer at %1 can be paused and pointed to it.%2"_s.arg(plan.pgBouncer->address(), fallback));
    const auto address = facts.request.primary.address();
    if (!plan.envFile.isEmpty() && plan.named.isEmpty())
        return draft.unknown(u"which primary %1 names could not be read"_s.arg(plan.envFile),
                             u"See that this console may read the file."_s);
    if (facts.primary.error && plan.named == facts.request.candidate.address())
        return draft.ok(u"%1 names %2 as the primary already"_s.arg(plan.envFile, plan.named));
    if (!plan.envFile.isEmpty() && plan.named != address)
        return draft.warning(
            u"%1 names %2 as the primary, and it is %3"_s.arg(plan.envFile, plan.named, address),
            facts.request.control.kind == ControlSettings::Kind::Docker
                ? u"The application would write to the wrong server. Give it the address; this file also "
                  "says which ports the containers publish, and is left alone."_s
                : u"The application would write to the wrong server. Swap the two in the file:\n"
                  "seawallctl failover swap-env --env '%1'"_s.arg(plan.envFile));
    if (!plan.envFile.isEmpty())
        return draft.ok(u"primary and replica can be swapped in %1.%2"_s.arg(plan.envFile, fallback));
    return draft.warning(
        u"how it is told is not known here"_s,
        u"Open the cluster by the application's .env file, or see that its connection string names "
        "all nodes: host=a,b target_session_attrs=read-write."_s);
}

std::vector<ReadinessCheck> all(const PreflightFacts &facts)
{
    std::vector<ReadinessCheck> checks{
        primary(facts),      managers(facts),    candidate(facts),  streaming(facts), replaying(facts),
        lag(facts),          synchronous(facts), senders(facts),    slots(facts),     connections(facts),
        hba(facts),          rewind(facts),      backup(facts),     archiver(facts),  prepared(facts),
        transactions(facts), extensions(facts),  collations(facts), settings(facts),  stop(facts),
        readOnly(facts),     application(facts)};
    if (!facts.request.cutOff.isEmpty())
        checks.insert(checks.begin(), cutOff(facts));
    return checks;
}

} // namespace seawall::db::preflight
