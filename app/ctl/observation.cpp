// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/observation.h"

#include <QDateTime>

#include <algorithm>

namespace seawall::app {

using namespace std::chrono_literals;

namespace {

constexpr auto longestLook = 1500ms; // at nodes that answer
// A node far away takes its time to connect; one that has not done so after 3 s is told to be silent.
constexpr auto longestPatience = 5000ms;
constexpr auto lookTick = 250ms;
constexpr int enoughAnswers = 3; // the LSN clock can tell nothing older than its first sample

bool isTold(const db::NodeSnapshot &node, int answers)
{
    if (!node.reachable)
        return node.error.has_value();
    return answers >= enoughAnswers && !node.lag.secondsIsFloor;
}

/// It lets us connect or not, and says nothing: stopped, or overwhelmed.
db::PgBouncerState silent(const QString &address)
{
    db::PgBouncerState state;
    state.address = address;
    state.error = db::Error{db::ErrorKind::Timeout,
                            QStringLiteral("PgBouncer at %1 has not answered yet.").arg(address),
                            QStringLiteral("It may be stopped, hung or overloaded, or the network is cut."),
                            {},
                            {},
                            0};
    return state;
}

} // namespace

Observation::Observation(db::MonitorConfig config)
    : m_startedMs(QDateTime::currentMSecsSinceEpoch()),
      m_monitor(std::move(config), [this](db::SnapshotPtr snapshot) {
          const std::lock_guard lock(m_mutex);
          m_snapshots.push_back(std::move(snapshot));
          m_arrived.notify_all();
      })
{
    m_monitor.start();
}

db::SnapshotPtr Observation::next(db::Deadline deadline, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_until(lock, stop, deadline.when(),
                         [this] { return m_interrupted || !m_snapshots.empty(); });
    m_interrupted = false;
    if (m_snapshots.empty())
        return {};
    auto oldest = std::move(m_snapshots.front());
    m_snapshots.pop_front();
    return oldest;
}

void Observation::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_interrupted = true;
    m_arrived.notify_all();
}

db::SnapshotPtr lookOnce(db::MonitorConfig config)
{
    const auto pooler = config.pgBouncer;
    config.tick = lookTick;
    std::vector<int> answers(config.nodes.size(), 0);
    const auto look = db::Deadline::in(longestLook);
    const auto deadline = db::Deadline::in(longestPatience);
    Observation observation(std::move(config));
    db::SnapshotPtr last;
    while (auto snapshot = observation.next(deadline, {})) {
        last = std::move(snapshot);
        bool isHeard = true;
        bool isWhole = !pooler || last->pgBouncer;
        for (size_t i = 0; i < last->nodes.size(); ++i) {
            answers[i] += last->nodes[i].reachable ? 1 : 0;
            isHeard = (answers[i] > 0 || last->nodes[i].error) && isHeard;
            isWhole = isTold(last->nodes[i], answers[i]) && isWhole;
        }
        if (isWhole || (isHeard && look.passed()))
            break;
    }
    if (last && (!pooler || last->pgBouncer))
        return last;
    auto whole = last ? std::make_shared<db::Snapshot>(*last) : std::make_shared<db::Snapshot>();
    if (pooler)
        whole->pgBouncer = silent(pooler->address());
    return whole;
}

} // namespace seawall::app
