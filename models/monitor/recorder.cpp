// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recorder.h"

#include "models/monitor/recordfile.h"
#include "models/monitor/recordpruner.h"
#include "models/monitor/recordstore.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostWaiting = 600; ///< ticks kept while the file cannot be written

QString tr(const char *text)
{
    return QCoreApplication::translate("Recorder", text);
}

} // namespace

struct Recorder::Private {
    Private(Options given, std::function<void()> tell) : options(std::move(given)), news(std::move(tell)) {}

    const Options options;
    const std::function<void()> news;

    std::mutex mutex; // guards the block below
    std::condition_variable_any wake;
    std::vector<FigureSetPtr> inbox;
    bool damaged = false;
    State shared;

    // The writer thread's own.
    std::optional<RecordFile> file;
    std::unique_ptr<RecordStore> store;
    std::unique_ptr<RecordPruner> pruner;
    std::vector<FigureSetPtr> batch;

    std::jthread thread; // last: joined before the rest goes

    void run(const std::stop_token &stop);
    bool collect(const std::stop_token &stop, std::chrono::milliseconds patience);
    bool open();
    void close();
    bool commit(bool isLast = false);
    SqlResult write(bool isLast);
    void handle(const SqlFailure &failure);
    void fail(const QString &sentence);
    void publish();
};

Recorder::Recorder(Options options, std::function<void()> news)
    : d(std::make_unique<Private>(std::move(options), std::move(news)))
{
    d->shared.series = std::make_shared<const std::vector<SeriesKey>>();
    d->thread = std::jthread([this](const std::stop_token &stop) { d->run(stop); });
}

Recorder::~Recorder()
{
    d->thread.request_stop();
    d->thread.join();
}

void Recorder::add(FigureSetPtr set)
{
    const std::lock_guard lock(d->mutex);
    d->inbox.push_back(std::move(set));
    if (d->inbox.size() > mostWaiting)
        d->inbox.erase(d->inbox.begin());
    d->wake.notify_one();
}

void Recorder::reportDamage()
{
    const std::lock_guard lock(d->mutex);
    d->damaged = true;
    d->wake.notify_one();
}

Recorder::State Recorder::state()
{
    const std::lock_guard lock(d->mutex);
    State state = d->shared;
    d->shared.notices.clear();
    return state;
}

const Recorder::Options &Recorder::options() const
{
    return d->options;
}

void Recorder::Private::run(const std::stop_token &stop)
{
    bool well = open();
    while (!stop.stop_requested()) {
        if (!collect(stop, well || !store ? options.commitEvery : options.retryEvery) && well)
            continue;
        well = (store || open()) && commit();
    }
    collect(stop, {});
    if (store)
        commit(true);
    close();
}

/// Waits for the first tick, then for the rest of the time between two commits. False: nothing to do.
bool Recorder::Private::collect(const std::stop_token &stop, std::chrono::milliseconds patience)
{
    std::unique_lock lock(mutex);
    wake.wait(lock, stop, [this] { return !inbox.empty() || damaged; });
    wake.wait_for(lock, stop, patience, [this] { return damaged; });
    batch.insert(batch.end(), inbox.begin(), inbox.end());
    inbox.clear();
    if (batch.size() > mostWaiting)
        batch.erase(batch.begin(), batch.end() - mostWaiting);
    if (std::exchange(damaged, false)) {
        lock.unlock();
        handle({SqlFailure::Kind::Damaged, {}});
        return true;
    }
    return !batch.empty();
}

bool Recorder::Private::open()
{
    auto opened = RecordFile::open(options.file, options.limitBytes);
    if (!opened) {
        fail(opened.error());
        return false;
    }
    file = std::move(*opened);
    store = std::make_unique<RecordStore>(*file->connection);
    pruner = std::make_unique<RecordPruner>(*file->connection, options.limitBytes);
    if (!file->notice.isEmpty()) {
        const std::lock_guard lock(mutex);
        shared.notices.push_back(file->notice);
    }
    SqlResult done = store->open();
    const auto oldest = done ? store->oldest() : std::unexpected(done.error());
    if (!oldest) {
        handle(oldest.error());
        close();
        return false;
    }
    const auto series = std::make_shared<const std::vector<SeriesKey>>(store->series());
    {
        const std::lock_guard lock(mutex);
        ++shared.generation;
        shared.openedMs = QDateTime::currentMSecsSinceEpoch();
        shared.oldestMs = *oldest * 1000;
        shared.series = series;
    }
    publish();
    return true;
}

void Recorder::Private::close()
{
    pruner.reset();
    store.reset();
    file.reset();
}

bool Recorder::Private::commit(bool isLast)
{
    if (batch.empty() && !isLast)
        return true;
    if (!QFileInfo::exists(options.file)) { // SQLite would go on writing to a file that has no name any more
        close();
        if (!open())
            return false;
    }
    if (const SqlResult done = write(isLast); !done) {
        handle(done.error());
        return false;
    }
    {
        const std::lock_guard lock(mutex);
        ++shared.commits;
        if (!batch.empty())
            shared.committedMs = batch.back()->timeMs;
    }
    batch.clear();
    publish();
    return true;
}

SqlResult Recorder::Private::write(bool isLast)
{
    SqlResult done = file->connection->run(u"BEGIN IMMEDIATE"_s);
    if (done)
        done = store->write(batch);
    if (done && isLast)
        done = store->finish();
    if (done)
        done = pruner->step(store->nodeIds(), store->newest());
    if (done)
        done = file->connection->run(u"COMMIT"_s);
    if (!done) {
        (void)file->connection->run(u"ROLLBACK"_s); // SQLite may have rolled back by itself
        if (const SqlResult again = store->reset(); !again)
            return done.error().kind == SqlFailure::Kind::Damaged ? done : again;
    }
    return done;
}

void Recorder::Private::handle(const SqlFailure &failure)
{
    if (failure.kind != SqlFailure::Kind::Damaged) {
        fail(tr("The flight recorder cannot write %1: %2. Figures are kept in memory and written once there "
                "is room and access again.")
                 .arg(QDir::toNativeSeparators(options.file), failure.text));
        if (failure.kind == SqlFailure::Kind::Other)
            close(); // a state that we do not know: begin afresh
        return;
    }
    pruner.reset();
    store.reset();
    file->connection.reset();
    const QString moved = RecordFile::setAside(options.file, u"damaged"_s);
    file.reset();
    if (moved.isEmpty())
        return fail(tr("The flight recorder's file %1 is damaged and cannot be renamed. Figures are kept in "
                       "memory only.")
                        .arg(QDir::toNativeSeparators(options.file)));
    const std::lock_guard lock(mutex);
    shared.notices.push_back(tr("%1 is damaged. It was kept as %2, and a new recording was begun.")
                                 .arg(QDir::toNativeSeparators(options.file), QFileInfo(moved).fileName()));
    news();
}

void Recorder::Private::fail(const QString &sentence)
{
    const std::lock_guard lock(mutex);
    if (shared.failure == sentence)
        return;
    shared.failure = sentence;
    news();
}

void Recorder::Private::publish()
{
    const qint64 bytes = RecordFile::bytes(options.file);
    const std::lock_guard lock(mutex);
    shared.fileBytes = bytes;
    shared.failure.clear();
    news();
}

} // namespace seawall::models
