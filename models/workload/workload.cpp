// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/workload.h"

#include "db/pause.h"
#include "db/sqlcatalog.h"
#include "models/workload/workloadmeter.h"
#include "models/workload/workloadschema.h"

#include <QDateTime>

#include <algorithm>
#include <atomic>
#include <thread>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Deadline;
using db::Result;
using Clock = Deadline::Clock;

namespace {

constexpr auto longest = 1h;
constexpr int most = 1000;       // sessions of a kind
constexpr auto answerTime = 10s; // for a load or a chunk, after which it counts as an error
constexpr auto lagLookedAtEvery = 100ms;
constexpr auto reportedEvery = 1s;
constexpr auto pauseAfterFailure = 200ms;
constexpr qint64 firstRows = 100'000; // so that a dashboard has something to add up from the start
constexpr int anyServer = 130000;     // its statements are the same for all

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Clock::duration interval(double perSecond, int workers)
{
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(workers / perSecond));
}

/// When a worker has to begin its next piece: what could not be done in time is left out, not done in a
/// burst.
Clock::time_point following(Clock::time_point due, Clock::duration each)
{
    return std::max(due + each, Clock::now() - each);
}

} // namespace

struct Workload::Private {
    Private(db::DatabaseRouter &r, const WorkloadOptions &o) : router(r), options(o) {}

    Result<void> check() const;
    Result<qint64> writeChunk(const QString &purpose, qint64 rows, const std::stop_token &stop);
    void write(int number, const std::stop_token &stop);
    void read(int number, const db::WriteToken &token, const std::stop_token &stop);
    WorkloadReport watch(const Sink &sink, const std::stop_token &stop);
    QString lookAtLag(WorkloadReport &report);

    db::DatabaseRouter &router;
    const WorkloadOptions options;
    WorkloadMeter meter;
    std::atomic<bool> isLagging = false;
    std::atomic<qint64> nextNumber = 0;
};

Workload::Workload(db::DatabaseRouter &router, const WorkloadOptions &options)
    : d(std::make_unique<Private>(router, options))
{}

Workload::~Workload() = default;

Result<WorkloadReport> Workload::run(const Sink &sink, std::stop_token stop)
{
    if (const auto checked = d->check(); !checked)
        return std::unexpected(checked.error());
    auto schema = WorkloadSchema::make(d->router, stop);
    if (!schema)
        return std::unexpected(schema.error());
    WorkloadReport report;
    const auto filled = d->writeChunk(u"workload: first rows"_s, firstRows, stop);
    if (filled) {
        std::stop_source end;
        std::vector<std::jthread> workers;
        for (int i = 0; i < d->options.writers; ++i)
            workers.emplace_back([this, i, token = end.get_token()] { d->write(i, token); });
        for (int i = 0; i < d->options.readers; ++i)
            workers.emplace_back(
                [this, i, after = schema->token(), token = end.get_token()] { d->read(i, after, token); });
        report = d->watch(sink, stop);
        end.request_stop();
    }
    const auto dropped = schema->drop(d->router);
    if (!filled && filled.error().kind != db::ErrorKind::Cancelled)
        return std::unexpected(filled.error());
    if (!dropped)
        return std::unexpected(dropped.error());
    return report;
}

Result<void> Workload::Private::check() const
{
    const auto inRange = [](auto value, auto least, auto greatest) {
        return value >= least && value <= greatest;
    };
    if (inRange(options.writers, 0, most) && inRange(options.readers, 0, most) &&
        options.writers + options.readers > 0 && inRange(options.chunkRows, 1, 100'000) &&
        options.readRate > 0 && options.writeRate > 0 &&
        inRange(options.duration, std::chrono::milliseconds(1), std::chrono::milliseconds(longest)))
        return {};
    return db::fail(
        db::ErrorKind::InvalidInput, u"A workload of that size is not possible."_s,
        u"It takes up to %1 writers and readers each, rates above 0, and at most an hour."_s.arg(most));
}

Result<qint64> Workload::Private::writeChunk(const QString &purpose, qint64 rows, const std::stop_token &stop)
{
    const auto deadline = Deadline::in(answerTime);
    auto session = router.writeSession(purpose, deadline, stop);
    if (!session)
        return std::unexpected(session.error());
    static const auto sql = db::catalogQuery(u"workload_chunk"_s, anyServer).sql;
    const auto first = nextNumber.fetch_add(rows);
    const auto done =
        session->executeTraceless(sql, {QString::number(first), QString::number(rows)}, deadline, stop);
    if (!done)
        return std::unexpected(done.error());
    return done->affected();
}

/// An ETL job: a session a chunk, so that others get their turn, and a rest while replicas lag.
void Workload::Private::write(int number, const std::stop_token &stop)
{
    const auto purpose = u"workload: ETL writer %1"_s.arg(number + 1);
    const auto each = interval(options.writeRate, options.writers);
    auto due = Clock::now() + each * number / options.writers;
    while (db::pauseUntil(due, stop)) {
        const auto start = Clock::now();
        if (isLagging) {
            db::pauseUntil(start + lagLookedAtEvery, stop);
            meter.paused(secondsSince(start));
            continue;
        }
        const auto written = writeChunk(purpose, options.chunkRows, stop);
        if (written)
            meter.committed(*written, secondsSince(start));
        else if (written.error().kind != db::ErrorKind::Cancelled)
            meter.failedWrite(written.error());
        due =
            std::max(following(due, each),
                     Clock::now() + (written ? options.yield : std::chrono::milliseconds(pauseAfterFailure)));
    }
}

/// A browser that loads the dashboard again and again.
void Workload::Private::read(int number, const db::WriteToken &token, const std::stop_token &stop)
{
    static const auto sql = db::catalogQuery(u"workload_dashboard"_s, anyServer).sql;
    db::ReadRequest request;
    request.purpose = u"workload: dashboard reader %1"_s.arg(number + 1);
    request.after = token;
    const auto each = interval(options.readRate, options.readers);
    auto due = Clock::now() + each * number / options.readers;
    while (db::pauseUntil(due, stop)) {
        const auto start = Clock::now();
        const auto rows = router.read(sql, {}, request, Deadline::in(answerTime), stop);
        if (rows && !rows->isFallback)
            request.after.reset(); // it is there; a token would not outlive a change of the primary
        if (rows)
            meter.answered(*rows, secondsSince(start));
        else if (rows.error().kind != db::ErrorKind::Cancelled)
            meter.failedRead(rows.error());
        due = following(due, each);
        if (!rows)
            due = std::max(due, Clock::now() + pauseAfterFailure);
    }
}

WorkloadReport Workload::Private::watch(const Sink &sink, const std::stop_token &stop)
{
    WorkloadReport report;
    const auto end = Clock::now() + options.duration;
    auto lastReport = Clock::now();
    bool goesOn = true;
    while (goesOn) {
        goesOn = db::pauseUntil(std::min(end, Clock::now() + lagLookedAtEvery), stop) && Clock::now() < end;
        report.phase = lookAtLag(report);
        if (goesOn && Clock::now() - lastReport < reportedEvery)
            continue;
        const double seconds = secondsSince(lastReport);
        lastReport = Clock::now();
        std::tie(report.last, report.total) = meter.turn(QDateTime::currentMSecsSinceEpoch(), seconds);
        if (sink)
            sink(report);
    }
    return report;
}

QString Workload::Private::lookAtLag(WorkloadReport &report)
{
    report.router = router.figures();
    report.worstLagSeconds.reset();
    QString worst;
    for (const auto &node : report.router.nodes) {
        if (node.lagSeconds && node.lagSeconds > report.worstLagSeconds) {
            report.worstLagSeconds = node.lagSeconds;
            worst = node.node;
        }
    }
    isLagging = report.worstLagSeconds > options.lagLimitSeconds;
    if (!isLagging)
        return u"writing and reading"_s;
    return u"writers paused: %1 lags by %2 s, the limit is %3 s"_s.arg(
        worst, QString::number(*report.worstLagSeconds, 'f', 1),
        QString::number(options.lagLimitSeconds, 'g', 3));
}

} // namespace seawall::models
