// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drillfault.h"
#include "db/failover/drillwatch.h"

namespace seawall::db {

/// One run of a drill: written down, prepared, watched, done, undone, counted. Used once, by runDrill().
class DrillRun final
{
public:
    DrillRun(const ClusterMembers &members, const DrillPlan &plan, const DrillOptions &options,
             const QString &recordFile, const FailoverSink &sink);
    DrillReport run(const std::stop_token &stop);

private:
    qint64 now() const; ///< ms since it began
    void tell(FailoverEvent::Kind kind, int step, const QString &text);
    void tellNews(const QString &line);
    bool take(int step, const std::function<Result<QString>()> &act);

    Result<void> begin(const std::stop_token &stop);
    Result<QString> prepare(const std::stop_token &stop);
    Result<QString> watch(const std::stop_token &stop);
    Result<QString> hold(const std::stop_token &stop);
    Result<void> heal(const std::stop_token &stop);
    Result<QString> undo(); ///< this and what follows cannot be stopped
    Result<QString> recover();
    Result<QString> count();
    void conclude(bool wasWatched, bool isAsBefore);
    std::vector<DrillMoment> timeline() const;

    const ClusterMember &primary() const;

    const ClusterMembers &m_members;
    const DrillPlan &m_plan;
    const DrillOptions &m_options;
    const QString m_recordFile, m_noteFile;
    const FailoverSink &m_sink;
    const DrillWatch::Clock::time_point m_epoch = DrillWatch::Clock::now();
    DrillNote m_note;
    DrillReport m_report;
    std::vector<DrillMoment> m_moments; ///< its own
    DrillFault m_fault;
    std::optional<DrillWatch> m_watch; ///< ends before the way it goes
};

} // namespace seawall::db
