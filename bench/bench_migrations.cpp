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

bool bareLoop(tests::MigrationBench &bench, int count, bool up)
{
    auto connection = bench.open();
    for (int i = up ? 1 : count; up ? i <= count : i >= 1; i += up ? 1 : -1) {
        QFile file(
            bench.path(QString::fromLatin1(number(i)) + (up ? u"_small.up.sql"_s : u"_small.down.sql"_s)));
        if (!file.open(QIODevice::ReadOnly) ||
            !connection.executeScript("BEGIN;\n" + file.readAll() + ";\nCOMMIT", {}, db::Deadline::in(60s)))
            return false;
    }
    return true;
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

void tell(const char *what, double ours, double floor, double target)
{
    std::printf("%-34s %8.3f s  = %.2f x the bare loop (to reach: %.2f)%s\n", what, ours,
                floor > 0 ? ours / floor : 0, target, ours <= floor * target ? "" : "  MISSED");
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
    struct Runner {
        std::function<bool(tests::MigrationBench &, bool up)> run;
        std::vector<double> up, down; ///< seconds
    };
    Runner bare{[&](auto &bench, bool up) { return bareLoop(bench, count, up); }, {}, {}};
    Runner ours{
        [](auto &bench, bool up) { return (up ? bench.apply() : bench.rollBack()).isComplete(); }, {}, {}};
    Runner one{[&](auto &bench, bool up) { return psql(bench, endpoint, count, up); }, {}, {}};
    // In turn, so that a busy machine is so for all, and each is first as often as the others: files cost a
    // disk more the more of them were deleted in the last minutes.
    std::array turns{&bare, &ours, &one};
    for (int round = 0; round < rounds; ++round, std::ranges::rotate(turns, turns.begin() + 1))
        for (auto *runner : turns) {
            tests::MigrationBench bench(sandbox);
            writeMigrations(bench, count);
            runner->up.push_back(secondsOf([&] { return runner->run(bench, true); }));
            runner->down.push_back(secondsOf([&] { return runner->run(bench, false); }));
        }
    std::printf("%d migrations, median of %d rounds\n", count, rounds);
    std::printf("%-34s %8.3f s up, %.3f s down\n", "bare libpq loop", median(bare.up), median(bare.down));
    std::printf("%-34s %8.3f s up, %.3f s down\n", "psql, one process", median(one.up), median(one.down));
    tell("Seawall, apply all", median(ours.up), median(bare.up), 1.1);
    tell("Seawall, roll all back", median(ours.down), median(bare.down), 1.2);
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
                const auto folder = db::readMigrations(bench.path({}));
                const auto history = db::readHistory(connection, db::Deadline::in(10s));
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
        for (const auto &step : steps)
            if (!live || db::planStep(step, live).error)
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
