// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandboxload.h"

#include "db/connection.h"
#include "db/pause.h"
#include "db/sandbox/lock.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSaveFile>

#include <thread>

#include <spdlog/spdlog.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Sessions that do the same thing.
struct SandboxLoad::Role {
    QString applicationName;
    QString node; ///< to read on; empty: whichever takes writes
    QString statement;
    int sessions = 1;
    double tps = 0; ///< over all its sessions

    bool writes() const { return node.isEmpty(); }
};

namespace {

constexpr auto answerTime = 5s;
constexpr auto pauseAfterFailure = 1s;
constexpr auto flagTime = 1s; // between two looks at the .env
constexpr int demoRows = 600; ///< of pull_requests and issues

Result<Connection> openOn(const Endpoint &endpoint, const QString &applicationName, bool readOnly,
                          const std::stop_token &stop)
{
    SessionOptions options;
    options.applicationName = applicationName;
    options.readOnly = readOnly;
    return Connection::open(endpoint, options, Deadline::in(answerTime), stop);
}

/// What the sandbox's `.env` says last; nothing where it cannot be read or does not say.
std::optional<bool> useReadReplica(const QString &envFile)
{
    QFile file(envFile);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    static const QRegularExpression flag(
        u"^\\s*(?:export\\s+)?USE_READ_REPLICA\\s*=\\s*[\"']?(?:(true|yes|on|1)|(false|no|off|0))\\b"_s,
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    std::optional<bool> value;
    const auto text = QString::fromUtf8(file.readAll());
    for (auto each = flag.globalMatch(text); each.hasNext();)
        value = each.next().hasCaptured(1);
    return value;
}

/// A session on the node that is not in recovery, whichever that is now.
Result<Connection> openWriter(const Sandbox &sandbox, const QString &applicationName, bool readOnly,
                              const std::stop_token &stop)
{
    auto last = fail(ErrorKind::Refused, u"No node of the sandbox takes writes."_s, u"Start the primary."_s);
    for (const auto &node : sandbox.nodes()) {
        if (node.state != SandboxNode::State::Running)
            continue;
        auto connection = openOn(sandbox.endpoint(node.name), applicationName, readOnly, stop);
        if (!connection) {
            last = std::unexpected(connection.error());
            continue;
        }
        const auto rows =
            connection->execute(u"SELECT pg_is_in_recovery()"_s, {}, Deadline::in(answerTime), stop);
        if (rows && rows->boolean(0, 0) == false)
            return connection;
    }
    return last;
}

/// Held for as long as the load runs. Nothing where another load holds it, or it cannot be had.
std::optional<SandboxLock> lockOf(const Sandbox &sandbox, bool alone, const std::stop_token &stop)
{
    constexpr auto lookTime = 1s;
    for (;;) {
        auto lock = SandboxLock::take(sandbox.directory(), Deadline::in(0s), SandboxLock::Of::Load);
        if (lock)
            return std::move(*lock);
        if (!alone || lock.error().kind != ErrorKind::Timeout || !pauseUntil(Clock::now() + lookTime, stop))
            return std::nullopt;
    }
}

bool isTableMissing(const Error &error)
{
    return error.sqlState == "42P01"_L1; // undefined_table
}

/// A table, a column or a right that was there is there no more.
bool isOtherSchema(const Error &error)
{
    return error.sqlState.startsWith("42"_L1);
}

} // namespace

SandboxLoad::SandboxLoad(Sandbox sandbox, const Options &options)
    : m_sandbox(std::move(sandbox)), m_options(options)
{}

Result<SandboxLoad::Totals> SandboxLoad::run(std::stop_token stop)
{
    std::vector<Role> roles{
        {u"pulse-backend"_s,
         {},
         u"UPDATE issues SET status = CASE status WHEN 'open' THEN 'done' ELSE 'open' END, updated_at = now()"
         " WHERE id = $1"_s,
         3,
         m_options.tps / 2},
        {u"pulse-etl"_s,
         {},
         u"UPDATE pull_requests SET title = 'Change ' || $1 || repeat(' again', (random() * 40)::int)"
         " WHERE id = $1::bigint"_s,
         2,
         m_options.tps / 2}};
    QStringList readable;
    for (const auto &node : m_sandbox.nodes()) {
        if (node.name != "primary"_L1)
            readable << node.name;
    }
    if (readable.isEmpty())
        readable << u"primary"_s;
    for (const auto &node : readable) {
        roles.push_back(
            {u"pulse-backend"_s, node,
             u"SELECT count(*), max(created_at) FROM pull_requests WHERE project_id = 1 + $1::int % 12"_s, 3,
             m_options.tps / static_cast<double>(readable.size())});
    }

    const auto lock = lockOf(m_sandbox, m_options.alone, stop);
    const auto start = Clock::now();
    m_readsReplicas = useReadReplica(m_sandbox.envFile()).value_or(true);
    const std::stop_callback forward(stop, [this] { m_end.request_stop(); });
    {
        std::vector<std::jthread> workers;
        for (const auto &role : roles) {
            for (int number = 0; number < role.sessions; ++number)
                workers.emplace_back([this, &role, number] { work(role, number, m_end.get_token()); });
        }
        followFlag(m_options.duration ? std::optional(start + *m_options.duration) : std::nullopt);
        m_end.request_stop();
    }
    if (m_error)
        return std::unexpected(*m_error);
    return Totals{m_writes, m_reads, m_failures,
                  std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start)};
}

/// Until the end, or until it is stopped. What fails meanwhile is told in a file.
void SandboxLoad::followFlag(std::optional<Clock::time_point> end)
{
    auto next = Clock::now() + flagTime;
    while (pauseUntil(end ? std::min(next, *end) : next, m_end.get_token()) &&
           (!end || Clock::now() < *end)) {
        next += flagTime;
        if (const auto wanted = useReadReplica(m_sandbox.envFile()))
            m_readsReplicas = *wanted;
        keepFailureFile();
    }
    QFile::remove(failureFile(m_sandbox.directory()));
}

QString SandboxLoad::failureFile(const QString &directory)
{
    return directory + u"/load.failure"_s;
}

void SandboxLoad::keepFailureFile() const
{
    const std::scoped_lock lock(m_mutex);
    const auto path = failureFile(m_sandbox.directory());
    if (m_failure.isEmpty()) {
        QFile::remove(path);
        return;
    }
    QSaveFile file(path); // whoever reads it reads it whole
    if (file.open(QIODevice::WriteOnly) && file.write(m_failure.toUtf8()) > 0)
        file.commit();
}

void SandboxLoad::work(const Role &role, int number, std::stop_token stop)
{
    const auto interval =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(role.sessions / role.tps));
    auto next = Clock::now() + interval * number / role.sessions;
    std::optional<Connection> connection;
    bool isOnReplica = true, isWaiting = false;
    while (pauseUntil(next, stop)) {
        // What could not be done in time is left out rather than done in a burst.
        next = std::max(next + interval, Clock::now() - interval);
        const bool movesAway = !role.writes() && isOnReplica != m_readsReplicas;
        if (!connection || connection->isBroken() || movesAway) {
            connection.reset();
            isOnReplica = !role.writes() && m_readsReplicas;
            auto opened = isOnReplica
                              ? openOn(m_sandbox.endpoint(role.node), role.applicationName, true, stop)
                              : openWriter(m_sandbox, role.applicationName, !role.writes(), stop);
            if (!opened) {
                failedFor(opened.error());
                next = Clock::now() + pauseAfterFailure;
                continue;
            }
            connection.emplace(std::move(*opened));
        }
        const auto row = QString::number(QRandomGenerator::global()->bounded(1, demoRows + 1));
        const auto done = connection->execute(role.statement, {row}, Deadline::in(answerTime), stop);
        if (done) {
            ++(role.writes() ? m_writes : m_reads);
            noteWaiting(isWaiting, std::nullopt);
        } else {
            if (failedFor(done.error()))
                noteWaiting(isWaiting, done.error());
            connection.reset(); // it may have become a replica meanwhile
            next = Clock::now() + pauseAfterFailure;
        }
    }
}

bool SandboxLoad::failedFor(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return false;
    ++m_failures;
    const bool hasWorked = m_writes > 0 || m_reads > 0;
    if (isOtherSchema(error) && hasWorked) // rolled back under way, and perhaps applied again soon
        return true;
    if (error.kind != ErrorKind::AuthRefused && error.kind != ErrorKind::DatabaseMissing &&
        !isTableMissing(error))
        return false;
    const std::scoped_lock lock(m_mutex);
    m_error = error;
    m_end.request_stop();
    return false;
}

void SandboxLoad::noteWaiting(bool &isWaiting, const std::optional<Error> &why)
{
    if (isWaiting == why.has_value())
        return;
    isWaiting = why.has_value();
    const std::scoped_lock lock(m_mutex); // so that the last that is told is so
    m_waiting += isWaiting ? 1 : -1;
    if (m_waiting > 1 || (m_waiting == 1 && !isWaiting))
        return; // it was told for another session
    m_failure = why ? why->message : QString();
    if (why)
        spdlog::warn("the load on the sandbox fails ({}), and waits", why->message.toStdString());
    else
        spdlog::info("the load on the sandbox goes on");
    if (m_options.onWaiting)
        m_options.onWaiting(why);
}

} // namespace seawall::db
