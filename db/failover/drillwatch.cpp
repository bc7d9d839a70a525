// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillwatch.h"

#include "db/failover/plainsession.h"
#include "db/pause.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int settledAfter = 5; ///< answers in a row

const auto readSql = u"SELECT 1"_s;
const auto writeSql = u"INSERT INTO seawall_drill.written VALUES ($1, $2::bigint)"_s;

std::unique_ptr<DatabaseRouter> routerFor(const std::vector<NodeConfig> &nodes)
{
    RouterConfig config;
    config.nodes = nodes;
    config.healthInterval = 0ms; // the drill's own monitor tells it
    config.returnTime = 2000ms;
    config.session.applicationName = u"seawall drill"_s;
    return std::make_unique<DatabaseRouter>(std::move(config));
}

DrillProbe::Attempt routedReads(DatabaseRouter *router, std::chrono::milliseconds time)
{
    return [router, time](qint64, const std::stop_token &stop) -> Result<QString> {
        ReadRequest request;
        request.purpose = u"drill"_s;
        const auto rows = router->read(readSql, {}, request, Deadline::in(time), stop);
        return rows ? Result<QString>(rows->node) : std::unexpected(rows.error());
    };
}

DrillProbe::Attempt routedWrites(DatabaseRouter *router, std::chrono::milliseconds time)
{
    return [router, time](qint64 number, const std::stop_token &stop) -> Result<QString> {
        const auto deadline = Deadline::in(time);
        auto session = router->writeSession(u"drill"_s, deadline, stop);
        if (!session)
            return std::unexpected(session.error());
        const auto done =
            session->executeTraceless(writeSql, {u"router"_s, QString::number(number)}, deadline, stop);
        return done ? Result<QString>(session->node()) : std::unexpected(done.error());
    };
}

DrillProbe::Attempt plainly(const std::vector<NodeConfig> &nodes, bool writes, std::chrono::milliseconds time)
{
    std::vector<Endpoint> endpoints;
    for (const auto &node : nodes)
        endpoints.push_back(node.endpoint);
    const auto target = writes ? PlainSession::Target::ReadWrite : PlainSession::Target::PreferStandby;
    const auto session = std::make_shared<PlainSession>(std::move(endpoints), target);
    return [session, writes, time](qint64 number, const std::stop_token &stop) {
        return writes
                   ? session->run(writeSql, {u"libpq"_s, QString::number(number)}, Deadline::in(time), stop)
                   : session->run(readSql, {}, Deadline::in(time), stop);
    };
}

/// Whether the monitor's Snapshot shows what the drill does.
QString shownOf(const Snapshot &snapshot, const DrillPlan &plan)
{
    const auto *node = snapshot.node(plan.node);
    if (!node)
        return {};
    if (!node->reachable)
        return u"%1 is UNREACHABLE"_s.arg(plan.node);
    using enum ReplicaVerdict;
    const bool isBad = node->verdict == Paused || node->verdict == Detached || node->verdict == Diverged;
    return node->isReplica() && isBad ? u"%1 is %2"_s.arg(plan.node, toString(node->verdict)) : QString();
}

} // namespace

DrillWatch::DrillWatch(const std::vector<NodeConfig> &nodes, const DrillPlan &plan,
                       const DrillOptions &options, Clock::time_point epoch)
    : m_plan(plan), m_epoch(epoch), m_router(routerFor(nodes)), m_last(4)
{
    MonitorConfig config;
    config.nodes = nodes;
    config.tick = options.tick;
    m_monitor = std::make_unique<ClusterMonitor>(std::move(config),
                                                 [this](const SnapshotPtr &snapshot) { observe(snapshot); });
    m_monitor->start();
    const auto add = [&](const QString &who, DrillProbe::Attempt attempt) {
        m_probes.push_back(
            std::make_unique<DrillProbe>(who, m_epoch, options.probeEvery, std::move(attempt)));
    };
    add(u"router reads"_s, routedReads(m_router.get(), options.probeTime));
    add(u"router writes"_s, routedWrites(m_router.get(), options.probeTime));
    add(u"libpq reads"_s, plainly(nodes, false, options.probeTime));
    add(u"libpq writes"_s, plainly(nodes, true, options.probeTime));
    m_looker = std::jthread([this](const std::stop_token &stop) { look(stop); });
}

DrillWatch::~DrillWatch()
{
    m_looker.request_stop();
    m_monitor->stop();
}

qint64 DrillWatch::now() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_epoch).count();
}

void DrillWatch::note(std::atomic<qint64> &when, const QString &who, const QString &text)
{
    qint64 never = -1;
    if (m_faultMs < 0 || !when.compare_exchange_strong(never, now()))
        return;
    const std::lock_guard lock(m_mutex);
    m_moments.push_back({when, who, text});
}

void DrillWatch::observe(const SnapshotPtr &snapshot)
{
    m_router->observe(snapshot);
    if (const auto shown = shownOf(*snapshot, m_plan); !shown.isEmpty())
        note(m_monitorMs, u"monitor"_s, shown);
}

bool DrillWatch::routerIsContent() const
{
    const auto figures = m_router->figures();
    return std::ranges::all_of(figures.nodes, [](const RouterNodeFigures &node) { return node.isFit; });
}

void DrillWatch::look(const std::stop_token &stop)
{
    while (pauseUntil(Clock::now() + 10ms, stop)) {
        const auto figures = m_router->figures();
        const auto node = std::ranges::find(figures.nodes, m_plan.node, &RouterNodeFigures::node);
        if (node != figures.nodes.end() && !node->isFit)
            note(m_routerMs, u"router"_s, u"%1 gets nothing any more: %2"_s.arg(m_plan.node, node->reason));
    }
}

bool DrillWatch::isSettled(qint64 sinceMs) const
{
    return routerIsContent() && std::ranges::all_of(m_probes, [&](const auto &probe) {
               return probe->answeredInARow(sinceMs) >= settledAfter;
           });
}

QString DrillWatch::complaint() const
{
    for (const auto &probe : m_probes) {
        const auto attempts = probe->attempts();
        if (!attempts.empty() && !attempts.back().isAnswered())
            return u"%1: %2"_s.arg(probe->who(), attempts.back().error);
    }
    for (const auto &node : m_router->figures().nodes) {
        if (!node.isFit)
            return u"The router leaves %1 out: %2"_s.arg(node.node, node.reason);
    }
    return u"The probes have not been answered often enough."_s;
}

void DrillWatch::faultBegins()
{
    m_faultMs = now();
}

QStringList DrillWatch::news()
{
    QStringList lines;
    for (size_t i = 0; i < m_probes.size(); ++i) {
        const auto attempts = m_probes[i]->attempts();
        if (attempts.empty())
            continue;
        const auto &latest = attempts.back();
        // Which of several replicas answers is no news.
        const auto state = !latest.isAnswered()            ? u"no answer: "_s + latest.error
                           : latest.node == m_plan.primary ? u"answered by %1"_s.arg(latest.node)
                                                           : u"answered by a replica"_s;
        if (!m_last[i].isEmpty() && m_last[i] != state)
            lines << u"%1: %2"_s.arg(m_probes[i]->who(), state);
        m_last[i] = state;
    }
    return lines;
}

void DrillWatch::end()
{
    for (const auto &probe : m_probes)
        probe->end();
}

std::optional<double> DrillWatch::monitorSeconds() const
{
    return m_monitorMs < 0 ? std::nullopt : std::optional(double(m_monitorMs - m_faultMs) / 1000);
}

std::optional<double> DrillWatch::routerSeconds() const
{
    return m_routerMs < 0 ? std::nullopt : std::optional(double(m_routerMs - m_faultMs) / 1000);
}

std::vector<DrillMoment> DrillWatch::moments() const
{
    const std::lock_guard lock(m_mutex);
    return m_moments;
}

} // namespace seawall::db
