// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clusterprofile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;
using db::ErrorKind;
using models::ClusterProfile;

class TestClusterProfile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString written(const QByteArray &content, const QString &name = u"test.env"_s)
    {
        QFile file(m_folder.filePath(name));
        static_cast<void>(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }
    db::Result<ClusterProfile> from(const QByteArray &content)
    {
        return ClusterProfile::fromEnvFile(written(content));
    }

private Q_SLOTS:
    void theChecklistsFileIsAPrimaryAndAReplica()
    {
        const auto profile =
            ClusterProfile::fromEnvFile(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.env"));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().message));
        const auto &monitor = profile->monitor;
        QCOMPARE(monitor.nodes.size(), std::size_t{2});
        QCOMPARE(monitor.nodes[0].endpoint.name, u"primary"_s);
        QVERIFY(monitor.nodes[0].role == db::Role::Primary);
        QCOMPARE(monitor.nodes[0].endpoint.describe(), u"postgres@localhost:5432/pulse_db"_s);
        QCOMPARE(monitor.nodes[1].endpoint.name, u"replica1"_s);
        QVERIFY(monitor.nodes[1].role == db::Role::Replica);
        QCOMPARE(monitor.nodes[1].endpoint.describe(), u"postgres@localhost:5433/pulse_db"_s);
        QCOMPARE(monitor.nodes[1].endpoint.password.reveal(), u"pulse"_s);
        QCOMPARE(monitor.primaryPool->limit(), 50);
        QCOMPARE(monitor.replicaPool->limit(), 35);
        QCOMPARE(monitor.primaryPool->user, u"postgres"_s);
        QCOMPARE(profile->useReadReplica, true);
        QCOMPARE(profile->replicaFallback, true);
        QCOMPARE(profile->name, u"checklist"_s);
        QVERIFY(!monitor.pgBouncer);
        QVERIFY(!profile->production);
    }

    void theFolderOfMigrationsIsRelativeToTheFile()
    {
        QCOMPARE(from("POSTGRES_HOST=db\n")->migrations, QString());
        QCOMPARE(from("POSTGRES_HOST=db\nSEAWALL_MIGRATIONS=../db/migrations/\n")->migrations,
                 QDir::cleanPath(m_folder.filePath(u"../db/migrations"_s)));
        QCOMPARE(from("POSTGRES_HOST=db\nSEAWALL_MIGRATIONS=/srv/migrations\n")->migrations,
                 u"/srv/migrations"_s);
    }

    void whatIsNotGivenStaysOpen()
    {
        const auto profile = from("POSTGRES_HOST=db\n");
        QCOMPARE(profile->monitor.nodes.size(), std::size_t{1});
        QCOMPARE(profile->monitor.nodes[0].endpoint.port(), 5432);
        QVERIFY(!profile->monitor.nodes[0].endpoint.parameters.contains(u"user"_s));
        QVERIFY(!profile->monitor.primaryPool);
        QVERIFY(!profile->monitor.replicaPool);
        QVERIFY(!profile->useReadReplica);
        QVERIFY(!profile->replicaFallback);
    }

    void furtherReplicasAreNumberedAndInOrder()
    {
        const auto profile =
            from("POSTGRES_HOST=a\nPOSTGRES_REPLICA10_HOST=k\nPOSTGRES_REPLICA2_HOST=c\n"
                 "POSTGRES_REPLICA2_PORT=6000\nPOSTGRES_REPLICA_HOST=b\nPOSTGRES_REPLICA3_HOST=\n");
        QStringList names;
        for (const auto &node : profile->monitor.nodes)
            names << node.endpoint.name + u' ' + node.endpoint.address();
        QCOMPARE(names, (QStringList{u"primary a:5432"_s, u"replica1 b:5432"_s, u"replica2 c:6000"_s,
                                     u"replica10 k:5432"_s}));
    }

    void aReplicaCanHaveItsOwnUser()
    {
        const auto profile =
            from("POSTGRES_HOST=a\nPOSTGRES_USER=app\nPOSTGRES_PASSWORD=one\nPOSTGRES_SSLMODE=require\n"
                 "POSTGRES_REPLICA_HOST=b\nPOSTGRES_REPLICA_USER=reader\nPOSTGRES_REPLICA_PASSWORD=two\n");
        const auto &replica = profile->monitor.nodes[1].endpoint;
        QCOMPARE(replica.parameter(u"user"_s), u"reader"_s);
        QCOMPARE(replica.password.reveal(), u"two"_s);
        QCOMPARE(replica.parameter(u"sslmode"_s), u"require"_s);
        QCOMPARE(profile->monitor.nodes[0].endpoint.password.reveal(), u"one"_s);
    }

    void thePoolBelongsToTheNamedApplicationTimesItsProcesses()
    {
        const auto profile = from("POSTGRES_HOST=a\nPOSTGRES_USER=app\nDB_POOL_SIZE=20\nDB_MAX_OVERFLOW=30\n"
                                  "SEAWALL_APPLICATION_NAME=pulse-backend\nSEAWALL_PROCESSES=4\n");
        QCOMPARE(profile->monitor.primaryPool->applicationName, u"pulse-backend"_s);
        QCOMPARE(profile->monitor.primaryPool->user, QString());
        QCOMPARE(profile->monitor.primaryPool->limit(), 200);
        QVERIFY(!profile->monitor.replicaPool);
    }

    void aPoolWithoutLimitHasNoBudget()
    {
        QVERIFY(!from("POSTGRES_HOST=a\nDB_POOL_SIZE=20\nDB_MAX_OVERFLOW=-1\n")->monitor.primaryPool);
        QVERIFY(!from("POSTGRES_HOST=a\nDB_POOL_SIZE=0\n")->monitor.primaryPool);
        QCOMPARE(from("POSTGRES_HOST=a\nDB_POOL_SIZE=20\n")->monitor.primaryPool->limit(), 30);
    }

    void thePoolerIsReadAsWell()
    {
        const auto profile =
            from("POSTGRES_HOST=a\nPOSTGRES_USER=app\nPOSTGRES_PASSWORD=one\nPGBOUNCER_HOST=b\n");
        QCOMPARE(profile->monitor.pgBouncer->describe(), u"app@b:6432/pgbouncer"_s);
        QCOMPARE(profile->monitor.pgBouncer->password.reveal(), u"one"_s);
        const auto own = from("POSTGRES_HOST=a\nPGBOUNCER_HOST=b\nPGBOUNCER_PORT=7000\nPGBOUNCER_USER=stats\n"
                              "PGBOUNCER_PASSWORD=two\n");
        QCOMPARE(own->monitor.pgBouncer->describe(), u"stats@b:7000/pgbouncer"_s);
        QCOMPARE(own->monitor.pgBouncer->password.reveal(), u"two"_s);
    }

    void flagsAreReadInTheUsualSpellings_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("value");
        for (const char *text : {"true", "True", "1", "yes", "on"})
            QTest::newRow(text) << QByteArray(text) << true;
        for (const char *text : {"false", "FALSE", "0", "no", "off"})
            QTest::newRow(text) << QByteArray(text) << false;
    }
    void flagsAreReadInTheUsualSpellings()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, value);
        const auto profile = from("POSTGRES_HOST=a\nUSE_READ_REPLICA=" + text + " # flag\n");
        QCOMPARE(profile->useReadReplica, value);
        QVERIFY(!profile->replicaFallback);
    }

    void aBadValueIsNamedByLineAndKeyAndNeverShown_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"POSTGRES_PORT=hunter2", "POSTGRES_PORT=0", "POSTGRES_PORT=65536",
                                 "POSTGRES_PORT=-1", "POSTGRES_PORT=54 32", "POSTGRES_REPLICA_PORT=hunter2",
                                 "PGBOUNCER_PORT=x", "POSTGRES_SSLMODE=hunter2"})
            QTest::newRow(line) << QByteArray(line);
    }
    void aBadValueIsNamedByLineAndKeyAndNeverShown()
    {
        QFETCH(QByteArray, line);
        const auto path =
            written("POSTGRES_HOST=a\nPOSTGRES_REPLICA_HOST=b\nPGBOUNCER_HOST=c\nDB_POOL_SIZE=5\n"
                    "DB_REPLICA_POOL_SIZE=5\n" +
                    line + '\n');
        const auto profile = ClusterProfile::fromEnvFile(path);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::InvalidInput);
        const auto key = QString::fromUtf8(line.first(line.indexOf('=')));
        QVERIFY2(profile.error().message.startsWith(path + u", line 6: "_s + key),
                 qPrintable(profile.error().message));
        QVERIFY(!profile.error().hint.isEmpty());
        QVERIFY(!profile.error().message.contains(u"hunter2"_s));
    }

    void aFlagOrAPoolThatCannotBeReadIsAWarning_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"DB_POOL_SIZE=hunter2", "DB_POOL_SIZE=-3", "DB_MAX_OVERFLOW=-2", "DB_REPLICA_POOL_SIZE=1.5",
              "DB_REPLICA_MAX_OVERFLOW=x", "DB_POOL_TIMEOUT=x", "SEAWALL_PROCESSES=0",
              "USE_READ_REPLICA=hunter2", "REPLICA_FALLBACK_ENABLED=2", "SEAWALL_JOURNAL_MIRROR=perhaps"})
            QTest::newRow(line) << QByteArray(line);
    }
    /// A typo in a flag must neither blind who watches nor stop a failover.
    void aFlagOrAPoolThatCannotBeReadIsAWarning()
    {
        QFETCH(QByteArray, line);
        const auto path = written("POSTGRES_HOST=a\nPOSTGRES_REPLICA_HOST=b\n" + line + '\n');
        const auto profile = ClusterProfile::fromEnvFile(path);
        QVERIFY2(profile, qPrintable(profile ? QString() : profile.error().message));
        QCOMPARE(profile->monitor.nodes.size(), size_t{2});
        const auto key = QString::fromUtf8(line.first(line.indexOf('=')));
        QCOMPARE(profile->unreadable, QStringList(key));
        QCOMPARE(profile->warnings.size(), 1);
        const auto told = profile->warnings.first();
        QVERIFY2(told.startsWith(path + u", line 3: "_s + key) && !told.contains(u"hunter2"_s),
                 qPrintable(told));
        QVERIFY(!profile->useReadReplica && !profile->replicaFallback && !profile->journalMirror);
        QVERIFY(!profile->monitor.primaryPool && !profile->monitor.replicaPool);
    }

    void aRouterHasThePoolsAndFlagsOfTheFile()
    {
        const auto profile = from("POSTGRES_HOST=a\nPOSTGRES_REPLICA_HOST=b\nDB_POOL_SIZE=20\n"
                                  "DB_MAX_OVERFLOW=30\nDB_POOL_TIMEOUT=60\nDB_POOL_RECYCLE=3600\n"
                                  "DB_REPLICA_POOL_SIZE=15\nDB_REPLICA_POOL_TIMEOUT=30\n"
                                  "USE_REPLICA_FOR_READS=false\n");
        QVERIFY(profile);
        const auto router = profile->router();
        const auto hour = std::chrono::hours(1);
        QVERIFY((router.primaryPool == db::PoolLimits{20, 30, std::chrono::seconds(60), hour}));
        QVERIFY((router.replicaPool == db::PoolLimits{15, 10, std::chrono::seconds(30), hour}));
        QVERIFY((router.flags == db::RoutingFlags{false, true}));
        QCOMPARE(router.nodes.size(), size_t{2});
        QVERIFY(from("POSTGRES_HOST=a\nUSE_READ_REPLICA=true\nUSE_REPLICA_FOR_READS=false\n")
                    ->router()
                    .flags.useReplica);
    }

    void aFileThatNamesNoServerIsSaidSo()
    {
        const auto profile = from("DB_POOL_SIZE=5\n");
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::InvalidInput);
        QVERIFY(profile.error().hint.contains(u"POSTGRES_HOST"_s));
    }

    void aProfileIsNamedAfterItsFileOrFolder()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"sandbox"_s));
        const auto name = [this](const QString &file) {
            return ClusterProfile::fromEnvFile(written("POSTGRES_HOST=a\n", file))->name;
        };
        QCOMPARE(name(u"sandbox/.env"_s), u"sandbox"_s);
        QCOMPARE(name(u"production.env"_s), u"production"_s);
        QCOMPARE(name(u".env.staging"_s), u"staging"_s);
    }

    void connectionsOnTheCommandLineBecomeNodes()
    {
        const auto profile = ClusterProfile::fromConnections(
            u"postgresql://me:hunter2@db1/app"_s, {u"host=db2 port=5433 dbname=app"_s, u"my-service"_s});
        QVERIFY(profile);
        QCOMPARE(profile->monitor.nodes.size(), std::size_t{3});
        QCOMPARE(profile->monitor.nodes[0].endpoint.name, u"primary"_s);
        QVERIFY(profile->monitor.nodes[0].role == db::Role::Primary);
        QCOMPARE(profile->monitor.nodes[1].endpoint.name, u"replica1"_s);
        QCOMPARE(profile->monitor.nodes[2].endpoint.name, u"replica2"_s);
        QCOMPARE(profile->monitor.nodes[2].endpoint.parameter(u"service"_s), u"my-service"_s);
        QCOMPARE(profile->name, u"db1:5432"_s);
    }

    void replicasAloneAreEnough()
    {
        const auto profile = ClusterProfile::fromConnections({}, {u"host=db2"_s});
        QCOMPARE(profile->monitor.nodes.front().endpoint.name, u"replica1"_s);
        QCOMPARE(ClusterProfile::fromConnections({}, {}).error().kind, ErrorKind::InvalidInput);
    }

    void aBadConnectionIsRefusedWithoutItsPassword()
    {
        const auto bad = ClusterProfile::fromConnections(u"postgresql://me:hunter2@db:99999/x"_s, {});
        QVERIFY(!bad);
        QCOMPARE(bad.error().kind, ErrorKind::InvalidInput);
        QVERIFY(!(bad.error().message + bad.error().hint + bad.error().detail).contains(u"hunter2"_s));
    }
};

QTEST_APPLESS_MAIN(TestClusterProfile)
#include "tst_clusterprofile.moc"
