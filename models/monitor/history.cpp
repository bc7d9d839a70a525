// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/history.h"

#include "models/monitor/figures.h"
#include "models/monitor/timeseries.h"

#include <algorithm>

namespace seawall::models {

namespace {

constexpr size_t memoryBudget = 120'000'000; ///< bytes for all series together
constexpr int mostEntries = 4800;
constexpr int fewestEntries = 600;

int entriesFor(qsizetype seriesCount)
{
    const size_t fair =
        memoryBudget / TimeSeries::bytesPerEntry / static_cast<size_t>(std::max<qsizetype>(1, seriesCount));
    return std::clamp(static_cast<int>(std::min<size_t>(fair, mostEntries)), fewestEntries, mostEntries);
}

} // namespace

struct History::Private {
    QHash<SeriesKey, TimeSeries> memory;
    int entries = mostEntries;
    qint64 oldest = 0;

    TimeSeries &seriesOf(const SeriesKey &key)
    {
        auto found = memory.find(key);
        if (found != memory.end())
            return *found;
        found = memory.insert(key, TimeSeries(entries));
        if (const int fair = entriesFor(memory.size()); fair < entries) {
            // A quarter less each time, so that the rings are not cut again for every new series.
            entries = std::max(fewestEntries, fair * 3 / 4);
            for (TimeSeries &series : memory)
                series.setCapacity(entries);
        }
        return *memory.find(key);
    }
};

History::History(const QString &, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{}

History::~History() = default;

void History::add(const db::SnapshotPtr &snapshot)
{
    if (!snapshot)
        return;
    const auto tickMs = static_cast<qint64>(snapshot->tickSeconds * 1000);
    for (const auto &[key, value] : figuresOf(*snapshot))
        d->seriesOf(key).append(snapshot->timeMs, value, tickMs);
    d->oldest = d->oldest == 0 ? snapshot->timeMs : std::min(d->oldest, snapshot->timeMs);
}

Bands History::bands(const SeriesKey &key, qint64 fromMs, qint64 toMs, int columns) const
{
    const auto found = d->memory.constFind(key);
    return found == d->memory.constEnd() || toMs <= fromMs ? Bands{} : found->bands(fromMs, toMs, columns);
}

std::vector<SeriesKey> History::series() const
{
    return {d->memory.keyBegin(), d->memory.keyEnd()};
}

qint64 History::oldestMs() const
{
    return d->oldest;
}

qint64 History::fileBytes() const
{
    return 0;
}

qint64 History::fileLimitBytes() const
{
    return 0;
}

QString History::failure() const
{
    return {};
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
