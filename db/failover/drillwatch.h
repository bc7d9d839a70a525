// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drill.h"
#include "db/failover/drillprobe.h"
#include "db/router/databaserouter.h"

#include <atomic>

namespace seawall::db {

/// Who looks on while a drill goes on: four probes (reads and writes, through the router and through libpq),
/// a monitor that feeds the router, and a thread that notes when the router takes notice. Ends with it.
class DrillWatch final
{
public:
    using Clock = DrillProbe::Clock;

    /// The table of the writers has to be there.
    DrillWatch(const std::vector<NodeConfig> &nodes, const DrillPlan &plan, const DrillOptions &options,
               Clock::time_point epoch);
    ~DrillWatch();
    DrillWatch(const DrillWatch &) = delete;
    DrillWatch &operator=(const DrillWatch &) = delete;

    qint64 now() const; ///< ms since the epoch of the drill
    bool
    isSettled(qint64 sinceMs) const; ///< every probe is answered again and again, and the router is content
    QString complaint() const;       ///< what is missing for that, in a sentence
    void faultBegins();              ///< what is noticed from now on is noticed of the fault

    /// What became otherwise since the last call, one line each, for who looks on.
    QStringList news();

    void end(); ///< the probes; what they found stays
    const DrillProbe &probe(int path, bool writes) const { return *m_probes[size_t(path * 2 + writes)]; }
    std::optional<double> monitorSeconds() const, routerSeconds() const;
    std::vector<DrillMoment> moments() const; ///< of monitor and router

private:
    void observe(const SnapshotPtr &snapshot);
    void look(const std::stop_token &stop);
    bool routerIsContent() const;
    void note(std::atomic<qint64> &when, const QString &who, const QString &text);

    const DrillPlan &m_plan;
    const Clock::time_point m_epoch;
    std::unique_ptr<DatabaseRouter> m_router;
    std::atomic<qint64> m_faultMs = -1, m_monitorMs = -1, m_routerMs = -1;
    mutable std::mutex m_mutex;
    std::vector<DrillMoment> m_moments;
    std::vector<QString> m_last; ///< of news()
    std::vector<std::unique_ptr<DrillProbe>> m_probes;
    std::unique_ptr<ClusterMonitor> m_monitor;
    std::jthread m_looker; ///< last
};

} // namespace seawall::db
