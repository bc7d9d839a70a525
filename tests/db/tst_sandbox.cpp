// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "db/migrations/history.h"
#include "db/sandbox.h"
#include "db/sandbox/preparation.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::ErrorKind;
using db::SandboxNode;

namespace {

/// The first value a statement returns, or why there is none.
QString ask(const db::Endpoint &endpoint, const QString &sql)
{
    auto connection = db::Connection::open(endpoint, {}, db::Deadline::in(3s));
    if (!connection)
        return u"error: "_s + connection.error().message;
    const auto rows = connection->execute(sql, {}, db::Deadline::in(5s));
    return !rows ? u"error: "_s + rows.error().message : rows->count() == 0 ? u"no row"_s : rows->text(0, 0);
}

db::SandboxOptions quick(const QString &directory, int replicas = 0)
{
    db::SandboxOptions options;
    options.directory = directory;
    options.replicas = replicas;
    options.preferredPort = 0;
    options.extraSettings = {u"fsync = off"_s};
    return options;
}

/// Empty where it went well.
template<typename T>
QByteArray whyNot(const db::Result<T> &result)
{
    if (!result)
        qWarning().noquote() << result.error().detail; // QCOMPARE cuts long texts
    return result ? QByteArray() : (result.error().message + u'\n' + result.error().detail).toUtf8();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    QTemporaryDir m_scratch{tests::sandboxTemplate()};

    SandboxNode node(const QString &name)
    {
        for (const auto &one : m_sandbox->nodes()) {
            if (one.name == name)
                return one;
        }
        return {};
    }
    QString on(const QString &name, const QString &sql) { return ask(m_sandbox->endpoint(name), sql); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::Permissions(0x7711)));
        START_SANDBOX(m_sandbox, 1);
    }

    void thePrimaryTakesWritesAndTheReplicaIsInRecovery()
    {
        QCOMPARE(on(u"primary"_s, u"SELECT pg_is_in_recovery()"_s), u"f"_s);
        QCOMPARE(on(u"replica1"_s, u"SELECT pg_is_in_recovery()"_s), u"t"_s);
    }

    void theChecklistsRowIsReadOnTheReplica()
    {
        QCOMPARE(on(u"replica1"_s, u"SELECT count(*) FROM clients WHERE name = 'WEX'"_s), u"1"_s);
    }

    void itsDataComesFromTheMigrationsInItsFolder()
    {
        const auto folder = db::readMigrations(m_sandbox->directory() + u"/migrations"_s);
        QVERIFY(folder && folder->problems.empty());
        auto connection = db::Connection::open(m_sandbox->endpoint(u"primary"_s), {}, db::Deadline::in(3s));
        const auto history = db::readHistory(*connection, db::Deadline::in(3s));
        QVERIFY(history);
        const auto status = db::statusOf(*folder, *history);
        QCOMPARE(status.size(), 6u);
        for (const auto &one : status) {
            QCOMPARE(db::toString(one.state), u"applied"_s);
            QVERIFY(one.migration->down);
            QVERIFY(one.entry->walBytes > 0);
            QVERIFY(one.entry->statements > 0);
        }
    }

    void theReplicaStreamsUnderItsNodeNameThroughASlot()
    {
        QCOMPARE(on(u"primary"_s, u"SELECT application_name || ' ' || state FROM pg_stat_replication"_s),
                 u"replica1 streaming"_s);
        QCOMPARE(on(u"primary"_s, u"SELECT active FROM pg_replication_slots WHERE slot_name = 'replica1'"_s),
                 u"t"_s);
        QCOMPARE(on(u"replica1"_s, u"SHOW cluster_name"_s), u"replica1"_s);
        QCOMPARE(on(u"primary"_s, u"SHOW cluster_name"_s), u"primary"_s);
    }

    void rewindingIsPossible()
    {
        QCOMPARE(on(u"primary"_s, u"SHOW wal_log_hints"_s), u"on"_s);
        QCOMPARE(on(u"primary"_s, u"SHOW data_checksums"_s), u"on"_s);
    }

    void itListensOnLoopbackOnlyAndAsksForPasswords()
    {
        QVERIFY(on(u"primary"_s, u"SHOW listen_addresses"_s).startsWith(u"127.0.0.1"_s));
        auto endpoint = m_sandbox->endpoint(u"primary"_s);
        endpoint.password = db::Secret(u"wrong"_s);
        const auto refused = db::Connection::open(endpoint, {}, db::Deadline::in(3s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::AuthRefused);
    }

    void theEnvironmentFileIsForItsOwnerAndHoldsTheRealPorts()
    {
        struct stat info{};
        QCOMPARE(stat(qPrintable(m_sandbox->envFile()), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600u);
        const auto text = contentOf(m_sandbox->envFile());
        QVERIFY(text.contains("POSTGRES_PORT=" + QByteArray::number(node(u"primary"_s).port) + '\n'));
        QVERIFY(
            text.contains("POSTGRES_REPLICA_PORT=" + QByteArray::number(node(u"replica1"_s).port) + '\n'));
        QVERIFY(text.contains("DB_POOL_SIZE=20\n"));
        QVERIFY(text.contains("USE_READ_REPLICA=true\n"));
        QVERIFY(text.contains("SEAWALL_MIGRATIONS=migrations\n"));
    }

    void aPausedNodeAnswersNobodyUntilItIsResumed()
    {
        QCOMPARE(whyNot(m_sandbox->pause(u"replica1"_s)), QByteArray());
        QCOMPARE(node(u"replica1"_s).state, SandboxNode::State::Paused);
        const auto silent =
            db::Connection::open(m_sandbox->endpoint(u"replica1"_s), {}, db::Deadline::in(300ms));
        QVERIFY(!silent);
        QCOMPARE(silent.error().kind, ErrorKind::Timeout);
        QCOMPARE(whyNot(m_sandbox->resume(u"replica1"_s)), QByteArray());
        QCOMPARE(node(u"replica1"_s).state, SandboxNode::State::Running);
        QTRY_COMPARE(on(u"replica1"_s, u"SELECT 1"_s), u"1"_s);
    }

    void aStoppedNodeStartsAgainAndCatchesUp()
    {
        QCOMPARE(whyNot(m_sandbox->stop(u"replica1"_s)), QByteArray());
        QCOMPARE(node(u"replica1"_s).state, SandboxNode::State::Stopped);
        QCOMPARE(node(u"replica1"_s).pid, 0);
        on(u"primary"_s, u"SELECT pg_switch_wal()"_s);
        QCOMPARE(whyNot(m_sandbox->start(u"replica1"_s)), QByteArray());
        QCOMPARE(node(u"replica1"_s).state, SandboxNode::State::Running);
        QTRY_COMPARE(on(u"primary"_s, u"SELECT state FROM pg_stat_replication"_s), u"streaming"_s);
    }

    void anImmediateStopLeavesNoProcessAndIsRecoveredFrom()
    {
        QCOMPARE(whyNot(m_sandbox->pause(u"primary"_s)), QByteArray()); // a paused node can be killed as well
        QCOMPARE(whyNot(m_sandbox->stop(u"primary"_s, true)), QByteArray());
        QCOMPARE(node(u"primary"_s).state, SandboxNode::State::Stopped);
        QVERIFY(QFile::exists(m_sandbox->dataDirectory(u"primary"_s) +
                              u"/postmaster.pid"_s)); // it was no clean end
        QCOMPARE(whyNot(m_sandbox->start(u"primary"_s)), QByteArray());
        QTRY_COMPARE(on(u"primary"_s, u"SELECT state FROM pg_stat_replication"_s), u"streaming"_s);
    }

    void aPidFileThatNamesSomebodyElseDoesNotPreventAStart()
    {
        QCOMPARE(whyNot(m_sandbox->stop(u"replica1"_s, true)), QByteArray());
        const auto path = m_sandbox->dataDirectory(u"replica1"_s) + u"/postmaster.pid"_s;
        auto lines = contentOf(path).split('\n');
        lines[0] = QByteArray::number(getpid());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(lines.join('\n'));
        file.close();
        QCOMPARE(node(u"replica1"_s).state, SandboxNode::State::Stopped);
        QCOMPARE(whyNot(m_sandbox->start(u"replica1"_s)), QByteArray());
    }

    void anotherObjectFindsTheSameSandbox()
    {
        const auto other = db::Sandbox::open(m_sandbox->directory());
        QVERIFY(other);
        QCOMPARE(other->nodes().size(), std::size_t{2});
        QCOMPARE(other->nodes().front().pid, node(u"primary"_s).pid);
        QCOMPARE(other->endpoint(u"replica1"_s), m_sandbox->endpoint(u"replica1"_s));
    }

    void anUnknownNodeIsNamedTogetherWithTheKnownOnes()
    {
        const auto result = m_sandbox->stop(u"replica7"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
        QVERIFY(result.error().hint.contains(u"primary, replica1"_s));
    }

    void anotherUpResumesAndStartsWhatIsNotRunningAndAddsReplicas()
    {
        QCOMPARE(whyNot(m_sandbox->pause(u"primary"_s)), QByteArray());
        QCOMPARE(whyNot(m_sandbox->stop(u"replica1"_s, true)), QByteArray());
        const auto again = db::Sandbox::up(quick(m_sandbox->directory(), 2), db::Deadline::in(60s));
        QCOMPARE(whyNot(again), QByteArray());
        for (const auto &one : again->nodes())
            QCOMPARE(one.state, SandboxNode::State::Running);
        QCOMPARE(on(u"replica2"_s, u"SELECT count(*) FROM clients WHERE name = 'WEX'"_s), u"1"_s);
        QVERIFY(contentOf(m_sandbox->envFile()).contains("POSTGRES_REPLICA2_PORT="));
    }

    void anotherUpKeepsWhatAPersonChangedInTheEnvironmentFile()
    {
        const auto text =
            contentOf(m_sandbox->envFile()).replace("USE_READ_REPLICA=true", "USE_READ_REPLICA=false");
        QFile file(m_sandbox->envFile());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        QCOMPARE(whyNot(db::Sandbox::up(quick(m_sandbox->directory(), 1), db::Deadline::in(60s))),
                 QByteArray());
        QCOMPARE(contentOf(m_sandbox->envFile()), text);
    }

    void aNodeWhosePortWasTakenMovesToAnother()
    {
        const int port = node(u"replica1"_s).port;
        QCOMPARE(whyNot(m_sandbox->stop(u"replica1"_s)), QByteArray());
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost, static_cast<quint16>(port)));
        const auto started = m_sandbox->start(u"replica1"_s);
        QVERIFY(!started);
        QVERIFY2(started.error().hint.contains(u"sandbox up"_s), qPrintable(started.error().hint));
        QCOMPARE(whyNot(db::Sandbox::up(quick(m_sandbox->directory(), 1), db::Deadline::in(60s))),
                 QByteArray());
        QVERIFY(node(u"replica1"_s).port != port);
        QCOMPARE(on(u"replica1"_s, u"SELECT 1"_s), u"1"_s);
        QVERIFY(contentOf(m_sandbox->envFile())
                    .contains("POSTGRES_REPLICA_PORT=" + QByteArray::number(node(u"replica1"_s).port)));
    }

    void theReplicasFollowAPrimaryWhosePortWasTaken()
    {
        const int port = node(u"primary"_s).port;
        QCOMPARE(whyNot(m_sandbox->stop(u"primary"_s)), QByteArray());
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost, static_cast<quint16>(port)));
        QCOMPARE(whyNot(db::Sandbox::up(quick(m_sandbox->directory(), 1), db::Deadline::in(60s))),
                 QByteArray());
        QVERIFY(node(u"primary"_s).port != port);
        QTRY_COMPARE(on(u"primary"_s, u"SELECT count(*) FROM pg_stat_replication"_s),
                     QString::number(m_sandbox->nodes().size() - 1));
    }

    void aTakenPreferredPortIsPassedOver()
    {
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost));
        auto options = quick(m_scratch.filePath(u"ports"_s));
        options.preferredPort = squatter.serverPort();
        auto sandbox = db::Sandbox::up(options, db::Deadline::in(60s));
        QCOMPARE(whyNot(sandbox), QByteArray());
        QVERIFY(sandbox->nodes().front().port > options.preferredPort);
        QCOMPARE(whyNot(sandbox->down()), QByteArray());
    }

    void aSandboxThatWasLeftHalfMadeIsMended()
    {
        const auto directory = m_scratch.filePath(u"half"_s);
        const auto tooLittle = db::Sandbox::up(quick(directory, 1), db::Deadline::in(700ms));
        QVERIFY(!tooLittle);
        auto sandbox = db::Sandbox::up(quick(directory, 1), db::Deadline::in(60s));
        QCOMPARE(whyNot(sandbox), QByteArray());
        QCOMPARE(ask(sandbox->endpoint(u"replica1"_s), u"SELECT count(*) FROM clients"_s), u"3"_s);
        QCOMPARE(whyNot(sandbox->down()), QByteArray());
        QVERIFY(!QFile::exists(directory));
    }

    void eachHasPasswordsOfItsOwn()
    {
        QSet<QString> passwords;
        for (const auto &name : {u"one"_s, u"two"_s}) {
            const auto layout = db::freshLayout(m_scratch.filePath(name), quick({}), {});
            QCOMPARE(whyNot(layout), QByteArray());
            passwords << layout->password.reveal() << layout->replicationPassword.reveal();
        }
        QCOMPARE(passwords.size(), 4);
    }

    void downRemovesTheFolderAndEveryProcess()
    {
        const auto directory = m_scratch.filePath(u"down"_s);
        auto sandbox = db::Sandbox::up(quick(directory, 1), db::Deadline::in(60s));
        QCOMPARE(whyNot(sandbox), QByteArray());
        const auto nodes = sandbox->nodes();
        QCOMPARE(whyNot(sandbox->pause(u"replica1"_s)), QByteArray());
        QCOMPARE(whyNot(sandbox->down()), QByteArray());
        QVERIFY(!QFile::exists(directory));
        for (const auto &one : nodes)
            QTRY_VERIFY(!QFile::exists(u"/proc/%1/cwd"_s.arg(one.pid)));
        QCOMPARE(db::Sandbox::open(directory).error().kind, ErrorKind::InvalidInput);
    }

    void onATerminalDownAsksFirst()
    {
        const auto directory = m_scratch.filePath(u"asked"_s);
        const auto sandbox = db::Sandbox::up(quick(directory, 1), db::Deadline::in(60s));
        QCOMPARE(whyNot(sandbox), QByteArray());
        const auto answer = [&](const QString &typed, const QString &options) {
            return tests::shell(u"cd / && printf '%1\\n' | script -qec '%2 sandbox down %3' /dev/null"_s.arg(
                typed, tests::seawallctl, options));
        };
        const auto there = u"--dir "_s + directory;
        for (const auto &typed : {u"n"_s, QString()}) {
            const auto refused = answer(typed, there);
            QVERIFY2(refused.output.contains("primary, replica1 with all their data") &&
                         refused.output.contains("Nothing was done"),
                     tests::toldBy(refused));
            QVERIFY(sandbox->nodes().at(0).state == db::SandboxNode::State::Running);
        }
        // In its folder it is the one that is meant.
        const auto done = tests::shell(
            u"cd %1 && printf 'y\\n' | env -u SEAWALL_SANDBOX_DIR script -qec '%2 sandbox down' /dev/null"_s
                .arg(directory, tests::seawallctl));
        QVERIFY2(!QFile::exists(directory + u"/sandbox.json"_s), tests::toldBy(done));
        for (const auto &options : {QString(), u"--yes"_s}) {
            QCOMPARE(whyNot(db::Sandbox::up(quick(directory, 0), db::Deadline::in(60s))), QByteArray());
            const auto unasked = options.isEmpty()
                                     ? tests::run({u"sandbox"_s, u"down"_s, u"--dir"_s, directory})
                                     : answer({}, options + u' ' + there);
            QVERIFY2(!unasked.output.contains("Go on?"), tests::toldBy(unasked));
            QVERIFY(!QFile::exists(directory + u"/sandbox.json"_s));
        }
    }

    void downLeavesTheMigrationsAPersonWrote()
    {
        const auto directory = m_scratch.filePath(u"own"_s);
        auto sandbox = db::Sandbox::up(quick(directory), db::Deadline::in(60s));
        QCOMPARE(whyNot(sandbox), QByteArray());
        const auto made = db::createMigration(directory + u"/migrations"_s, u"mine"_s);
        QVERIFY(made && made->front().endsWith(u"/migrations/007_mine.up.sql"_s));
        QCOMPARE(whyNot(sandbox->down()), QByteArray());
        QCOMPARE(QDir(directory + u"/migrations"_s).entryList(QDir::Files),
                 QStringList({u"007_mine.down.sql"_s, u"007_mine.up.sql"_s}));
        QVERIFY(QDir(directory).removeRecursively());
    }

    void aFolderWithOtherFilesIsLeftAlone()
    {
        const auto directory = m_scratch.filePath(u"mine"_s);
        QVERIFY(QDir().mkpath(directory));
        QFile mine(directory + u"/letter.txt"_s);
        QVERIFY(mine.open(QIODevice::WriteOnly));
        const auto result = db::Sandbox::up(quick(directory), db::Deadline::in(10s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(QDir(directory).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 QStringList{u"letter.txt"_s});
    }

    void aFolderTheServersCannotReachIsNamed()
    {
        if (geteuid() != 0)
            QSKIP("only root hands the servers to another user");
        const QTemporaryDir closed(tests::sandboxTemplate()); // 0700, of root
        const auto result = db::Sandbox::up(quick(closed.filePath(u"inside"_s)), db::Deadline::in(10s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::FileAccess);
        QVERIFY2(result.error().message.contains(closed.path()), qPrintable(result.error().message));
    }

    void itWorksOnAPlainThread()
    {
        std::optional<db::Result<db::Sandbox>> result;
        std::thread worker([this, &result] {
            result = db::Sandbox::up(quick(m_scratch.filePath(u"thread"_s)), db::Deadline::in(60s));
        });
        worker.join();
        QVERIFY(result->has_value());
        QVERIFY((*result)->down());
    }

    void missingProgramsAreSaidSo()
    {
        auto options = quick(m_scratch.filePath(u"nothing"_s));
        options.binaries = m_scratch.path();
        const auto result = db::Sandbox::up(options, db::Deadline::in(10s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::ToolMissing);
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
