// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/watchcommand.h"

#include "app/ctl/interrupt.h"
#include "app/ctl/observation.h"
#include "app/ctl/poolerreport.h"
#include "app/ctl/screen.h"
#include "app/ctl/snapshotjson.h"
#include "app/ctl/statuslines.h"
#include "models/format.h"

#include <QDateTime>

#include <algorithm>
#include <atomic>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds shortestInterval = 250ms;
constexpr std::chrono::milliseconds longestInterval = 1h;
constexpr std::chrono::milliseconds longestTick = 60s;
constexpr auto startPatience = 1500.0; // ms in which a node that has not answered yet is no news

/// The first answers are still on their way.
bool isStarting(const db::Snapshot &snapshot, qint64 sinceMs)
{
    return static_cast<double>(snapshot.timeMs - sinceMs) < startPatience &&
           std::ranges::any_of(
               snapshot.nodes,
               [](const db::NodeSnapshot &node) {
                   return !node.reachable && !node.error && node.lastSeenMs == 0;
               });
}

QByteArray jsonLines(const db::Snapshot &snapshot)
{
    const auto time =
        QDateTime::fromMSecsSinceEpoch(snapshot.timeMs, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    auto told = nodesJson(snapshot);
    if (snapshot.pgBouncer)
        told.push_back(poolerJson(*snapshot.pgBouncer));
    std::string lines;
    for (const auto &one : told) {
        Json line{{"time", time}};
        line.update(one);
        lines += line.dump() + '\n';
    }
    return QByteArray::fromStdString(lines);
}

} // namespace

WatchCommand::WatchCommand(CLI::App &program)
    : Command(program, "watch", "Watch a cluster: a table redrawn in place, or JSON Lines",
              {"seawallctl watch", "seawallctl watch --interval 250ms --duration 60s > lag.jsonl",
               "seawallctl watch --env production.env --json | jq -c '[.time, .name, .lag_seconds]'"})
{
    m_connection.addTo(app());
    addDurationOption(app(), "--interval", m_interval, "How often to look, 250ms to 1h [1s]");
    addDurationOption(app(), "--duration", m_duration, "How long; until Ctrl+C where not given");
    addJsonOption(m_json);
}

ExitCode WatchCommand::run(Output &output)
{
    const auto interval = m_interval.value_or(1s);
    if (interval < shortestInterval || interval > longestInterval)
        return output.failed({db::ErrorKind::InvalidInput,
                              u"The interval has to be between 250ms and 1h."_s,
                              u"For example --interval 1s."_s,
                              {},
                              {},
                              0});
    m_every = static_cast<int>((interval + longestTick - 1ms) / longestTick);
    const auto profile = m_connection.profile(interval / m_every);
    if (!profile) {
        output.failed(profile.error());
        return ExitCode::Usage; // a file that is not there as well
    }
    if (m_duration)
        m_end = db::Deadline::in(*m_duration);
    return output.isTerminal() && !m_json && qgetenv("TERM") != "dumb" ? watchScreen(output, *profile)
                                                                       : watchLines(output, *profile);
}

/// The next Snapshot to show; nothing at the end, and when there is something else to do.
db::SnapshotPtr WatchCommand::nextDue(Observation &observation, const std::stop_token &stop)
{
    const auto startMs = observation.startedMs();
    while (true) {
        auto snapshot = observation.next(m_end.value_or(db::Deadline::in(24h)), stop);
        if (!snapshot)
            return {};
        if (isStarting(*snapshot, startMs) || (snapshot->sequence - 1) % static_cast<quint64>(m_every) != 0)
            continue;
        m_wasReached = m_wasReached || std::ranges::any_of(snapshot->nodes, &db::NodeSnapshot::reachable);
        return m_last = std::move(snapshot);
    }
}

ExitCode WatchCommand::watchLines(Output &output, const models::ClusterProfile &profile)
{
    const Interrupt interrupt;
    Observation observation(profile.monitor);
    while (!interrupt.token().stop_requested() && !output.isBroken() && !(m_end && m_end->passed()))
        if (const auto snapshot = nextDue(observation, interrupt.token()))
            output.raw(jsonLines(*snapshot));
    return ended();
}

ExitCode WatchCommand::watchScreen(Output &output, const models::ClusterProfile &profile)
{
    const SignalBlock block{SIGWINCH, SIGTSTP};
    const Interrupt interrupt;
    Screen screen(output);
    Observation observation(profile.monitor);
    std::atomic<bool> isSuspended = false;
    const SignalListener listener(block, [&](int number) {
        isSuspended = isSuspended || number == SIGTSTP;
        observation.interrupt();
    });
    screen.draw({{{u"Asking the nodes of %1 …"_s.arg(profile.name)}}});
    while (!interrupt.token().stop_requested() && !output.isBroken() && !(m_end && m_end->passed())) {
        nextDue(observation, interrupt.token());
        if (isSuspended.exchange(false))
            screen.suspend();
        if (m_last)
            screen.draw(frame(*m_last, profile.name));
    }
    return ended();
}

std::vector<Line> WatchCommand::frame(const db::Snapshot &snapshot, const QString &cluster) const
{
    std::vector<Line> lines{
        {{u"%1  %2"_s.arg(cluster, models::format::dateTime(snapshot.timeMs)), Colour::Plain},
         {u"  every %1 · Ctrl+C ends"_s.arg(models::format::seconds(snapshot.tickSeconds * m_every)),
          Colour::Dim}}};
    std::ranges::move(statusLines(snapshot), std::back_inserter(lines));
    return lines;
}

ExitCode WatchCommand::ended() const
{
    if (!m_wasReached)
        return ExitCode::CannotConnect;
    return isFine(*m_last) ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
