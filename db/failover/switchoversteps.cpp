// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/switchoversteps.h"

#include "db/failover/control/waiting.h"
#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

std::unexpected<Error> moved(const QString &what)
{
    return fail(ErrorKind::InvalidInput,
                u"The cluster is not what it was when this was planned: %1."_s.arg(what),
                u"Look at it and plan the switchover anew."_s);
}

} // namespace

SwitchoverSteps::SwitchoverSteps(const ClusterMembers &members, const SwitchoverPlan &plan,
                                 const SwitchoverOptions &options)
    : m_members(members), m_plan(plan), m_options(options), m_old(*memberOf(members, plan.from)),
      m_new(*memberOf(members, plan.to)), m_oldName(withAddress(members, plan.from)),
      m_newName(withAddress(members, plan.to))
{}

std::vector<FailoverWork> SwitchoverSteps::steps()
{
    using Act = Result<QString> (SwitchoverSteps::*)(Stop);
    using Undo = Result<QString> (SwitchoverSteps::*)();
    const std::map<QString, std::pair<Act, Undo>> work{
        {u"verify"_s, {&SwitchoverSteps::verify, nullptr}},
        {u"prepare"_s, {&SwitchoverSteps::prepare, &SwitchoverSteps::dropSlots}},
        {u"checkpoint"_s, {&SwitchoverSteps::checkpoint, nullptr}},
        {u"block"_s, {&SwitchoverSteps::block, &SwitchoverSteps::unblock}},
        {u"catch-up"_s, {&SwitchoverSteps::catchUp, nullptr}},
        {u"stop"_s, {&SwitchoverSteps::stopOld, &SwitchoverSteps::startOld}},
        {u"received"_s, {&SwitchoverSteps::compare, nullptr}},
        {u"promote"_s, {&SwitchoverSteps::promote, nullptr}},
        {u"write"_s, {&SwitchoverSteps::write, nullptr}},
        {u"rejoin"_s, {&SwitchoverSteps::rejoin, nullptr}},
        {u"repoint"_s, {&SwitchoverSteps::repoint, nullptr}},
        {u"confirm"_s, {&SwitchoverSteps::confirm, nullptr}}};
    std::vector<FailoverWork> steps;
    for (auto &step : switchoverSteps(m_members, m_plan)) {
        const auto [act, undo] = work.at(step.id);
        FailoverWork one{std::move(step), [this, act](Stop stop) { return (this->*act)(stop); }, {}};
        if (undo)
            one.undo = [this, undo] { return (this->*undo)(); };
        steps.push_back(std::move(one));
    }
    return steps;
}

const SwitchoverPlan::Node *SwitchoverSteps::planned(const QString &name) const
{
    const auto found = std::ranges::find(m_plan.nodes, name, &SwitchoverPlan::Node::name);
    return found == m_plan.nodes.end() ? nullptr : &*found;
}

QStringList SwitchoverSteps::slotsOnNew() const
{
    QStringList names;
    for (const auto &node : m_plan.nodes) {
        if (node.name != m_plan.to && !node.slot.isEmpty())
            names << node.slot;
    }
    return names;
}

Result<QString> SwitchoverSteps::verify(Stop stop)
{
    for (const auto &node : m_plan.nodes) {
        const auto *member = memberOf(m_members, node.name);
        const auto now = standingOf(member->endpoint, Deadline::in(askTime), stop);
        if (!now)
            return std::unexpected(now.error());
        if (now->systemIdentifier != m_plan.systemIdentifier)
            return moved(u"%1 is another database system"_s.arg(withAddress(m_members, node.name)));
        if (now->role != node.role)
            return moved(u"%1 is a %2 now"_s.arg(withAddress(m_members, node.name), toString(now->role)));
        if (now->timeline != node.timeline)
            return moved(u"%1 is on timeline %2 now"_s.arg(withAddress(m_members, node.name))
                             .arg(now->timeline.value_or(0)));
        if (node.name != m_plan.to)
            continue;
        if (!now->streams())
            return moved(u"%1 does not stream any more"_s.arg(withAddress(m_members, node.name)));
        if (now->pauseState != u"not paused")
            return moved(u"replay is paused on %1"_s.arg(withAddress(m_members, node.name)));
    }
    return u"%1 nodes are what they were."_s.arg(m_plan.nodes.size());
}

Result<QString> SwitchoverSteps::prepare(Stop stop)
{
    for (const auto &slot : slotsOnNew()) {
        if (const auto made = makeSlot(m_new.endpoint, slot, Deadline::in(askTime), stop); !made)
            return std::unexpected(made.error());
    }
    const auto pattern = standingOf(m_new.endpoint, Deadline::in(askTime), stop);
    if (!pattern)
        return std::unexpected(pattern.error());
    const auto upstream = upstreamFor(m_old, m_new, pattern->upstream, false);
    if (!upstream)
        return std::unexpected(upstream.error());
    const auto *old = planned(m_plan.from);
    if (const auto set = setUpstream(m_old, *upstream, old->slot, Deadline::in(askTime), stop); !set)
        return std::unexpected(set.error());
    const auto names = slotsOnNew();
    return names.isEmpty() ? u"%1 knows where to replicate from."_s.arg(m_oldName)
                           : u"Slots on %1: %2."_s.arg(m_newName, names.join(u", "_s));
}

Result<QString> SwitchoverSteps::checkpoint(Stop stop)
{
    const auto done = tellNode(m_old.endpoint, u"CHECKPOINT"_s, {}, Deadline::in(m_options.stopTime), stop);
    if (!done)
        return std::unexpected(done.error());
    return u"Written."_s;
}

Result<QString> SwitchoverSteps::block(Stop stop)
{
    const auto before = standingOf(m_old.endpoint, Deadline::in(askTime), stop);
    if (!before)
        return std::unexpected(before.error());
    if (before->role != Role::Primary)
        return moved(u"%1 is no primary"_s.arg(m_oldName));
    m_blockedAt = steady_clock::now();
    if (const auto set = setReadOnly(m_old.endpoint, u"on"_s, Deadline::in(askTime), stop); !set)
        return std::unexpected(set.error());
    if (const auto ended = endWriters(stop); !ended)
        return std::unexpected(ended.error());
    return u"New transactions are read-only, and no older one is open."_s;
}

Result<void> SwitchoverSteps::endWriters(Stop stop)
{
    const auto now = tellNode(m_old.endpoint, u"SELECT clock_timestamp()"_s, {}, Deadline::in(askTime), stop);
    if (!now)
        return std::unexpected(now.error());
    const auto since = QStringList{now->text(0, 0)};
    const auto grace = Deadline::in(m_options.writersGrace);
    bool areTold = false;
    return waitUntil(
        [&] {
            const auto open = tellNode(m_old.endpoint, catalogQuery(u"failover_writers"_s, 130000).sql, since,
                                       Deadline::in(askTime), stop);
            if (open && open->count() == 0)
                return true;
            if (grace.passed() && !std::exchange(areTold, true))
                static_cast<void>(tellNode(m_old.endpoint,
                                           catalogQuery(u"failover_end_writers"_s, 130000).sql, since,
                                           Deadline::in(askTime), stop));
            return false;
        },
        u"transactions are still open on %1"_s.arg(m_oldName), Deadline::in(m_options.writersGrace + askTime),
        stop);
}

/// `isReplayed`: replayed past that position, which a record that begins there needs to be whole.
Result<void> SwitchoverSteps::receivedAll(Lsn atLeast, bool isReplayed, Stop stop)
{
    std::optional<Error> last;
    QString have = u"unknown"_s;
    const auto waited = waitUntil(
        [&] {
            const auto now = standingOf(m_new.endpoint, Deadline::in(askTime), stop);
            if (!now) {
                last = now.error();
                return false;
            }
            const auto reached = isReplayed ? now->replayed : now->received;
            have = reached ? reached->toString() : u"unknown"_s;
            return reached && (isReplayed ? *reached > atLeast : *reached >= atLeast);
        },
        u"%1 has not got everything"_s.arg(m_newName), Deadline::in(m_options.catchUpTime), stop);
    if (waited)
        return {};
    auto error = waited.error();
    if (error.kind == ErrorKind::Timeout)
        error.message = u"%1 has not %2 everything: it is at %3, and %4 ended at %5."_s.arg(
            m_newName, isReplayed ? u"replayed"_s : u"received"_s, have, m_oldName, atLeast.toString());
    error.hint = u"It would lose what is missing. See its network and its replay, and try again."_s;
    error.detail = last ? last->message : QString();
    return std::unexpected(error);
}

Result<QString> SwitchoverSteps::catchUp(Stop stop)
{
    const auto written =
        tellNode(m_old.endpoint, u"CHECKPOINT"_s, {}, Deadline::in(m_options.stopTime), stop);
    if (!written)
        return std::unexpected(written.error());
    const auto now = standingOf(m_old.endpoint, Deadline::in(askTime), stop);
    if (!now)
        return std::unexpected(now.error());
    if (!now->flushed)
        return moved(u"%1 does not say how far it is"_s.arg(m_oldName));
    m_flushed = now->flushed;
    if (const auto received = receivedAll(*m_flushed, false, stop); !received)
        return std::unexpected(received.error());
    return u"%1 has received %2."_s.arg(m_newName, m_flushed->toString());
}

Result<QString> SwitchoverSteps::dropSlots()
{
    QStringList left;
    for (const auto &slot : slotsOnNew()) {
        if (!dropSlot(m_new.endpoint, slot, Deadline::in(askTime)))
            left << slot;
    }
    if (left.isEmpty())
        return u"The slots are gone from %1."_s.arg(m_newName);
    return u"%1 could not be asked: drop its slots %2 when it is back, as they keep WAL."_s.arg(
        m_newName, left.join(u", "_s));
}

Result<QString> SwitchoverSteps::unblock()
{
    const auto state = m_old.control->state(Deadline::in(askTime));
    if (state && *state == ServerState::Stopped) { // it died meanwhile
        if (const auto started = startOld(); !started)
            return started;
    }
    if (const auto back = awaitRole(m_old.endpoint, Role::Primary, Deadline::in(m_options.startTime)); !back)
        return std::unexpected(back.error());
    const auto before = m_engine->record().readOnlyBefore;
    if (const auto set = setReadOnly(m_old.endpoint, before, Deadline::in(askTime)); !set)
        return std::unexpected(set.error());
    return u"%1 takes writes again."_s.arg(m_oldName);
}

} // namespace seawall::db
