// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run from its beginning to its end, and what is said of it then.
#include "models/failover/failoverdesk.h"

#include <QDateTime>

namespace seawall::models {

using namespace Qt::StringLiterals;

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
    m_interrupted.reset();
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

QString FailoverDesk::underWay() const
{
    if (m_phase != Phase::Running)
        return {};
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
