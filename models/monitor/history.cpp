// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/history.h"

#include "models/monitor/recorder.h"
#include "models/monitor/recordrow.h"
#include "models/monitor/tilecache.h"
#include "models/monitor/timeseries.h"

#include <QSet>

#include <algorithm>
#include <atomic>

namespace seawall::models {

namespace {

constexpr size_t memoryBudget = 120'000'000; ///< bytes for all series together
constexpr int mostEntries = 4800;
constexpr int fewestEntries = 600;

int entriesFor(qsizetype seriesCount)
{
    const auto count = static_cast<size_t>(std::max<qsizetype>(1, seriesCount));
    const size_t fair = memoryBudget / TimeSeries::bytesPerEntry / count;
    return static_cast<int>(std::clamp<size_t>(fair, fewestEntries, mostEntries));
}

/// The past that only the file knows.
struct Past {
    Past(const Recorder::Options &options, const std::function<void()> &news)
        : recorder(options, news), reader(options.file, news), tiles(reader)
    {}

    Recorder recorder;
    RecordReader reader;
    TileCache tiles;
    Recorder::State state;
};

} // namespace

struct History::Private {
    QHash<SeriesKey, TimeSeries> memory;
    int entries = mostEntries;
    qint64 oldestMs = 0, newestMs = 0;
    std::atomic<bool> newsIsQueued = false;
    std::unique_ptr<Past> past; // last: its threads are joined before the rest goes

    TimeSeries &seriesOf(const SeriesKey &key);
    void foldPast(const SeriesKey &key, const TimeSeries *series, ColumnFold &columns, qint64 toMs);
};

TimeSeries &History::Private::seriesOf(const SeriesKey &key)
{
    if (const auto found = memory.find(key); found != memory.end())
        return *found;
    memory.insert(key, TimeSeries(entries));
    if (const int fair = entriesFor(memory.size()); fair < entries) {
        // A quarter less than fair, so that the rings are not cut again for every new series.
        entries = std::max(fewestEntries, fair * 3 / 4);
        for (TimeSeries &series : memory)
            series.setCapacity(entries);
    }
    return *memory.find(key);
}

void History::Private::foldPast(const SeriesKey &key, const TimeSeries *series, ColumnFold &columns,
                                qint64 toMs)
{
    past->tiles.fold(key, columns, columns.fromMs(), toMs, [&](qint64 fromMs, qint64 untilMs) {
        if (series != nullptr && series->oldestMs() < untilMs)
            series->fold(columns, fromMs, untilMs); // coarser, until the tile has come
        else
            columns.addGap(fromMs);
    });
}

History::History(const QString &file, QObject *parent, qint64 fileLimitBytes)
    : QObject(parent), d(std::make_unique<Private>())
{
    if (file.isEmpty())
        return;
    const auto news = [this] {
        if (!d->newsIsQueued.exchange(true))
            QMetaObject::invokeMethod(this, "takeNews", Qt::QueuedConnection);
    };
    d->past = std::make_unique<Past>(Recorder::Options{.file = file, .limitBytes = fileLimitBytes}, news);
}

History::~History() = default;

void History::add(const db::SnapshotPtr &snapshot)
{
    if (!snapshot)
        return;
    const auto set = std::make_shared<const FigureSet>(
        FigureSet{snapshot->timeMs, snapshot->tickSeconds, figuresOf(*snapshot)});
    const auto tickMs = static_cast<qint64>(snapshot->tickSeconds * 1000);
    for (const auto &[key, value] : set->figures)
        d->seriesOf(key).append(set->timeMs, value, tickMs);
    d->oldestMs = d->oldestMs == 0 ? set->timeMs : std::min(d->oldestMs, set->timeMs);
    if (d->past) {
        if (set->timeMs < d->newestMs)
            d->past->tiles.clear(); // the clock went back: what was read as final is written to again
        d->past->recorder.add(set);
    }
    d->newestMs = set->timeMs;
}

Bands History::bands(const SeriesKey &key, qint64 fromMs, qint64 toMs, int columns) const
{
    if (toMs <= fromMs)
        return {};
    ColumnFold fold(fromMs, toMs, columns);
    const auto found = d->memory.constFind(key);
    const TimeSeries *series = found == d->memory.constEnd() || found->empty() ? nullptr : &*found;
    qint64 memoryFromMs = fold.fromMs();
    if (d->past && d->past->state.generation != 0) {
        const qint64 fineFromMs = series != nullptr ? series->oldestMs(fold.widthMs()) : toMs;
        memoryFromMs = std::clamp(fineFromMs, fold.fromMs(), toMs);
        // The row of the second in which memory begins holds nothing that memory does not.
        d->foldPast(key, series, fold, memoryFromMs - memoryFromMs % 1000);
    }
    if (series != nullptr)
        series->fold(fold, memoryFromMs, toMs);
    return fold.take();
}

void History::takeNews()
{
    d->newsIsQueued = false;
    Past &past = *d->past;
    const Recorder::State before = std::exchange(past.state, past.recorder.state());
    const Recorder::State &now = past.state;
    const bool isAnotherFile = now.generation != before.generation;
    if (isAnotherFile)
        past.tiles.clear();
    const qint64 validUntilMs = std::max(now.openedMs, now.committedMs);
    past.reader.setFile(now.generation, validUntilMs / 1000);
    constexpr qint64 widestMs = recordTiers.back().span * 1000;
    past.tiles.setExtent(oldestMs() / widestMs * widestMs,
                         validUntilMs); // rows begin before their first sample
    const RecordReader::Answers answers = past.reader.answers();
    past.tiles.take(answers);
    if (answers.damaged)
        past.recorder.reportDamage();
    for (const QString &sentence : now.notices)
        Q_EMIT notice(sentence);
    if (now.failure != before.failure) {
        if (now.failure.isEmpty())
            Q_EMIT recovered();
        else
            Q_EMIT failed(now.failure);
    }
    if (isAnotherFile || !answers.tiles.empty())
        Q_EMIT changed();
}

std::vector<SeriesKey> History::series() const
{
    QSet<SeriesKey> keys(d->memory.keyBegin(), d->memory.keyEnd());
    if (d->past && d->past->state.series)
        keys.unite(QSet<SeriesKey>(d->past->state.series->begin(), d->past->state.series->end()));
    return {keys.begin(), keys.end()};
}

qint64 History::oldestMs() const
{
    const qint64 onFile = d->past ? d->past->state.oldestMs : 0;
    return onFile == 0 || (d->oldestMs != 0 && d->oldestMs < onFile) ? d->oldestMs : onFile;
}

qint64 History::fileBytes() const
{
    return d->past ? d->past->state.fileBytes : 0;
}

qint64 History::fileLimitBytes() const
{
    return d->past ? d->past->recorder.options().limitBytes : 0;
}

QString History::failure() const
{
    return d->past ? d->past->state.failure : QString();
}

size_t History::memoryBytes() const
{
    size_t total = 0;
    for (const TimeSeries &series : d->memory)
        total += series.bytes();
    return total;
}

} // namespace seawall::models

#include "moc_history.cpp"
