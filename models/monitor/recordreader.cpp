// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordreader.h"

#include "models/monitor/recordquery.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace seawall::models {

namespace {

constexpr size_t mostWanted = 256;
constexpr std::chrono::milliseconds newsEvery{50}; ///< many answers make one repaint

} // namespace

struct RecordReader::Private {
    const QString path;
    const std::function<void()> news;

    std::mutex mutex; // guards the block below
    std::condition_variable_any wake;
    std::deque<TileKey> wanted; ///< newest last
    int generation = 0;
    qint64 validUntil = 0;
    Answers ready;

    int openGeneration = 0; // the reader thread's own
    std::unique_ptr<SqlConnection> connection;

    std::jthread thread; // last: joined before the rest goes

    Private(QString file, std::function<void()> tell) : path(std::move(file)), news(std::move(tell)) {}
    void run(const std::stop_token &stop);
    std::expected<TilePtr, SqlFailure> read(const TileKey &key, int fileGeneration, qint64 until,
                                            const std::stop_token &stop);
    void answer(const TileKey &key, const std::expected<TilePtr, SqlFailure> &tile);
};

RecordReader::RecordReader(QString file, std::function<void()> news)
    : d(std::make_unique<Private>(std::move(file), std::move(news)))
{
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

RecordReader::~RecordReader()
{
    d->thread.request_stop();
    d->thread.join();
}

void RecordReader::setFile(int generation, qint64 validUntil)
{
    const std::lock_guard lock(d->mutex);
    d->generation = generation;
    d->validUntil = validUntil;
    d->wake.notify_one();
}

void RecordReader::request(const TileKey &key)
{
    const std::lock_guard lock(d->mutex);
    std::erase(d->wanted, key);
    d->wanted.push_back(key);
    if (d->wanted.size() > mostWanted) {
        d->ready.dropped.push_back(d->wanted.front());
        d->wanted.pop_front();
    }
    d->wake.notify_one();
}

RecordReader::Answers RecordReader::answers()
{
    const std::lock_guard lock(d->mutex);
    return std::exchange(d->ready, {});
}

void RecordReader::Private::run(const std::stop_token &stop)
{
    auto toldAt = std::chrono::steady_clock::now() - newsEvery;
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex);
        if (!wake.wait(lock, stop, [this] { return generation != 0 && !wanted.empty(); }))
            break;
        const TileKey key = wanted.back();
        const int fileGeneration = generation;
        const qint64 until = validUntil;
        lock.unlock();
        const auto tile = read(key, fileGeneration, until, stop);
        lock.lock();
        answer(key, tile);
        if (const auto now = std::chrono::steady_clock::now(); wanted.empty() || now - toldAt >= newsEvery) {
            toldAt = now;
            news();
        }
    }
    connection.reset();
}

std::expected<TilePtr, SqlFailure> RecordReader::Private::read(const TileKey &key, int fileGeneration,
                                                               qint64 until, const std::stop_token &stop)
{
    if (openGeneration != fileGeneration) {
        connection = std::make_unique<SqlConnection>(path, true);
        if (const SqlResult opened = connection->open(); !opened)
            return std::unexpected(opened.error());
        openGeneration = fileGeneration;
    }
    return readTile(*connection, key, until, [this, &key, &stop] {
        const std::lock_guard lock(mutex);
        return !stop.stop_requested() && std::ranges::find(wanted, key) != wanted.end();
    });
}

/// With the lock held.
void RecordReader::Private::answer(const TileKey &key, const std::expected<TilePtr, SqlFailure> &tile)
{
    const bool stillWanted = std::erase(wanted, key) > 0;
    if (tile && *tile)
        ready.tiles.emplace_back(key, *tile);
    else if (stillWanted)
        ready.dropped.push_back(key);
    if (!tile) {
        ready.damaged |= tile.error().kind == SqlFailure::Kind::Damaged;
        openGeneration = 0; // whatever it was, the next read begins with a new connection
    }
}

} // namespace seawall::models
