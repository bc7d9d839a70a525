// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"
#include "models/checklist/environmentsnapshot.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/sandboxfixture.h"

using namespace seawall;
using namespace seawall::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The environment of a real pair, in a file.
class TestEnvironment : public QObject
{
    Q_OBJECT

private:
    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;

    models::EnvironmentSnapshot taken() const
    {
        auto profile = models::ClusterProfile::fromEnvFile(m_folder.filePath(u".env"_s));
        return models::takeEnvironmentSnapshot(*profile, {m_folder.filePath(u"compose.yml"_s)}, 20s);
    }
    static QJsonObject section(const models::EnvironmentSnapshot &snapshot, const QString &node,
                               const QString &name)
    {
        return snapshot.facts[u"nodes"].toObject()[node].toObject()[name].toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        QFile env(m_sandbox->envFile());
        QVERIFY(env.open(QIODevice::ReadOnly));
        QFile mine(m_folder.filePath(u".env"_s));
        QVERIFY(mine.open(QIODevice::WriteOnly));
        mine.write(env.readAll() + "\nAPI_TOKEN=tellnobody1\nBROKER=amqp://app:tellnobody2@mq/\n");
        mine.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QFile compose(m_folder.filePath(u"compose.yml"_s));
        QVERIFY(compose.open(QIODevice::WriteOnly));
        compose.write("services:\n  db:\n    POSTGRES_PASSWORD: tellnobody3\n");
    }

    void itHoldsWhatEachNodeIs()
    {
        const auto snapshot = taken();
        QCOMPARE(section(snapshot, u"primary"_s, u"server"_s)[u"role"].toString(), u"primary"_s);
        QCOMPARE(section(snapshot, u"replica1"_s, u"server"_s)[u"role"].toString(), u"replica"_s);
        QVERIFY(section(snapshot, u"primary"_s, u"settings"_s).contains(u"wal_level"));
        QVERIFY(!section(snapshot, u"primary"_s, u"pg_hba rules"_s).isEmpty());
        QVERIFY(!section(snapshot, u"primary"_s, u"slots"_s).isEmpty());
        QVERIFY(!section(snapshot, u"replica1"_s, u"replication"_s).isEmpty());
        for (const auto &node : snapshot.facts[u"nodes"].toObject())
            for (const auto &facts : node.toObject())
                QVERIFY2(!facts.toObject().contains(u"error"),
                         QJsonDocument(facts.toObject()).toJson().constData());
    }

    void noSecretIsInIt()
    {
        const auto text = models::toMarkdown(taken());
        QVERIFY(text.contains(u"API_TOKEN"_s));
        QVERIFY2(!text.contains(u"tellnobody"_s), qPrintable(text));
        QVERIFY(text.contains(u"| POSTGRES_PASSWORD | *** |"_s));
    }

    void aChangedSettingIsTheDifference()
    {
        const auto before = m_folder.filePath(u"before.md"_s);
        const auto write = [this](const QString &path) {
            return run({u"snapshot"_s, u"--env"_s, m_folder.filePath(u".env"_s), u"--output"_s, path}).code;
        };
        QCOMPARE(write(before), 0);
        QCOMPARE(run({u"snapshot"_s, u"diff"_s, before, before}).code, 0);
        db::SessionOptions options;
        options.readOnly = false;
        auto connection =
            db::Connection::open(m_sandbox->endpoint(u"primary"_s), options, db::Deadline::in(5s));
        QVERIFY(connection);
        QVERIFY(connection->execute(u"ALTER SYSTEM SET work_mem = '7MB'"_s, {}, db::Deadline::in(5s)));
        QVERIFY(connection->execute(u"SELECT pg_reload_conf()"_s, {}, db::Deadline::in(5s)));
        const auto after = m_folder.filePath(u"after.md"_s);
        const auto seen = [&] {
            if (write(after) != 0)
                return false;
            const auto ended = run({u"snapshot"_s, u"diff"_s, before, after});
            return ended.code == 1 &&
                   ended.output.contains("primary · settings · work_mem: (not there) → 7168 kB");
        };
        QTRY_VERIFY_WITH_TIMEOUT(seen(), 20000);
        QVERIFY(QFile::permissions(after).testFlag(QFile::ReadGroup) == false);
    }

    void primaryAndReplicaAreCompared()
    {
        const auto ended = run({u"snapshot"_s, u"compare"_s, u"primary"_s, u"replica1"_s, u"--env"_s,
                                m_folder.filePath(u".env"_s)});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.output.contains("server · role: primary → replica"), toldBy(ended).constData());
        QCOMPARE(run({u"snapshot"_s, u"compare"_s, u"primary"_s, u"nobody"_s, u"--env"_s,
                      m_folder.filePath(u".env"_s)})
                     .code,
                 2);
    }

    void aNodeThatIsAwayIsToldAndTheOthersAreThere()
    {
        QVERIFY(m_sandbox->stop(u"replica1"_s));
        const auto snapshot = taken();
        QVERIFY(section(snapshot, u"replica1"_s, u"server"_s).contains(u"error"));
        QVERIFY(section(snapshot, u"primary"_s, u"server"_s).contains(u"version"));
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
