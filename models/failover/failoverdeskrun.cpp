// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run from its beginning to its end, and what is said of it then.
#include "models/failover/failoverdesk.h"
#include "models/format.h"
#include "models/journal.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// A drill, the undoing of one that was cut off, or a step of a checklist that is one.
bool goesOnAsDrill(const JournalEntry &entry)
{
    static const QStringList kinds{u"failover.drill"_s, u"failover.drill.undo"_s, u"checklist.failover"_s};
    return entry.state == JournalEntry::State::Running && kinds.contains(entry.kind);
}

} // namespace

void FailoverDesk::begin(int run, const PreparedFailover &shown)
{
    if (!shown.report)
        return;
    m_run = run;
    m_phase = Phase::Running;
    m_report = shown.report;
    m_kind = shown.kind;
    m_after = {};
    m_outcome.reset();
    m_begunMs = QDateTime::currentMSecsSinceEpoch();
    m_interrupted.reset();
    m_ran.reset();
    m_steps.setSteps(shown.steps);
    m_clock.start();
    Q_EMIT changed();
}

void FailoverDesk::end(int run, const Outcome &outcome)
{
    if (run != m_run || m_phase != Phase::Running)
        return;
    m_phase = Phase::Ended;
    m_outcome = outcome;
    m_steps.end();
    m_after.ended(QDateTime::currentMSecsSinceEpoch());
    m_seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    Q_EMIT changed();
    examine(); // one that stopped partway leaves its record
}

bool FailoverDesk::isOfLastRun(const db::FailoverRecord &record) const
{
    constexpr qint64 head = 1000; // a run begins on its worker before it is watched
    return m_phase == Phase::Ended && record.startedMs >= m_begunMs - head &&
           record.startedMs <= m_after.endedMs();
}

/// Below what is said of a run that was cut off stand its steps; once it is ended, those of the last run.
void FailoverDesk::showStepsOfCutOff()
{
    if (m_interrupted && !isOfLastRun(m_interrupted->record)) {
        if (!m_ran)
            m_ran = m_steps.rows();
        m_steps.setCutOff(m_interrupted->found.steps, m_interrupted->record);
    } else if (m_ran) {
        m_steps.restore(*std::exchange(m_ran, std::nullopt));
    }
}

const db::FailoverReport *FailoverDesk::report() const
{
    return m_phase == Phase::Ended ? m_report.get() : nullptr;
}

void FailoverDesk::setSnapshot(const db::SnapshotPtr &snapshot)
{
    const auto was = std::pair(m_after.isPast(), m_after.isWell());
    m_after.add(*snapshot);
    if (std::pair(m_after.isPast(), m_after.isWell()) != was)
        Q_EMIT changed();
}

QString FailoverDesk::runWord() const
{
    return m_kind == u"failover.promote"   ? tr("Failover")
           : m_kind == u"failover.rejoin"  ? tr("Rejoin")
           : m_kind == u"failover.recover" ? tr("End of a switchover cut off")
                                           : tr("Switchover");
}

/// What fails in a drill fails on purpose, whichever program runs it: the Journal has it open.
void FailoverDesk::setJournal(const std::vector<JournalEntry> &entries)
{
    const auto going = std::ranges::find_if(entries, goesOnAsDrill);
    const auto told =
        going == entries.end()
            ? QString()
            : tr("A drill goes on, what fails now fails on purpose: %1 (%2, since %3)")
                  .arg(format::statement(going->title), going->actor, format::clockTime(going->startedMs));
    if (std::exchange(m_drill, told) != told)
        Q_EMIT changed();
}

QString FailoverDesk::wordUnderWay() const
{
    return m_phase == Phase::Running ? runWord() : tr("Drill");
}

QString FailoverDesk::underWay() const
{
    if (m_phase != Phase::Running)
        return m_drill;
    const auto *row = m_steps.stepAt(m_steps.current());
    return row ? tr("%1 under way, step %2 of %3: %4.")
                     .arg(runWord())
                     .arg(row->place + 1)
                     .arg(m_steps.rowCount())
                     .arg(row->step.title)
               : tr("%1 under way.").arg(runWord());
}

double FailoverDesk::runSeconds() const
{
    return m_phase == Phase::Running ? static_cast<double>(m_clock.elapsed()) / 1000 : m_seconds;
}

} // namespace seawall::models
