// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/rejoin.h"

#include "db/failover/clusterchanges.h"
#include "db/failover/failoverengine.h"
#include "db/failover/membernames.h"
#include "db/failover/nodefiles.h"
#include "db/failover/sharedtimeline.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = FailoverReport::State;

namespace {

constexpr auto rejoinTime = 60s;
constexpr auto rewindTime = 3600s;

/// What the steps do; outlives the engine's run.
class RejoinRun final
{
public:
    RejoinRun(const ClusterMembers &members, const RejoinPlan &plan)
        : m_members(members), m_plan(plan), m_node(*memberOf(members, plan.node)),
          m_primary(*memberOf(members, plan.primary)), m_own(withAddress(members, plan.node)),
          m_to(withAddress(members, plan.primary))
    {}

    using Stop = const std::stop_token &;
    Result<QString> act(const QString &id, Stop stop);

private:
    Result<QString> verify(Stop stop);
    Result<QString> halt(Stop stop);
    Result<QString> slot(Stop stop);
    Result<QString> rewind(Stop stop);
    Result<QString> upstream(Stop stop);
    Result<void> makeReplica(Stop stop);
    Result<QString> start(Stop stop);
    Result<QString> confirm(Stop stop);
    Result<Secret> conninfo(Stop stop) const;
    QStringList commandsAnew(bool isRunning, Stop stop) const;

    const ClusterMembers &m_members;
    const RejoinPlan &m_plan;
    const ClusterMember &m_node, &m_primary;
    Secret m_before;           ///< its primary_conninfo, of which pg_rewind makes the primary's own
    const QString m_own, m_to; ///< as texts call them
};

Result<QString> RejoinRun::act(const QString &id, Stop stop)
{
    using Act = Result<QString> (RejoinRun::*)(Stop);
    static const std::map<QString, Act> acts{
        {u"verify"_s, &RejoinRun::verify},     {u"stop"_s, &RejoinRun::halt},
        {u"slot"_s, &RejoinRun::slot},         {u"rewind"_s, &RejoinRun::rewind},
        {u"upstream"_s, &RejoinRun::upstream}, {u"start"_s, &RejoinRun::start},
        {u"confirm"_s, &RejoinRun::confirm}};
    return (this->*acts.at(id))(stop);
}

Result<QString> RejoinRun::verify(Stop stop)
{
    const auto now = standingOf(m_primary.endpoint, Deadline::in(askTime), stop);
    if (!now)
        return std::unexpected(now.error());
    if (now->role != Role::Primary || now->timeline != m_plan.timeline ||
        now->systemIdentifier != m_plan.systemIdentifier)
        return fail(ErrorKind::InvalidInput, u"%1 is not what it was when this was planned."_s.arg(m_to),
                    u"Look at the cluster, and plan anew."_s);
    if (const auto own = standingOf(m_node.endpoint, Deadline::in(5s), stop))
        m_before = own->upstream;
    return u"%1 takes writes on timeline %2."_s.arg(m_to, QString::number(m_plan.timeline));
}

Result<QString> RejoinRun::halt(Stop stop)
{
    if (const auto done = m_node.control->perform(NodeAction::Stop, Deadline::in(rejoinTime), stop); !done)
        return std::unexpected(done.error());
    return u"%1 has stopped."_s.arg(m_own);
}

Result<QString> RejoinRun::slot(Stop stop)
{
    if (const auto made = makeSlot(m_primary.endpoint, m_plan.slot, Deadline::in(askTime), stop); !made)
        return std::unexpected(made.error());
    return u"%1 keeps WAL for %2."_s.arg(m_to, m_own);
}

Result<QString> RejoinRun::rewind(Stop stop)
{
    // Until its first checkpoint the control file of the primary names the old timeline.
    const auto written = tellNode(m_primary.endpoint, u"CHECKPOINT"_s, {}, Deadline::in(rejoinTime), stop);
    if (!written)
        return std::unexpected(written.error());
    auto source = m_primary.endpoint;
    if (m_node.settings.kind == ControlSettings::Kind::Docker) {
        const auto address = replicationAddress(m_primary);
        source.parameters[u"host"_s] = address.section(u':', 0, -2);
        source.parameters[u"port"_s] = address.section(u':', -1);
    }
    auto *files = m_node.control->files();
    // Of a server that was killed pg_rewind ends the recovery in single-user mode, which refuses
    // standby.signal.
    if (const auto bare = files->setStandby(false); !bare)
        return std::unexpected(bare.error());
    const auto output = files->rewind(source, Deadline::in(rewindTime), stop);
    // Whatever came of it, the node must not start as a primary.
    if (const auto marked = files->setStandby(true); !marked)
        return std::unexpected(marked.error());
    if (!output)
        return std::unexpected(rewindError(output.error(), m_own, m_to, commandsAnew(false, stop)));
    if (output->contains("on the same timeline"_L1))
        return std::unexpected(
            sharedTimelineError(m_own, m_to, m_plan.timeline, false, commandsAnew(false, stop)));
    return output->contains("no rewind required"_L1) ? u"Nothing had to be discarded."_s
                                                     : u"What only %1 had is discarded."_s.arg(m_own);
}

/// As a node replicates that does or did: the primary's own setting of when it was a replica, or a replica's.
Result<Secret> RejoinRun::conninfo(Stop stop) const
{
    for (const auto &member : m_members) {
        const auto now = standingOf(member.endpoint, Deadline::in(5s), stop);
        if (!now || now->upstream.isEmpty())
            continue;
        return upstreamFor(m_node, m_primary, now->upstream, member.name() == m_plan.node);
    }
    if (!m_before.isEmpty())
        return upstreamFor(m_node, m_primary, m_before, true);
    return fail(ErrorKind::InvalidInput, u"No node shows how it replicates (primary_conninfo)."_s,
                u"Set primary_conninfo on %1 by hand."_s.arg(m_own));
}

QStringList RejoinRun::commandsAnew(bool isRunning, Stop stop) const
{
    return commandsToMakeAnew(m_members, m_node, m_primary, m_plan.slot, m_before, isRunning, stop);
}

Result<QString> RejoinRun::upstream(Stop stop)
{
    const auto source = conninfo(stop);
    if (!source)
        return std::unexpected(source.error());
    if (const auto set = setUpstream(m_node, *source, m_plan.slot, Deadline::in(askTime), stop); !set)
        return std::unexpected(set.error());
    return u"%1 was told to replicate from %2."_s.arg(m_own, m_to);
}

Result<void> RejoinRun::makeReplica(Stop stop)
{
    const auto source = conninfo(stop);
    if (!source)
        return std::unexpected(source.error());
    auto *files = m_node.control->files();
    const auto added = files->addSettings({settingLine(u"primary_conninfo"_s, source->reveal()),
                                           settingLine(u"primary_slot_name"_s, m_plan.slot)});
    return added ? files->setStandby(true) : added;
}

Result<QString> RejoinRun::start(Stop stop)
{
    if (!m_plan.keepsUpstream) {
        if (const auto made = makeReplica(stop); !made)
            return std::unexpected(made.error());
    }
    if (const auto started = m_node.control->perform(NodeAction::Start, Deadline::in(rejoinTime), stop);
        !started)
        return std::unexpected(started.error());
    const auto back = awaitRole(m_node.endpoint, Role::Replica, Deadline::in(rejoinTime), stop);
    if (back) {
        if (back->readOnlyByAlterSystem) // of a switchover that was cut off
            static_cast<void>(setReadOnly(m_node.endpoint, {}, Deadline::in(askTime), stop));
        return u"%1 has started as a replica."_s.arg(m_own);
    }
    if (back.error().kind == ErrorKind::InvalidInput)
        static_cast<void>(m_node.control->perform(NodeAction::Kill, Deadline::in(30s)));
    return std::unexpected(back.error());
}

Result<QString> RejoinRun::confirm(Stop stop)
{
    const auto streams =
        awaitStreaming(m_node.endpoint, m_plan.timeline, Deadline::in(rejoinTime), stop, 1500ms);
    if (!streams)
        return std::unexpected(notStreamingError(streams.error(), m_own, m_to, commandsAnew(true, stop)));
    // Slots of the time when it was a primary would keep WAL for ever.
    for (const auto &member : m_members) {
        if (const auto now = standingOf(member.endpoint, Deadline::in(5s), stop);
            now && !now->upstreamSlot.isEmpty())
            static_cast<void>(dropSlot(m_node.endpoint, now->upstreamSlot, Deadline::in(askTime), stop));
    }
    return u"STREAMING: %1 from %2 on timeline %3."_s.arg(m_own, m_to, QString::number(m_plan.timeline));
}

QString standingAfter(const FailoverReport &report, const ClusterMembers &members, const RejoinPlan &plan)
{
    const auto node = withAddress(members, plan.node);
    const auto primary = withAddress(members, plan.primary);
    if (report.state == State::Done)
        return u"%1 is a replica of %2 and streams."_s.arg(node, primary);
    return u"%1 is the primary. %2 is no replica of it yet; begin again when the cause is mended: seawallctl "
           "failover rejoin %3."_s.arg(primary, node, addressOf(members, plan.node));
}

} // namespace

Error rewindError(Error error, const QString &node, const QString &primary, const QStringList &commands)
{
    // The first complaint is the cause; what follows comes of it.
    static const QRegularExpression complaint(u"^pg_rewind: (?:error|fatal): (.+)$"_s,
                                              QRegularExpression::MultilineOption);
    const auto cause = complaint.match(error.detail).captured(1).trimmed();
    error.message = cause.isEmpty() ? u"pg_rewind could not bring %1 back."_s.arg(node)
                                    : u"pg_rewind could not bring %1 back: %2."_s.arg(node, cause);
    const bool isGone = cause.contains("/pg_wal/"_L1);
    error.hint = isGone
                     ? u"Leave %1 stopped. It has no longer the WAL that pg_rewind reads, so to begin again "
                       "helps only once that file is put back from the archive. Else make it anew from a "
                       "base backup of %2:"_s.arg(node, primary)
                     : u"Leave %1 stopped. Begin again when the cause is mended, or make it anew from a "
                       "base backup of %2:"_s.arg(node, primary);
    for (const auto &command : commands)
        error.hint += u"\n    "_s + command;
    return error;
}

FailoverReport runRejoin(const ClusterMembers &members, const RejoinPlan &plan, const QString &lockFile,
                         const FailoverSink &sink, const std::stop_token &stop)
{
    FailoverReport report;
    const auto lock = FailoverLock::take(lockFile);
    if (!lock) {
        report.error = lock.error();
        report.standing = standingAfter(report, members, plan);
        return report;
    }
    RejoinRun run(members, plan);
    std::vector<FailoverWork> steps;
    for (const auto &step : plan.steps)
        steps.push_back(
            {step, [&run, id = step.id](const std::stop_token &token) { return run.act(id, token); }, {}});
    FailoverEngine engine(std::move(steps), {}, {}, sink);
    engine.commit(); // what was done stays done
    report = engine.run(0, stop);
    if (report.state != State::Done)
        report.state = State::Incomplete;
    report.standing = standingAfter(report, members, plan);
    return report;
}

} // namespace seawall::db
