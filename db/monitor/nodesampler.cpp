// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/nodesampler.h"

#include "db/monitor/factsreader.h"
#include "db/sqlcatalog.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>
#include <time.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto firstBackOff = 1s;
constexpr auto incidentTime = 10min; // in which somebody waits for the node to come back
constexpr auto longestBackOff = 5s, longestBackOffLater = 30s;
constexpr auto connectPatience = 3s;
constexpr auto recoveryEnded = u"55000"; // promoted between two expressions of one statement

/// The next start + n × period after now.
Clock::time_point nextBeat(Clock::time_point start, std::chrono::milliseconds period, Clock::time_point now)
{
    return start + ((now - start) / period + 1) * period;
}

/// The same replicas by the same slots.
bool servesAlike(const std::vector<WalSender> &a, const std::vector<WalSender> &b)
{
    return std::ranges::equal(a, b, [](const WalSender &x, const WalSender &y) {
        return x.pid == y.pid && x.slotName == y.slotName;
    });
}

qint64 threadCpu()
{
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return qint64{spent.tv_sec} * 1'000'000'000 + spent.tv_nsec;
}

} // namespace

bool SamplerControl::waitUntil(size_t node, LsnClock::Time when, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const int before = m_hurries[node];
    return m_wake.wait_until(lock, stop, when, [&] { return m_hurries[node] != before; });
}

void SamplerControl::hurry(size_t node)
{
    const std::lock_guard lock(m_mutex);
    ++m_hurries[node];
    m_wake.notify_all();
}

void SamplerControl::hurryAll()
{
    for (size_t node = 0; node < m_hurries.size(); ++node)
        hurry(node);
}

NodeSampler::NodeSampler(const MonitorConfig &config, size_t index, SamplerControl &control, Sinks sinks)
    : m_config(config), m_index(index), m_control(control), m_sinks(std::move(sinks)), m_backOff(firstBackOff)
{}

void NodeSampler::run(const std::stop_token &stop)
{
    const auto clockTick = std::min(m_config.clockTick, m_config.tick);
    auto nextTick = Clock::now(); // the first sample as soon as there is a connection
    while (!stop.stop_requested()) {
        if (!m_connection) {
            connect(stop);
            nextTick = Clock::now();
            continue;
        }
        const bool isTick = Clock::now() >= nextTick;
        const auto sampled = isTick ? sampleNode(stop) : sampleClock(stop);
        if (!sampled)
            fell(sampled.error());
        spend();
        const auto now = Clock::now();
        if (isTick)
            nextTick = nextBeat(m_control.start, m_config.tick, now);
        const bool hasClock = m_facts.role == Role::Primary;
        m_control.waitUntil(
            m_index, hasClock ? std::min(nextTick, nextBeat(m_control.start, clockTick, now)) : nextTick,
            stop);
    }
}

void NodeSampler::connect(const std::stop_token &stop)
{
    const auto &endpoint = m_config.nodes[m_index].endpoint;
    auto opened = Connection::open(endpoint, {}, Deadline::in(connectPatience), stop);
    if (!opened) {
        if (opened.error().kind == ErrorKind::Cancelled)
            return;
        m_sinks.node({m_index, std::unexpected(opened.error()), Clock::now(), 0,
                      QDateTime::currentMSecsSinceEpoch(), 0});
        backOff(opened.error(), stop);
        return;
    }
    spdlog::info("connected to {}", endpoint.describe().toStdString());
    m_connection = std::move(*opened);
    m_control.connected[m_index] = true;
    m_sinks.door({m_index, {}, 0});
    m_facts = {};
    m_nextStanding = Clock::now();
    m_backOff = firstBackOff;
    m_failingSince.reset();
}

void NodeSampler::backOff(const Error &error, const std::stop_token &stop)
{
    const auto &endpoint = m_config.nodes[m_index].endpoint;
    // A refused password stays refused, and each further try may lock the account: only the user starts
    // again.
    const bool isFinal = error.kind == ErrorKind::AuthRefused || error.kind == ErrorKind::InvalidInput;
    const double spread = 0.9 + 0.2 * QRandomGenerator::global()->generateDouble();
    const auto pause = isFinal ? Clock::duration(24h * 365)
                               : std::chrono::duration_cast<Clock::duration>(m_backOff * spread);
    spdlog::warn("{}: {}{}", endpoint.describe().toStdString(), error.message.toStdString(),
                 isFinal ? " Not tried again by itself." : "");
    m_failingSince = m_failingSince.value_or(Clock::now());
    const auto longest = Clock::now() - *m_failingSince < incidentTime ? longestBackOff : longestBackOffLater;
    if (m_control.waitUntil(m_index, Clock::now() + pause, stop))
        m_backOff = firstBackOff;
    else
        m_backOff = std::min<std::chrono::milliseconds>(2 * m_backOff, longest);
}

Result<Rows> NodeSampler::ask(const char *query, const std::stop_token &stop)
{
    const auto deadline = Deadline::in(std::max<std::chrono::milliseconds>(2s, 2 * m_config.tick));
    if (!m_connection->isPrepared(query)) {
        const auto sql = catalogQuery(QString::fromLatin1(query), m_connection->serverVersion()).sql;
        ++m_asked;
        if (const auto prepared = m_connection->prepare(query, sql, deadline, stop); !prepared)
            return std::unexpected(prepared.error());
    }
    ++m_asked;
    return m_connection->executePrepared(query, deadline, stop);
}

Result<void> NodeSampler::askStanding(const std::stop_token &stop)
{
    const auto standing = ask("standing", stop);
    if (!standing)
        return std::unexpected(standing.error());
    readStanding(*standing, m_facts);
    m_nextStanding = Clock::now() + m_config.slowLane;
    return {};
}

/// The setting of the watching session says nothing: it is read-only by its own will. What is not answered is
/// not known, and no reason to lose the rest.
void NodeSampler::askReadOnly(const std::stop_token &stop)
{
    m_facts.readOnly.reset();
    if (m_facts.role != Role::Primary)
        return;
    const auto set = ask("read_only", stop);
    if (!set || !readReadOnly(*set, m_facts))
        return;
    if (const auto files = ask("preflight_read_only_file", stop))
        m_facts.readOnly = files->count() > 0;
}

Result<void> NodeSampler::sampleNode(const std::stop_token &stop)
{
    const bool isSlowTick = Clock::now() >= m_nextStanding;
    if (isSlowTick) {
        if (const auto standing = askStanding(stop); !standing)
            return standing;
    }
    const auto role = m_facts.role;
    const auto senders = m_facts.walSenders;
    const auto settings = m_facts.settingsLoaded;
    const auto sent = Clock::now();
    auto pulse = ask("pulse", stop);
    if (!pulse && pulse.error().sqlState == recoveryEnded)
        pulse = ask("pulse", stop);
    if (!pulse)
        return std::unexpected(pulse.error());
    const auto received = Clock::now();
    readPulse(*pulse, m_facts);
    if (isSlowTick && m_facts.role == Role::Replica && !m_facts.walReceiver) {
        // Without the right to list the WAL, what the control file says has to do.
        if (const auto newest = ask("wal_timeline", stop))
            readWalTimeline(*newest, m_facts);
    }
    // Else a slot would be 'in use' beside a replica that has gone, or unused beside one that streams.
    if (role != Role::Unknown && (role != m_facts.role || !servesAlike(senders, m_facts.walSenders))) {
        if (const auto standing = askStanding(stop); !standing)
            return standing;
    }
    if (isSlowTick || role != m_facts.role || settings != m_facts.settingsLoaded)
        askReadOnly(stop);
    m_facts.sessionList.reset();
    if (m_control.sessionDetail) {
        const auto sessions = ask("sessions", stop);
        if (!sessions)
            return std::unexpected(sessions.error());
        m_facts.sessionList = readSessions(*sessions);
    }
    m_sinks.node({m_index, m_facts, sent + (received - sent) / 2,
                  std::chrono::duration<double>(received - sent).count(), QDateTime::currentMSecsSinceEpoch(),
                  std::exchange(m_asked, 0)});
    return {};
}

Result<void> NodeSampler::sampleClock(const std::stop_token &stop)
{
    const auto sent = Clock::now();
    const auto answer = ask("clock", stop);
    if (!answer)
        return std::unexpected(answer.error());
    if (const auto lsn = Lsn::parse(answer->bytes(0, 0)))
        m_sinks.clock({m_index, *lsn, sent + (Clock::now() - sent) / 2});
    return {};
}

void NodeSampler::fell(const Error &error)
{
    // A statement the server refused (a role change in the middle of it, say) leaves the session whole: the
    // next tick asks again.
    if (error.kind != ErrorKind::Cancelled)
        m_sinks.node(
            {m_index, std::unexpected(error), Clock::now(), 0, QDateTime::currentMSecsSinceEpoch(), 0});
    if (m_connection->isBroken()) {
        m_connection.reset();
        m_control.connected[m_index] = false;
    }
}

void NodeSampler::spend()
{
    const auto spent = threadCpu();
    m_control.cpuNanoseconds += spent - m_spent;
    m_spent = spent;
}

} // namespace seawall::db
