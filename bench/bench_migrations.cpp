// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast are migrations? 1,000 small ones (a table, an index, a row each) are applied and rolled back: by a
// bare libpq loop (one connection, BEGIN; file; COMMIT a file), by the runner, by one psql process, and by
// dbmate (npm) and sqitch (Debian) where they are found. Then the time of a status with 1,000 applied, of
// planning 10,000 files, and the memory a run takes. Arguments choose parts: memory speed peers status.
#include "bench/migrationpeers.h"
#include "db/migrations/plan.h"

#include <cstdio>
#include <future>

#include <sys/resource.h>

using namespace seawall;
using namespace seawall::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 6;

void writeMigrations(tests::MigrationBench &bench, int count)
{
    for (int i = 1; i <= count; ++i) {
        const auto name = "small_" + number(i);
        bench.write(QString::fromLatin1(number(i) + "_small"),
                    "CREATE TABLE " + name + " (id int PRIMARY KEY, note text NOT NULL);\nCREATE INDEX " +
                        name + "_note ON " + name + " (note);\nINSERT INTO " + name + " VALUES (1, 'WEX');\n",
                    "DROP TABLE " + name + ";\n");
    }
}

/// One file as the bare loop runs it.
bool runFile(tests::MigrationBench &bench, db::Connection &connection, int i, bool up)
{
    QFile file(bench.path(QString::fromLatin1(number(i)) + (up ? u"_small.up.sql"_s : u"_small.down.sql"_s)));
    return file.open(QIODevice::ReadOnly) &&
           connection.executeScript("BEGIN;\n" + file.readAll() + ";\nCOMMIT", {}, db::Deadline::in(60s));
}

bool bareLoop(tests::MigrationBench &bench, int count, bool up)
{
    auto connection = bench.open();
    for (int i = 1; i <= count; ++i)
        if (!runFile(bench, connection, up ? i : count + 1 - i, up))
            return false;
    return true;
}

struct Pair {
    double ours = 0, floor = 0; ///< seconds
};

/// The runner and the bare loop, whose tables are in a schema of their own, a migration each in turn: what
/// the disk and the machine do meanwhile, they do to both.
Pair inStep(tests::MigrationBench &bench, int count, bool up)
{
    Pair pair;
    auto connection = bench.open();
    bool isDone = connection.executeScript("SET search_path = floor", {}, db::Deadline::in(10s)).has_value();
    int done = 0;
    const auto sink = [&](const db::RunEvent &event) {
        if (event.kind != db::RunEvent::Kind::StepDone)
            return;
        ++done;
        pair.floor += secondsOf(
            [&] { return isDone = isDone && runFile(bench, connection, up ? done : count + 1 - done, up); });
    };
    const auto both = secondsOf([&] {
        const auto steps = up ? bench.steps() : bench.steps(tests::MigrationBench::backToStart());
        return bench.run(steps, sink).isComplete() && isDone && done == count;
    });
    pair.ours = both - pair.floor;
    return pair;
}

qint64 peakKilobytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void tell(const char *what, const std::vector<Pair> &pairs, double target)
{
    std::vector<double> ours, floor, ratios;
    for (const auto &pair : pairs) {
        ours.push_back(pair.ours);
        floor.push_back(pair.floor);
        ratios.push_back(pair.ours / pair.floor);
    }
    const auto [least, most] = std::ranges::minmax(ratios);
    std::printf("%-24s %.3f s, bare loop %.3f s: %.2f x (%.2f to %.2f; to reach: %.2f)%s\n", what,
                median(ours), median(floor), median(ratios), least, most, target,
                median(ratios) <= target ? "" : "  MISSED");
}

void memory(db::Sandbox &sandbox)
{
    const auto before = peakKilobytes();
    tests::MigrationBench bench(sandbox);
    writeMigrations(bench, 1000);
    if (!bench.apply().isComplete())
        std::exit(1);
    std::printf("%-34s %8.1f MB (to reach: 30)\n", "memory of a run of 1,000",
                static_cast<double>(peakKilobytes() - before) / 1024);
}

void speed(db::Sandbox &sandbox)
{
    constexpr int count = 1000;
    const auto endpoint = sandbox.endpoint(u"primary"_s);
    std::vector<Pair> up, down, psqlUp, psqlDown;
    for (int round = 0; round < rounds; ++round) {
        tests::MigrationBench bench(sandbox);
        writeMigrations(bench, count);
        bench.one(u"DROP SCHEMA IF EXISTS floor CASCADE"_s);
        bench.one(u"CREATE SCHEMA floor"_s);
        up.push_back(inStep(bench, count, true));
        down.push_back(inStep(bench, count, false));
    }
    // psql cannot be held in step: one after the other, each first as often.
    for (int round = 0; round < rounds; ++round) {
        tests::MigrationBench bench(sandbox);
        writeMigrations(bench, count);
        Pair pairUp, pairDown;
        for (const bool isPsql : {round % 2 == 0, round % 2 != 0})
            for (const bool isUp : {true, false}) {
                auto &pair = isUp ? pairUp : pairDown;
                (isPsql ? pair.ours : pair.floor) = secondsOf([&] {
                    return isPsql ? psql(bench, endpoint, count, isUp) : bareLoop(bench, count, isUp);
                });
            }
        psqlUp.push_back(pairUp);
        psqlDown.push_back(pairDown);
    }
    std::printf("%d migrations, median of %d rounds\n", count, rounds);
    tell("Seawall, apply all", up, 1.1);
    tell("Seawall, roll all back", down, 1.2);
    tell("psql, apply all", psqlUp, 1.1);
    tell("psql, roll all back", psqlDown, 1.2);
}

void tellPeer(const char *name, const std::optional<PeerTimes> &times)
{
    if (times)
        std::printf("%-34s %8.3f s up, %.3f s down, %.3f s status\n", name, times->up, times->down,
                    times->status);
    else
        std::printf("%s is not on the PATH, or failed\n", name);
}

/// The program as a person starts it: process, connection, answer.
void statusOfTheProgram(tests::MigrationBench &bench, const db::Endpoint &endpoint)
{
    const auto program = QCoreApplication::applicationDirPath() + u"/seawallctl"_s;
    const QStringList arguments{u"migrate"_s,    u"--status"_s,     u"--primary"_s,
                                urlOf(endpoint), u"--migrations"_s, bench.path({})};
    std::vector<double> times;
    for (int i = 0; i < 5; ++i)
        times.push_back(
            secondsOf([&] { return runProgram(program, arguments, endpoint.password.reveal()); }));
    std::printf("%-34s %8.1f ms\n", "seawallctl migrate --status", median(times) * 1000);
}

void statusAndPlan(db::Sandbox &sandbox)
{
    std::optional<db::LiveTables> live; // 1,000 of them
    {
        tests::MigrationBench bench(sandbox);
        writeMigrations(bench, 1000);
        if (!bench.apply().isComplete())
            std::exit(1);
        auto connection = bench.open();
        std::vector<double> times;
        for (int i = 0; i < 9; ++i)
            times.push_back(secondsOf([&] {
                auto reading = std::async(std::launch::async, db::readMigrations, bench.path({}));
                const auto history = db::readHistory(connection, db::Deadline::in(10s));
                const auto folder = reading.get();
                return folder && history && db::statusOf(*folder, *history).size() == 1000;
            }));
        std::printf("%-34s %8.1f ms (to reach: 20)\n", "status, 1,000 applied", median(times) * 1000);
        statusOfTheProgram(bench, sandbox.endpoint(u"primary"_s));
        if (auto read = db::readLiveTables(connection, db::Deadline::in(10s)))
            live = std::move(*read);
    }
    tests::MigrationBench bench(sandbox);
    writeMigrations(bench, 10000);
    const auto plan = secondsOf([&] {
        const auto steps = bench.steps();
        if (!live || !live->names)
            return false;
        db::NamePicture names(*live->names);
        for (const auto &step : steps)
            if (db::planStep(step, live, false, &names).error)
                return false;
        return steps.size() == 10000;
    });
    std::printf("%-34s %8.3f s (to reach: 2)\n", "planning 10,000 files", plan);
}

} // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // a run that is stopped has told what it measured
    const QCoreApplication application(argc, argv);
    // On a disk and with fsync, as servers are: in memory nothing would cost but the words.
    QTemporaryDir directory(u"/var/tmp/seawall-bench-XXXXXX"_s);
    QFile::setPermissions(directory.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                QFile::ExeGroup | QFile::ExeOther);
    db::SandboxOptions options;
    options.directory = directory.filePath(u"sandbox"_s);
    options.replicas = 0;
    options.preferredPort = 0;
    options.extraSettings = {u"max_locks_per_transaction = 2000"_s}; // many tables fall in one statement
    auto up = db::Sandbox::up(options, db::Deadline::in(90s));
    if (!up) {
        std::fprintf(stderr, "%s\n", qPrintable(up.error().message));
        return 1;
    }
    auto sandbox = std::move(*up);
    const auto chosen = application.arguments().sliced(1);
    const auto isWanted = [&](const QString &part) { return chosen.isEmpty() || chosen.contains(part); };
    if (isWanted(u"memory"_s))
        memory(sandbox);
    if (isWanted(u"speed"_s))
        speed(sandbox);
    if (isWanted(u"peers"_s)) {
        tellPeer("dbmate", dbmate(sandbox, 1000));
        tellPeer("sqitch", sqitch(sandbox, 1000));
    }
    if (isWanted(u"status"_s))
        statusAndPlan(sandbox);
    return sandbox.down() ? 0 : 1;
}
