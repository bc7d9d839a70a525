// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/envswap.h"
#include "models/failover/failoverparts.h"
#include "tests/support/snapshots.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

class TestEnvSwap : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString put(const QByteArray &content)
    {
        const auto path = m_folder.filePath(u".env"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no .env");
        return path;
    }
    QByteArray content() const
    {
        QFile file(m_folder.filePath(u".env"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void primaryAndReplicaChangePlacesAndNothingElseDoes()
    {
        const auto path =
            put("# kept\nPOSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\nPOSTGRES_REPLICA_PORT=5433\n"
                "POSTGRES_USER=app\nPOSTGRES_REPLICA2_HOST=db3\n");
        const auto profile = ClusterProfile::fromEnvFile(path);
        QVERIFY(profile);
        const auto operation = swapOperation(*profile, u"replica1"_s, nullptr);
        QVERIFY2(operation, operation ? "" : qPrintable(operation.error().message));
        const auto consequence = (*operation)->preview().consequence;
        QVERIFY2(
            consequence.startsWith(u"Every service that reads them is affected, once it reads the values "
                                   "again. "_s) &&
                consequence.endsWith(u"The way back is to set the values they have now; what has none yet "
                                     "is removed by hand."_s),
            qPrintable(consequence));
        const auto outcome = (*operation)->run([](const Progress &) {}, {});
        QVERIFY2(outcome.state == Outcome::State::Succeeded, qPrintable(outcome.summary));
        QCOMPARE(content(), QByteArray("# kept\nPOSTGRES_HOST=db2\nPOSTGRES_REPLICA_HOST=db1\n"
                                       "POSTGRES_REPLICA_PORT=5432\nPOSTGRES_USER=app\n"
                                       "POSTGRES_REPLICA2_HOST=db3\nPOSTGRES_PORT=5433\n"));
        QVERIFY(!swapOperation(*profile, u"replica1"_s, nullptr)); // it is not swapped back
        QVERIFY(!swapOperation(*profile, u"replica7"_s, nullptr));
    }

    void itIsSwappedBackThoughTheNamesAreOfBefore()
    {
        const auto path = put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\nPOSTGRES_REPLICA2_HOST=db3\n");
        const auto opened = ClusterProfile::fromEnvFile(path); // db1 is called 'primary' here for good
        QVERIFY(opened);
        const auto swapTo = [&](const QString &node) {
            const auto operation = swapOperation(*opened, node, nullptr);
            return operation &&
                   (*operation)->run([](const Progress &) {}, {}).state == Outcome::State::Succeeded;
        };
        QVERIFY(swapTo(u"replica1"_s));
        QVERIFY(swapTo(u"replica2"_s));
        QVERIFY(content().startsWith("POSTGRES_HOST=db3\nPOSTGRES_REPLICA_HOST=db1\n"));
        QVERIFY(!swapTo(u"replica2"_s));
        QVERIFY(swapTo(u"primary"_s));
        QVERIFY(content().startsWith(
            "POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db3\nPOSTGRES_REPLICA2_HOST=db2\n"));
    }

    void whatTheFileNamesIsKnownWhenItChanges()
    {
        const auto path = put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n");
        EnvWatch watch(*ClusterProfile::fromEnvFile(path));
        QCOMPARE(watch.primary(), u"db1:5432"_s);
        put("POSTGRES_HOST=db2\nPOSTGRES_REPLICA_HOST=db1\n");
        QTRY_COMPARE_WITH_TIMEOUT(watch.primary(), u"db2:5432"_s, 20000);
        put("no line of a .env\n"); // while somebody writes it
        watch.refresh();
        put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n");
        QTRY_COMPARE_WITH_TIMEOUT(watch.primary(), u"db1:5432"_s, 20000);
    }

    void otherServersThanItWasOpenedWithAreTold()
    {
        const QByteArray before = "POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n";
        const auto profile = ClusterProfile::fromEnvFile(put(before));
        put(before + "POSTGRES_USER=app\n");
        EnvWatch watch(*profile);
        QSignalSpy changed(&watch, &EnvWatch::changed);
        const auto user = [&] {
            return watch.profileNow().monitor.nodes.front().endpoint.parameters[u"user"_s];
        };
        QTRY_COMPARE_WITH_TIMEOUT(user(), u"app"_s, 20000); // it was read once
        QCOMPARE(changed.count(), 0);
        put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db4\nPOSTGRES_REPLICA2_HOST=db3\n"
            "PGBOUNCER_HOST=pooler\n");
        QTRY_COMPARE_WITH_TIMEOUT(watch.otherServers(),
                                  u"replica1 db4:5432 (was db2:5432), replica2 db3:5432 (new), "
                                  "pgbouncer pooler:6432 (new)"_s,
                                  20000);
        put("POSTGRES_HOST=db1\nPOSTGRES_USER=other\n");
        QTRY_COMPARE_WITH_TIMEOUT(watch.otherServers(), u"replica1 no more (was db2:5432)"_s, 20000);
        const auto told = changed.count();
        put(before);
        QTRY_COMPARE_WITH_TIMEOUT(watch.otherServers(), QString(), 20000);
        QCOMPARE(changed.count(), told + 1);
    }

    void aServerThatAPersonAddedIsNoneOfTheFile()
    {
        auto profile = *ClusterProfile::fromEnvFile(put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n"));
        auto added = profile.monitor.nodes.back();
        added.endpoint.name = u"elsewhere"_s;
        added.endpoint.parameters[u"host"_s] = u"db9"_s;
        profile.monitor.nodes.push_back(added);
        EnvWatch watch(profile);
        QTRY_COMPARE(watch.profileNow().monitor.nodes.size(), 2); // the file was read
        QCOMPARE(watch.otherServers(), QString());
    }

    void aProfileThatIsOlderThanItsFileIsKnownAtOnce()
    {
        const auto profile =
            *ClusterProfile::fromEnvFile(put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\n"));
        put("POSTGRES_HOST=db2\nPOSTGRES_REPLICA_HOST=db1\n");
        EnvWatch watch(profile);
        QTRY_COMPARE_WITH_TIMEOUT(watch.otherServers(),
                                  u"primary db2:5432 (was db1:5432), replica1 db1:5432 (was db2:5432)"_s,
                                  20000);
    }

    void openedAgainItKeepsWhatTheFileDoesNotSay()
    {
        auto profile = *ClusterProfile::fromEnvFile(
            put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA_HOST=db2\nPGBOUNCER_HOST=db1\n"));
        profile.name = u"shop"_s;
        profile.production = true;
        profile.colour = QColor(Qt::red);
        profile.monitor.tick = std::chrono::milliseconds(250);
        profile.monitor.nodes.front().endpoint.password = db::Secret(u"one"_s);
        profile.monitor.nodes.back().endpoint.password = db::Secret(u"two"_s);
        profile.monitor.pgBouncer->password = db::Secret(u"three"_s);
        EnvWatch watch(profile);
        QVERIFY(watch.profileNow().name == profile.name); // before the file is read as well
        put("POSTGRES_HOST=db2\nPOSTGRES_REPLICA_HOST=db1\nPOSTGRES_REPLICA2_HOST=db3\n"
            "PGBOUNCER_HOST=db1\n");
        QTRY_VERIFY_WITH_TIMEOUT(!watch.otherServers().isEmpty(), 20000);
        const auto now = watch.profileNow();
        QCOMPARE(now.name, profile.name);
        QVERIFY(now.production && now.colour == profile.colour);
        QCOMPARE(now.monitor.tick, profile.monitor.tick);
        QCOMPARE(now.monitor.nodes.size(), 3);
        QCOMPARE(now.monitor.nodes.at(0).endpoint.address(), u"db2:5432"_s);
        QCOMPARE(now.monitor.nodes.at(0).endpoint.password.reveal(), u"two"_s);
        QCOMPARE(now.monitor.nodes.at(1).endpoint.password.reveal(), u"one"_s);
        QVERIFY(now.monitor.nodes.at(2).endpoint.password.isEmpty()); // nobody has given one
        QCOMPARE(now.monitor.pgBouncer->password.reveal(), u"three"_s);
    }

    void howTheNodesAreControlledFollowsThem()
    {
        const auto path = put("POSTGRES_HOST=db1\nPOSTGRES_REPLICA2_HOST=db3\n"
                              "SEAWALL_CONTROL_PRIMARY_STOP='ssh db1 stop'\nSEAWALL_CONTROL_REPLICA2=manual\n"
                              "SEAWALL_CONTROL_REPLICA21=manual\n");
        const auto profile = ClusterProfile::fromEnvFile(path);
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().message));
        const auto file = EnvFile::load(path);
        const auto changes = environmentSwap(*profile, *file, u"replica2"_s);
        QVERIFY(changes);
        const std::vector<FlagAssignment> expected{{u"POSTGRES_HOST"_s, u"db3"_s},
                                                   {u"POSTGRES_REPLICA2_HOST"_s, u"db1"_s},
                                                   {u"SEAWALL_CONTROL_PRIMARY"_s, u"manual"_s},
                                                   {u"SEAWALL_CONTROL_REPLICA2"_s, {}},
                                                   {u"SEAWALL_CONTROL_PRIMARY_STOP"_s, {}},
                                                   {u"SEAWALL_CONTROL_REPLICA2_STOP"_s, u"ssh db1 stop"_s}};
        QVERIFY(*changes == expected);
    }

    void aSwapIsCheckedLongBeforeItsTurn()
    {
        const QByteArray before =
            "POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\nPOSTGRES_REPLICA_HOST=127.0.0.1\n"
            "POSTGRES_REPLICA_PORT=2\n";
        const auto profile = ClusterProfile::fromEnvFile(put(before)); // nothing listens there
        QVERIFY(profile);
        Workspace workspace(*profile, {});
        auto *watch = readinessOf(&workspace);
        const auto *environment = environmentOf(&workspace);
        watch->setSnapshot(tests::shared(tests::healthySnapshot()));
        watch->look(this, true);
        QTRY_VERIFY(watch->readiness());
        const auto asked = watch->readiness()->takenMs;
        put(QByteArray(before).replace("PORT=1", "PORT=3").replace("PORT=2", "PORT=1"));
        QTRY_COMPARE_WITH_TIMEOUT(environment->primary(), u"127.0.0.1:3"_s, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(watch->readiness()->takenMs != asked, 10000); // its turn comes after 15 s
    }

    void itIsOfferedWhereTheFileIsWrongOnly()
    {
        ClusterProfile profile;
        profile.envFile = u"/srv/app/.env"_s;
        auto snapshot = tests::healthySnapshot();
        const auto &first = snapshot.nodes.front().address;
        QCOMPARE(nodeToNamePrimary(profile, first, snapshot), QString());
        snapshot.nodes.front().facts.role = db::Role::Replica;
        snapshot.nodes.back().facts.role = db::Role::Primary;
        QCOMPARE(nodeToNamePrimary(profile, first, snapshot), u"replica1"_s);
        QCOMPARE(nodeToNamePrimary(profile, snapshot.nodes.back().address, snapshot), QString());
        profile.controls[u"primary"_s].kind = db::ControlSettings::Kind::Docker;
        QCOMPARE(nodeToNamePrimary(profile, first, snapshot), QString());
        profile.controls.clear();
        profile.envFile.clear();
        QCOMPARE(nodeToNamePrimary(profile, first, snapshot), QString());
    }
};

QTEST_GUILESS_MAIN(TestEnvSwap)
#include "tst_envswap.moc"
