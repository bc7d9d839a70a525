// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the history costs: the bands of a window from memory and from the recorder's file, which must follow
// the columns and not the samples; and what it takes to record a tick of 20 nodes, beside a plain SQLite
// insert of the same bytes in the same run.
#include "models/monitor/history.h"
#include "models/monitor/recordfile.h"
#include "models/monitor/recordquery.h"
#include "models/monitor/recordstore.h"
#include "models/monitor/timeseries.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <map>

#include <benchmark/benchmark.h>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 start = 1'699'999'800; // seconds
constexpr qint64 day = 86'400;
constexpr int columns = 1200;
const SeriesKey lag{u"node0"_s, Metric::LagSeconds, {}};

double value(qint64 second)
{
    return 0.2 + 0.0001 * static_cast<double>(second * 7919 % 5000);
}

FigureSetPtr tickOf(int nodes, qint64 second)
{
    db::Snapshot snapshot;
    snapshot.timeMs = second * 1000;
    for (int i = 0; i < nodes; ++i) {
        db::NodeSnapshot node;
        node.name = u"node%1"_s.arg(i);
        node.reachable = true;
        node.facts.role = db::Role::Replica;
        node.lag.seconds = value(second + i);
        node.lag.bytes = {second, second + 1, second + 2, second + 3};
        node.rpoBytes = second % 4096;
        node.walBytesPerSecond = value(second) * 1e6;
        node.transactionsPerSecond = value(second) * 1e3;
        node.facts.sessions = db::SessionCounts{4, 20, 1, 0};
        node.usableConnections = 97;
        node.utilization = 0.25;
        node.roundTripSeconds = value(second) / 1e3;
        snapshot.nodes.push_back(node);
    }
    return std::make_shared<const FigureSet>(FigureSet{snapshot.timeMs, 1, figuresOf(snapshot)});
}

const TimeSeries &dayInMemory()
{
    static const TimeSeries series = [] {
        TimeSeries made;
        for (qint64 second = start; second < start + day; ++second)
            made.append(second * 1000, value(second), 1000);
        return made;
    }();
    return series;
}

/// A recorder's file with a day of one node, and the place for other files.
class Files final
{
public:
    Files()
    {
        RecordFile file = RecordFile::open(path(), qint64(1) << 30).value();
        RecordStore store(*file.connection);
        good = store.open() && file.connection->run(u"BEGIN"_s);
        for (qint64 second = start; good && second < start + day; ++second)
            good = store.write({tickOf(1, second)}).has_value();
        good = good && store.finish() && file.connection->run(u"COMMIT"_s);
    }
    QString path(const QString &name = u"day.sqlite"_s) const { return m_dir.filePath(name); }
    bool good = false;

private:
    QTemporaryDir m_dir;
};

Files &files()
{
    static Files made;
    return made;
}

void bandsFromMemory(benchmark::State &state)
{
    const qint64 to = (start + day) * 1000;
    for (auto _ : state)
        benchmark::DoNotOptimize(dayInMemory().bands(to - state.range(0) * 1000, to, columns));
}

void bandsFromFile(benchmark::State &state)
{
    History history(files().path());
    const qint64 to = (start + day) * 1000, from = to - state.range(0) * 1000;
    const qint64 expected = std::min<qint64>(state.range(0), columns) * 9 / 10;
    if (!QTest::qWaitFor([&] { return qint64(history.bands(lag, from, to, columns).size()) >= expected; },
                         20'000))
        return state.SkipWithError("the tiles did not come");
    for (auto _ : state)
        benchmark::DoNotOptimize(history.bands(lag, from, to, columns));
}

void tileFromDisk(benchmark::State &state)
{
    SqlConnection connection(files().path(), true);
    if (!connection.open())
        return state.SkipWithError("cannot open");
    const auto level = static_cast<int>(state.range(0));
    const TileKey key{u"node0"_s, level, start / tileSeconds(level) + 1};
    for (auto _ : state)
        benchmark::DoNotOptimize(readTile(connection, key, start + day, [] { return true; }));
}

/// What 24 hours cost without the pyramid.
void linearScan(benchmark::State &state)
{
    std::vector<double> samples;
    for (qint64 second = start; second < start + day; ++second)
        samples.push_back(value(second));
    for (auto _ : state) {
        Bands bands;
        for (size_t at = 0; at < samples.size(); at += day / columns) {
            Band band{.timeMs = qint64(at) * 1000, .min = samples[at], .avg = 0, .max = samples[at]};
            for (size_t i = at; i < at + day / columns; ++i) {
                band.min = std::min(band.min, samples[i]);
                band.max = std::max(band.max, samples[i]);
                band.avg += samples[i] / (day / columns);
            }
            bands.push_back(band);
        }
        benchmark::DoNotOptimize(bands);
    }
}

void recordTick(benchmark::State &state)
{
    RecordFile file = RecordFile::open(files().path(u"record.sqlite"_s), qint64(1) << 30).value();
    RecordStore store(*file.connection);
    bool good = store.open().has_value();
    std::vector<FigureSetPtr> ticks;
    for (qint64 second = 0; second < 1000; ++second)
        ticks.push_back(tickOf(20, start + second));
    static qint64 n = 0; // goes on through the repeated calls: the clock must not go back
    for (auto _ : state) {
        auto tick = std::make_shared<FigureSet>(*ticks[static_cast<size_t>(n % 1000)]);
        tick->timeMs = (start + n++) * 1000;
        good = good && file.connection->run(u"BEGIN IMMEDIATE"_s) && store.write({tick}) &&
               file.connection->run(u"COMMIT"_s);
    }
    if (!good)
        state.SkipWithError("cannot write");
}

/// The floor: the finest tier's rows of the same size, ready packed, into a table of the same shape.
void plainInsert(benchmark::State &state)
{
    RecordFile file = RecordFile::open(files().path(u"plain.sqlite"_s), qint64(1) << 30).value();
    auto insert = file.connection->prepare(u"INSERT INTO record_1(time, node, data) VALUES(?, ?, ?)"_s);
    RecordRow row;
    row.addTick(1);
    for (quint32 slot = 0; slot < 15; ++slot)
        row.add(slot, slot + 0.5);
    const QByteArray data = row.packed();
    static qint64 second = start;
    bool good = insert.has_value();
    for (auto _ : state) {
        good = good && file.connection->run(u"BEGIN IMMEDIATE"_s);
        for (int node = 0; good && node < 20; ++node) {
            insert->bindValue(0, second);
            insert->bindValue(1, node);
            insert->bindValue(2, data);
            good = insert->exec();
        }
        good = good && file.connection->run(u"COMMIT"_s);
        ++second;
    }
    if (!good)
        state.SkipWithError("cannot write");
}

BENCHMARK(bandsFromMemory)->Arg(60)->Arg(3600)->Arg(day)->Unit(benchmark::kMicrosecond);
BENCHMARK(bandsFromFile)->Arg(60)->Arg(3600)->Arg(day)->Unit(benchmark::kMicrosecond);
BENCHMARK(tileFromDisk)->Arg(0)->Arg(4)->Unit(benchmark::kMicrosecond);
BENCHMARK(linearScan)->Unit(benchmark::kMicrosecond);
BENCHMARK(recordTick)->Unit(benchmark::kMicrosecond);
BENCHMARK(plainInsert)->Unit(benchmark::kMicrosecond);

/// Keeps the CPU times, for the ratios that are printed at the end.
class Reporter final : public benchmark::ConsoleReporter
{
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            times[run.benchmark_name()] = run.GetAdjustedCPUTime();
            failed = failed || run.error_occurred;
        }
        ConsoleReporter::ReportRuns(runs);
    }
    double ratio(const char *of, const char *to) { return times[of] / times[to]; }

    std::map<std::string, double> times;
    bool failed = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (!files().good)
        return 1;
    Reporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    const double columnsOnly = reporter.ratio("bandsFromMemory/86400", "bandsFromMemory/3600");
    const double insert = reporter.ratio("recordTick", "plainInsert");
    std::printf("bands from memory, 24 h / 1 h:         %.2f times (24 times the samples; limit 2)\n",
                columnsOnly);
    std::printf("bands from file,   24 h / 1 h:         %.2f times\n",
                reporter.ratio("bandsFromFile/86400", "bandsFromFile/3600"));
    std::printf("bands from memory, 24 h / linear scan: %.2f times\n",
                reporter.ratio("bandsFromMemory/86400", "linearScan"));
    std::printf("recording a tick of 20 nodes / plain insert of the same bytes: %.2f times (limit 4)\n",
                insert);
    return reporter.failed || columnsOnly > 2 || insert > 4 ? 1 : 0;
}
