// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillrun.h"

#include "db/failover/control/waiting.h"
#include "db/failover/drillparts.h"
#include "db/failover/nodestanding.h"
#include "db/pause.h"

#include <QDateTime>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = FailoverEvent::Kind;

namespace {

enum DrillStage { Prepare, Watch, Fault, Hold, Undo, Recover, Count };

} // namespace

DrillRun::DrillRun(const ClusterMembers &members, const DrillPlan &plan, const DrillOptions &options,
                   const QString &recordFile, const FailoverSink &sink)
    : m_members(members), m_plan(plan), m_options(options), m_recordFile(recordFile),
      m_noteFile(DrillNote::pathFor(recordFile)), m_sink(sink), m_note(plan.note()),
      m_fault(members, plan, options)
{
    m_note.startedMs = QDateTime::currentMSecsSinceEpoch();
    auto &result = m_report.result;
    result.name = plan.info().name;
    result.node = plan.node;
    result.systemIdentifier = plan.systemIdentifier;
    result.startedMs = m_note.startedMs;
    result.tickSeconds = double(options.tick.count()) / 1000;
}

qint64 DrillRun::now() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(DrillWatch::Clock::now() - m_epoch).count();
}

void DrillRun::tell(Kind kind, int step, const QString &text)
{
    if (m_sink)
        m_sink({kind, step, text, now()});
    if (kind != Kind::Started)
        m_moments.push_back({now(), u"drill"_s, text});
}

/// The first failure is the one that is reported; what comes after it are consequences.
bool DrillRun::take(int step, const std::function<Result<QString>()> &act)
{
    const bool undoes = step == Undo;
    tell(undoes ? Kind::Undoing : Kind::Started, step, m_plan.steps[size_t(step)].title);
    const auto done = act();
    tell(done     ? undoes ? Kind::Undone : Kind::Done
         : undoes ? Kind::UndoFailed
                  : Kind::Failed,
         step, done ? *done : done.error().message);
    if (!done && !m_report.error)
        m_report.error = done.error();
    return done.has_value();
}

/// Bound to what was planned, and written down before anything is done.
Result<void> DrillRun::begin(const std::stop_token &stop)
{
    if (const auto left = DrillNote::load(m_noteFile); !left)
        return std::unexpected(left.error());
    else if (*left)
        return refused(u"A drill was cut off here, and is not undone: %1."_s.arg((*left)->describe()),
                       u"Undo it first: seawallctl failover drill --undo."_s);
    if (const auto cut = FailoverRecord::load(m_recordFile); !cut || *cut)
        return refused(u"A switchover was cut off here."_s,
                       u"Bring it to an end first: seawallctl failover recover."_s);
    const auto same = planDrill(m_members, m_plan.kind, m_plan.node, Deadline::in(20s), stop);
    if (!same)
        return std::unexpected(same.error());
    if (same->primary != m_plan.primary || same->timeline != m_plan.timeline ||
        same->systemIdentifier != m_plan.systemIdentifier)
        return refused(u"The cluster has changed since the drill was planned."_s, u"Plan it anew."_s);
    return m_note.save(m_noteFile);
}

Result<QString> DrillRun::prepare(const std::stop_token &stop)
{
    if (const auto opened = m_fault.prepare(Deadline::in(10s), stop); !opened)
        return std::unexpected(opened.error());
    const auto made =
        tellNode(primary().endpoint,
                 {u"DROP SCHEMA IF EXISTS seawall_drill CASCADE"_s, u"CREATE SCHEMA seawall_drill"_s,
                  u"CREATE TABLE seawall_drill.written (path text, number bigint)"_s},
                 Deadline::in(20s), stop);
    if (!made)
        return std::unexpected(made.error());
    return u"The table of the probes is there."_s;
}

Result<QString> DrillRun::watch(const std::stop_token &stop)
{
    m_watch.emplace(m_fault.nodes(), m_plan, m_options, m_epoch);
    const auto settled = waitUntil([this] { return m_watch->isSettled(0); },
                                   u"the probes are not answered by a cluster that is well"_s,
                                   Deadline::in(m_options.patience), stop);
    if (settled)
        return u"All four probes are answered."_s;
    auto error = settled.error();
    error.detail = m_watch->complaint();
    return std::unexpected(error);
}

Result<QString> DrillRun::hold(const std::stop_token &stop)
{
    for (int phase = 1;; ++phase) {
        const auto end = DrillWatch::Clock::now() + m_options.hold;
        while (DrillWatch::Clock::now() < end) {
            if (!pauseUntil(std::min(end, DrillWatch::Clock::now() + 50ms), stop))
                return fail(ErrorKind::Cancelled, u"The drill was stopped on request."_s);
            for (const auto &line : m_watch->news())
                tellNews(line);
        }
        if (phase >= m_fault.phases())
            return u"The fault lasted %1 s."_s.arg(
                QString::number(double(now() - m_report.result.faultMs) / 1000, 'f', 1));
        if (const auto healed = heal(stop); !healed)
            return std::unexpected(healed.error());
        const auto next = m_fault.begin(phase, stop);
        if (!next)
            return std::unexpected(next.error());
        tell(Kind::Note, Hold, *next);
    }
}

/// Between two ways to fail, so that each is met by a cluster that is well.
Result<void> DrillRun::heal(const std::stop_token &stop)
{
    m_fault.end();
    tell(Kind::Note, Hold, u"The way to %1 is as before."_s.arg(m_plan.node));
    const auto since = now();
    return waitUntil([this, since] { return m_watch->isSettled(since); },
                     u"the probes are not answered as before"_s, Deadline::in(m_options.patience), stop);
}

void DrillRun::tellNews(const QString &line)
{
    if (m_sink) // the timeline has it from the probes themselves
        m_sink({Kind::Note, Hold, line, now()});
}

Result<QString> DrillRun::undo()
{
    m_fault.end();
    const auto lifted = liftDrill(m_members, m_note, Deadline::in(m_options.patience));
    m_report.result.undoneMs = now();
    return lifted;
}

/// The same plan could be made again, which asks every node; and the probes get through.
Result<QString> DrillRun::recover()
{
    const auto deadline = Deadline::in(m_options.patience);
    std::optional<Error> last;
    const auto isAsBefore = [&] {
        const auto now = planDrill(m_members, m_plan.kind, m_plan.node, Deadline::in(10s));
        last = now ? std::nullopt : std::optional(now.error());
        if (now && now->primary == m_plan.primary && now->timeline == m_plan.timeline &&
            now->replicas == m_plan.replicas)
            return true;
        static_cast<void>(liftDrill(m_members, m_note, deadline)); // what stopped it may have taken its time
        return false;
    };
    const auto before = waitUntil(isAsBefore, u"the cluster is not what it was before"_s, deadline, {});
    const auto since = now();
    const auto settled = before ? waitUntil([this, since] { return m_watch->isSettled(since); },
                                            u"the probes are not answered as before"_s, deadline, {})
                                : before;
    if (settled)
        return u"All is as before: %1 takes writes, %2 stream, every probe is answered."_s.arg(
            m_plan.primary, m_plan.replicas.join(u", "_s));
    auto error = settled.error();
    error.detail = last ? last->message : m_watch->complaint();
    return std::unexpected(error);
}

const ClusterMember &DrillRun::primary() const
{
    return *memberOf(m_members, m_plan.primary);
}

DrillReport DrillRun::run(const std::stop_token &stop)
{
    const auto lock = FailoverLock::take(m_recordFile);
    const auto may = lock ? begin(stop) : std::unexpected(lock.error());
    if (!may) {
        m_report.error = may.error();
        m_report.isUndone = true;
        m_report.standing = u"Nothing was done."_s;
        return std::move(m_report);
    }
    const bool isWatching =
        take(Prepare, [&] { return prepare(stop); }) && take(Watch, [&] { return watch(stop); });
    bool isLifted = true;
    if (isWatching) {
        const auto fault = [&] {
            const auto near = m_fault.approach(stop);
            m_report.result.faultMs = now();
            m_watch->faultBegins();
            return near ? m_fault.begin(0, stop) : std::unexpected(near.error());
        };
        if (take(Fault, fault))
            take(Hold, [&] { return hold(stop); });
        isLifted = take(Undo, [this] { return undo(); });
        isLifted = take(Recover, [this] { return recover(); }) && isLifted;
    }
    if (m_watch)
        m_watch->end();
    const bool isCounted = take(Count, [this] { return count(); });
    conclude(isWatching, isLifted && isCounted);
    return std::move(m_report);
}

DrillReport runDrill(const ClusterMembers &members, const DrillPlan &plan, const DrillOptions &options,
                     const QString &recordFile, const FailoverSink &sink, const std::stop_token &stop)
{
    return DrillRun(members, plan, options, recordFile, sink).run(stop);
}

} // namespace seawall::db
