// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast are migrations? 1,000 small ones (a table, an index, a row each) are applied and rolled back: by a
// bare libpq loop (one connection, BEGIN; file; COMMIT a file), by the runner, by one psql process, and by
// dbmate where it is found. Then the time of a status with 1,000 applied, of planning 10,000 files, and the
// memory a run takes.
#include "db/migrations/fingerprint.h"
#include "db/migrations/plan.h"
#include "tests/support/migrationbench.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>

#include <cstdio>

#include <sys/resource.h>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 3;

QByteArray number(int i)
{
    return QByteArray::number(i).rightJustified(6, '0');
}

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

template<typename Work>
double seconds(const Work &work)
{
    QElapsedTimer timer;
    timer.start();
    if (!work()) {
        std::fprintf(stderr, "a run failed\n");
        std::exit(1);
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
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

bool runProgram(const QString &program, const QStringList &arguments, const QString &password)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, password);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool isWell = process.waitForFinished(600000) && process.exitCode() == 0;
    if (!isWell)
        std::fprintf(stderr, "%s", process.readAll().constData());
    return isWell;
}

bool psql(tests::MigrationBench &bench, const db::Endpoint &endpoint, int count, bool up)
{
    QFile all(bench.path(u"all.psql"_s));
    if (!all.open(QIODevice::WriteOnly))
        return false;
    for (int i = up ? 1 : count; up ? i <= count : i >= 1; i += up ? 1 : -1)
        all.write("BEGIN;\n\\i " + bench.path(QString::fromLatin1(number(i))).toUtf8() + "_small." +
                  (up ? "up" : "down") + ".sql\nCOMMIT;\n");
    all.close();
    return runProgram(u"psql"_s,
                      {u"-XqAt"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, endpoint.host(), u"-p"_s,
                       QString::number(endpoint.port()), u"-U"_s, endpoint.parameter(u"user"_s), u"-d"_s,
                       endpoint.parameter(u"dbname"_s), u"-f"_s, all.fileName()},
                      endpoint.password.reveal());
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

void speed(db::Sandbox &sandbox)
{
    constexpr int count = 1000;
    const auto endpoint = sandbox.endpoint(u"primary"_s);
    std::vector<double> bareUp, bareDown, ourUp, ourDown, psqlUp, psqlDown;
    for (int round = 0; round < rounds; ++round) { // in turn, so that a busy machine is so for all
        {
            tests::MigrationBench bench(sandbox);
            writeMigrations(bench, count);
            bareUp.push_back(seconds([&] { return bareLoop(bench, count, true); }));
            bareDown.push_back(seconds([&] { return bareLoop(bench, count, false); }));
        }
        {
            tests::MigrationBench bench(sandbox);
            writeMigrations(bench, count);
            ourUp.push_back(seconds([&] { return bench.apply().isComplete(); }));
            ourDown.push_back(seconds([&] { return bench.rollBack().isComplete(); }));
        }
        tests::MigrationBench bench(sandbox);
        writeMigrations(bench, count);
        psqlUp.push_back(seconds([&] { return psql(bench, endpoint, count, true); }));
        psqlDown.push_back(seconds([&] { return psql(bench, endpoint, count, false); }));
    }
    std::printf("%d migrations, median of %d rounds\n", count, rounds);
    std::printf("%-34s %8.3f s up, %.3f s down\n", "bare libpq loop", median(bareUp), median(bareDown));
    std::printf("%-34s %8.3f s up, %.3f s down\n", "psql, one process", median(psqlUp), median(psqlDown));
    tell("Seawall, apply all", median(ourUp), median(bareUp), 1.1);
    tell("Seawall, roll all back", median(ourDown), median(bareDown), 1.2);
}

void dbmate(db::Sandbox &sandbox)
{
    const auto program = QStandardPaths::findExecutable(u"dbmate"_s);
    if (program.isEmpty()) {
        std::printf("dbmate is not on the PATH\n");
        return;
    }
    constexpr int count = 1000;
    tests::MigrationBench bench(sandbox);
    for (int i = 1; i <= count; ++i) {
        const auto name = "small_" + number(i);
        bench.save(QString::fromLatin1(number(i) + "_small.sql"),
                   "-- migrate:up\nCREATE TABLE " + name +
                       " (id int PRIMARY KEY, note text NOT NULL);\nCREATE INDEX " + name + "_note ON " +
                       name + " (note);\nINSERT INTO " + name +
                       " VALUES (1, 'WEX');\n-- migrate:down\nDROP TABLE " + name + ";\n");
    }
    const auto endpoint = sandbox.endpoint(u"primary"_s);
    const auto url = u"postgres://%1@%2/%3?sslmode=disable"_s.arg(
        endpoint.parameter(u"user"_s), endpoint.address(), endpoint.parameter(u"dbname"_s));
    const QStringList common{u"--url"_s, url, u"--migrations-dir"_s, bench.path({}), u"--no-dump-schema"_s};
    const auto run = [&](const QString &command) {
        return runProgram(program, common + QStringList{command}, endpoint.password.reveal());
    };
    std::printf("%-34s %8.3f s up\n", "dbmate", seconds([&] { return run(u"up"_s); }));
    std::printf("%-34s %8.3f s\n", "dbmate status", seconds([&] { return run(u"status"_s); }));
}

void statusAndPlan(db::Sandbox &sandbox)
{
    {
        tests::MigrationBench bench(sandbox);
        writeMigrations(bench, 1000);
        if (!bench.apply().isComplete())
            std::exit(1);
        auto connection = bench.open();
        std::vector<double> times;
        for (int i = 0; i < 9; ++i)
            times.push_back(seconds([&] {
                const auto folder = db::readMigrations(bench.path({}));
                const auto history = db::readHistory(connection, db::Deadline::in(10s));
                return folder && history && db::statusOf(*folder, *history).size() == 1000;
            }));
        std::printf("%-34s %8.1f ms (to reach: 20)\n", "status, 1,000 applied", median(times) * 1000);
    }
    tests::MigrationBench bench(sandbox);
    writeMigrations(bench, 10000);
    auto connection = bench.open();
    const auto plan = seconds([&] {
        const auto live = db::readLiveTables(connection, db::Deadline::in(10s));
        const auto steps = bench.steps();
        for (const auto &step : steps)
            if (!live || db::planStep(step, *live).error)
                return false;
        return steps.size() == 10000;
    });
    std::printf("%-34s %8.3f s (to reach: 2)\n", "planning 10,000 files", plan);
}

} // namespace

int main(int argc, char **argv)
{
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
    const auto before = peakKilobytes();
    {
        tests::MigrationBench bench(sandbox);
        writeMigrations(bench, 1000);
        if (!bench.apply().isComplete())
            return 1;
    }
    std::printf("%-34s %8.1f MB (to reach: 30)\n", "memory of a run of 1,000",
                static_cast<double>(peakKilobytes() - before) / 1024);
    speed(sandbox);
    dbmate(sandbox);
    statusAndPlan(sandbox);
    return sandbox.down() ? 0 : 1;
}
