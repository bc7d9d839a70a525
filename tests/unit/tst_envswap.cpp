// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/envswap.h"
#include "models/failover/failoverparts.h"
#include "tests/support/snapshots.h"

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
