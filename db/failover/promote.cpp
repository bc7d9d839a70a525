// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/promote.h"

#include "db/failover/clusterchanges.h"
#include "db/failover/control/presence.h"
#include "db/failover/failoverengine.h"
#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/failover/timelinehistory.h"

#include <QFile>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Fence = PromotePlan::Fence;
using State = FailoverReport::State;

namespace {

constexpr auto actTime = 60s;

/// What the steps do; outlives the engine's run.
class PromoteRun final
{
public:
    PromoteRun(const ClusterMembers &members, const PromotePlan &plan)
        : m_members(members), m_plan(plan), m_new(*memberOf(members, plan.to)),
          m_lost(memberOf(members, plan.lost)), m_to(withAddress(members, plan.to)),
          m_old(plan.lost.isEmpty() ? u"the old primary"_s : withAddress(members, plan.lost))
    {}

    using Stop = const std::stop_token &;
    Result<QString> act(const QString &id, FailoverEngine &engine, Stop stop);
    std::optional<Lsn> switchLsn() const { return m_switchLsn; }
    bool isMarked() const { return m_isMarked; } ///< the lost one has its standby.signal

private:
    Result<QString> verify(Stop stop);
    Result<QString> fence(Stop stop);
    Result<QString> sentinel();
    Result<QString> promote(FailoverEngine &engine);
    Result<QString> write(Stop stop);
    Result<QString> repoint(Stop stop);
    Result<void> follow(const PromotePlan::Candidate &replica, Stop stop);

    const ClusterMembers &m_members;
    const PromotePlan &m_plan;
    const ClusterMember &m_new;
    const ClusterMember *m_lost;
    quint32 m_timeline = 0;
    bool m_isMarked = false;
    std::optional<Lsn> m_switchLsn;
    const QString m_to, m_old; ///< as texts call them
};

Result<QString> PromoteRun::act(const QString &id, FailoverEngine &engine, Stop stop)
{
    if (id == u"verify")
        return verify(stop);
    if (id == u"fence")
        return fence(stop);
    if (id == u"sentinel")
        return sentinel();
    if (id == u"promote")
        return promote(engine);
    return id == u"write" ? write(stop) : repoint(stop);
}

Result<QString> PromoteRun::verify(Stop stop)
{
    const auto now = standingOf(m_new.endpoint, Deadline::in(askTime), stop);
    if (!now)
        return std::unexpected(now.error());
    if (now->systemIdentifier != m_plan.systemIdentifier || now->timeline != m_plan.timeline ||
        now->role != Role::Replica)
        return fail(ErrorKind::InvalidInput, u"%1 is not what it was when this was planned."_s.arg(m_to),
                    u"Look at the cluster, and plan anew."_s);
    for (const auto &member : m_members) {
        const auto other = standingOf(member.endpoint, Deadline::in(2s), stop);
        if (other && other->role == Role::Primary)
            return fail(ErrorKind::InvalidInput,
                        u"%1 takes writes again."_s.arg(withAddress(m_members, member.name())),
                        u"Nothing was promoted: two primaries would diverge."_s);
    }
    return u"%1 is a replica at %2, and nobody takes writes."_s.arg(m_to,
                                                                    now->received.value_or(Lsn()).toString());
}

Result<QString> PromoteRun::fence(Stop stop)
{
    if (m_plan.fence == Fence::Declared)
        return u"Declared to be off by whoever started this."_s;
    if (m_plan.fence == Fence::PortClosed) {
        if (presenceOf(m_lost->endpoint, Deadline::in(3s), stop) != ServerState::Stopped)
            return fail(ErrorKind::InvalidInput, u"The port of %1 is not closed any more."_s.arg(m_old),
                        u"See what started it, and plan anew."_s);
        return u"The port of %1 is closed."_s.arg(m_old);
    }
    auto state = m_lost->control->state(Deadline::in(askTime), stop);
    if (!state || *state != ServerState::Stopped) {
        const auto how = m_lost->control->can(NodeAction::Kill) ? NodeAction::Kill : NodeAction::Stop;
        if (const auto done = m_lost->control->perform(how, Deadline::in(actTime), stop); !done)
            return std::unexpected(done.error());
        state = m_lost->control->state(Deadline::in(askTime), stop);
    }
    if (!state || *state == ServerState::Running || *state == ServerState::Paused)
        return fail(ErrorKind::Timeout, u"%1 is not seen to be stopped."_s.arg(m_old),
                    u"Stop it on its machine first."_s);
    return u"%1 is stopped."_s.arg(m_old);
}

/// Whoever starts the lost one from now on starts a replica.
Result<QString> PromoteRun::sentinel()
{
    auto *files = m_lost && m_lost->control ? m_lost->control->files() : nullptr;
    const auto marked = files ? files->setStandby(true) : fail(ErrorKind::FileAccess, {});
    m_isMarked = marked.has_value();
    if (m_isMarked)
        return u"standby.signal lies in the data directory of %1: it can only start as a replica."_s.arg(
            m_old);
    return u"The data directory of %1 is out of reach: see that nothing starts it before it is rejoined. If "
           "it comes back taking writes, the console tells of a split brain."_s.arg(m_old);
}

Result<QString> PromoteRun::promote(FailoverEngine &engine)
{
    const auto promoted = promoteNode(m_new.endpoint, [&engine] { engine.commit(); }, actTime);
    if (!promoted)
        return std::unexpected(promoted.error());
    return u"%1 has been promoted."_s.arg(m_to);
}

Result<QString> PromoteRun::write(Stop stop)
{
    const auto now = verifyWritable(m_new.endpoint, m_plan.timeline, Deadline::in(actTime), stop);
    if (!now)
        return std::unexpected(now.error());
    m_timeline = now->timeline.value_or(0);
    const auto history = TimelineHistory::of(m_new.endpoint, m_timeline, Deadline::in(askTime), stop);
    if (history && !history->switches.empty())
        m_switchLsn = history->switches.back().at;
    return u"%1 takes writes on timeline %2, which begins at %3."_s.arg(
        m_to, QString::number(m_timeline), m_switchLsn ? m_switchLsn->toString() : u"unknown"_s);
}

Result<QString> PromoteRun::repoint(Stop stop)
{
    QStringList done;
    std::optional<Error> problem; // of one that does not follow; the others are pointed all the same
    for (const auto &candidate : m_plan.candidates) {
        if (candidate.name == m_plan.to)
            continue;
        if (const auto follows = follow(candidate, stop); follows)
            done << withAddress(m_members, candidate.name);
        else if (!problem)
            problem = follows.error();
    }
    if (problem)
        return std::unexpected(*problem);
    return done.isEmpty() ? u"There are no others."_s : u"STREAMING: %1."_s.arg(done.join(u", "_s));
}

Result<void> PromoteRun::follow(const PromotePlan::Candidate &replica, Stop stop)
{
    if (m_switchLsn && replica.received && *replica.received > *m_switchLsn)
        return fail(
            ErrorKind::InvalidInput,
            u"%1 had received more than %2 (%3): it has parted."_s.arg(withAddress(m_members, replica.name),
                                                                       m_to, replica.received->toString()),
            u"Bring it back with: seawallctl failover rejoin %1."_s.arg(addressOf(m_members, replica.name)));
    const auto &member = *memberOf(m_members, replica.name);
    if (const auto set = repointReplica(member, m_new, replica.slot, Deadline::in(askTime), stop); !set)
        return set;
    const auto streams = awaitStreaming(member.endpoint, m_timeline, Deadline::in(actTime), stop);
    return streams ? Result<void>() : std::unexpected(streams.error());
}

QString standingAfter(const FailoverReport &report, const ClusterMembers &members, const PromotePlan &plan,
                      bool isMarked)
{
    const bool isKnown = !plan.lost.isEmpty();
    const auto to = withAddress(members, plan.to);
    const auto lost = isKnown ? withAddress(members, plan.lost) : u"the old primary"_s;
    const auto at = isKnown ? addressOf(members, plan.lost) : u"NODE"_s;
    switch (report.state) {
    case State::Done:
        if (isMarked)
            return u"%1 is the primary. %2 has its standby.signal and can only start as a replica; bring it "
                   "back with: seawallctl failover rejoin %3."_s.arg(to, lost, at);
        return u"%1 is the primary. See that %2 does not come back taking writes; bring it back as a replica "
               "with: seawallctl failover rejoin %3."_s.arg(to, lost, at);
    case State::Restored:
        return u"Nothing was promoted: %1 is a replica as before."_s.arg(to);
    case State::Incomplete:
        return u"%1 is the primary and takes writes. Replicas that do not follow it yet are brought back "
               u"with: "
               "seawallctl failover rejoin NODE."_s.arg(to);
    case State::Stopped:
        break;
    }
    return u"%1 was told to promote, and it is not known whether it did. Do not start %2; see %1 first."_s
        .arg(to, lost);
}

} // namespace

FailoverReport runPromote(const ClusterMembers &members, const PromotePlan &plan, const QString &lockFile,
                          const FailoverSink &sink, const std::stop_token &stop)
{
    const auto lock = FailoverLock::take(lockFile);
    if (!lock) {
        FailoverReport report;
        report.state = State::Restored;
        report.error = lock.error();
        report.standing = standingAfter(report, members, plan, false);
        return report;
    }
    PromoteRun run(members, plan);
    FailoverEngine *engine = nullptr;
    std::vector<FailoverWork> steps;
    for (const auto &step : plan.steps)
        steps.push_back({step,
                         [&run, &engine, id = step.id](const std::stop_token &token) {
                             return run.act(id, *engine, token);
                         },
                         {}});
    FailoverEngine whole(std::move(steps), {}, {}, sink);
    engine = &whole;
    auto report = whole.run(0, stop);
    report.switchLsn = run.switchLsn();
    if (!lockFile.isEmpty() && (report.state == State::Done || report.state == State::Incomplete))
        QFile::remove(lockFile); // a switchover that was cut off before is overtaken by this
    report.standing = standingAfter(report, members, plan, run.isMarked());
    return report;
}

} // namespace seawall::db
