// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/migrationbench.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>

#include <cstdio>

/// Other programs that apply the same small migrations, measured from start to end as a person runs them.
namespace seawall::bench {

using namespace Qt::StringLiterals;

struct PeerTimes {
    double up = 0, down = 0, status = 0; ///< seconds
};

inline QByteArray number(int i)
{
    return QByteArray::number(i).rightJustified(6, '0');
}

template<typename Work>
double secondsOf(const Work &work)
{
    QElapsedTimer timer;
    timer.start();
    if (!work()) {
        std::fprintf(stderr, "a run failed\n");
        std::exit(1);
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

inline QString urlOf(const db::Endpoint &endpoint)
{
    return u"postgres://%1@%2/%3?sslmode=disable"_s.arg(endpoint.parameter(u"user"_s), endpoint.address(),
                                                        endpoint.parameter(u"dbname"_s));
}

inline bool runProgram(const QString &program, const QStringList &arguments, const QString &password)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, password);
    environment.insert(u"SQITCH_FULLNAME"_s, u"Bench"_s);
    environment.insert(u"SQITCH_EMAIL"_s, u"bench@localhost"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool isWell = process.waitForFinished(600000) && process.exitCode() == 0;
    if (!isWell)
        std::fprintf(stderr, "%s", process.readAll().constData());
    return isWell;
}

inline bool psql(tests::MigrationBench &bench, const db::Endpoint &endpoint, int count, bool up)
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

inline QByteArray upOf(const QByteArray &name)
{
    return "CREATE TABLE " + name + " (id int PRIMARY KEY, note text NOT NULL);\nCREATE INDEX " + name +
           "_note ON " + name + " (note);\nINSERT INTO " + name + " VALUES (1, 'WEX');\n";
}

/// Its rollback takes back one migration a run of the program.
inline std::optional<PeerTimes> dbmate(db::Sandbox &sandbox, int count)
{
    const auto program = QStandardPaths::findExecutable(u"dbmate"_s);
    if (program.isEmpty())
        return std::nullopt;
    tests::MigrationBench bench(sandbox);
    for (int i = 1; i <= count; ++i) {
        const auto name = "small_" + number(i);
        bench.save(QString::fromLatin1(number(i) + "_small.sql"),
                   "-- migrate:up\n" + upOf(name) + "-- migrate:down\nDROP TABLE " + name + ";\n");
    }
    const auto endpoint = sandbox.endpoint(u"primary"_s);
    const auto run = [&](const QString &command) {
        return runProgram(program,
                          {u"--url"_s, urlOf(endpoint), u"--migrations-dir"_s, bench.path({}),
                           u"--no-dump-schema"_s, command},
                          endpoint.password.reveal());
    };
    PeerTimes times;
    times.up = secondsOf([&] { return run(u"up"_s); });
    times.status = secondsOf([&] { return run(u"status"_s); });
    times.down = secondsOf([&] {
        for (int i = 0; i < count; ++i)
            if (!run(u"rollback"_s))
                return false;
        return true;
    });
    return times;
}

inline std::optional<PeerTimes> sqitch(db::Sandbox &sandbox, int count)
{
    const auto program = QStandardPaths::findExecutable(u"sqitch"_s);
    if (program.isEmpty())
        return std::nullopt;
    tests::MigrationBench bench(sandbox);
    for (const auto *folder : {"deploy", "revert", "verify"})
        QDir(bench.path({})).mkdir(QLatin1StringView(folder));
    QByteArray plan("%syntax-version=1.0.0\n%project=bench\n\n");
    for (int i = 1; i <= count; ++i) {
        const auto name = "small_" + number(i);
        plan += name + " 2026-01-01T00:00:00Z Bench <bench@localhost> # small\n";
        bench.save(QString::fromLatin1("deploy/" + name + ".sql"), "BEGIN;\n" + upOf(name) + "COMMIT;\n");
        bench.save(QString::fromLatin1("revert/" + name + ".sql"),
                   "BEGIN;\nDROP TABLE " + name + ";\nCOMMIT;\n");
    }
    bench.save(u"sqitch.plan"_s, plan);
    bench.save(u"sqitch.conf"_s, "[core]\n\tengine = pg\n");
    const auto endpoint = sandbox.endpoint(u"primary"_s);
    const auto target = u"db:pg://%1@%2/%3"_s.arg(endpoint.parameter(u"user"_s), endpoint.address(),
                                                  endpoint.parameter(u"dbname"_s));
    const auto run = [&](const QStringList &command) {
        return runProgram(program, QStringList{u"--chdir"_s, bench.path({})} + command + QStringList{target},
                          endpoint.password.reveal());
    };
    PeerTimes times;
    times.up = secondsOf([&] { return run({u"deploy"_s, u"--no-verify"_s}); });
    times.status = secondsOf([&] { return run({u"status"_s}); });
    times.down = secondsOf([&] { return run({u"revert"_s, u"-y"_s}); });
    return times;
}

} // namespace seawall::bench
