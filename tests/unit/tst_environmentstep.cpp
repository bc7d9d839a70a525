// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/environmentstep.h"

#include <QTemporaryDir>
#include <QTest>

using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

EnvironmentSnapshot snapshotOf(const QJsonObject &replicaServer, const QJsonObject &files = {})
{
    const QJsonObject primary{{u"server"_s, QJsonObject{{u"role"_s, u"primary"_s}}}};
    const QJsonObject replica{{u"server"_s, replicaServer}};
    EnvironmentSnapshot snapshot;
    snapshot.takenMs = 1'700'000'000'000;
    snapshot.facts = {{u"cluster"_s, u"pulse"_s},
                      {u"files"_s, files},
                      {u"nodes"_s, QJsonObject{{u"primary"_s, primary}, {u"replica1"_s, replica}}}};
    return snapshot;
}

const QJsonObject aReplica{{u"role"_s, u"replica"_s}};

ChecklistNode stepNamed(const QString &title)
{
    ChecklistNode step;
    step.title = title;
    step.identity = u"step-1"_s;
    return step;
}

} // namespace

/// Steps that ask to write down what the environment is.
class TestEnvironmentStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSeedAsksForItOnceAndInEachOfItsParts()
    {
        const auto checklist = *readChecklist(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md"));
        QStringList asking;
        for (const int step : checklist.steps())
            if (asksForEnvironment(checklist, step))
                asking << checklist.nodes[size_t(step)].title;
        QCOMPARE(asking, QStringList({u"Document current configuration"_s, u"Current connection strings"_s,
                                      u"Service startup commands"_s, u"Environment variables"_s}));
    }

    void aTitleThatOnlySoundsAlikeDoesNot_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("asks");
        QTest::newRow("Keep a snapshot of the environment, attached here") << QString() << true;
        QTest::newRow("Write down the configuration of each node") << QString() << true;
        QTest::newRow("Document monitoring procedures") << QString() << false;
        QTest::newRow("Deploy to staging environment") << QString() << false;
        QTest::newRow("Add replica configuration") << QString() << false;
    }
    void aTitleThatOnlySoundsAlikeDoesNot()
    {
        QFETCH(bool, asks);
        const auto checklist =
            *parseChecklist("- [ ] " + QByteArray(QTest::currentDataTag()) + "\n", u"x.md"_s);
        QCOMPARE(asksForEnvironment(checklist, 0), asks);
    }

    void whatTheNodesDoNotHaveInCommonIsItsOutput()
    {
        const auto evidence =
            environmentEvidence(stepNamed(u"Environment variables"_s), snapshotOf(aReplica), {});
        QCOMPARE(toString(evidence.result), u"passed"_s);
        QCOMPARE(evidence.step, u"step-1"_s);
        QCOMPARE(evidence.startedMs, 1'700'000'000'000);
        QVERIFY2(evidence.output.contains(u"server · role: primary → replica"_s),
                 qPrintable(evidence.output));
        QVERIFY(!evidence.output.contains(u"since the one before"_s));
    }

    void aNodeThatCouldNotBeAskedFailsIt()
    {
        const auto evidence = environmentEvidence(stepNamed(u"Environment variables"_s),
                                                  snapshotOf({{u"error"_s, u"Connection refused."_s}}), {});
        QCOMPARE(toString(evidence.result), u"failed"_s);
        QVERIFY(evidence.summary.contains(u"replica1: Connection refused."_s));
    }

    void howServicesStartIsNotKnownWithoutAFile()
    {
        const auto step = stepNamed(u"Service startup commands"_s);
        QCOMPARE(toString(environmentEvidence(step, snapshotOf(aReplica), {}).result), u"failed"_s);
        const QJsonObject files{{u"/srv/compose.yml"_s, QJsonObject{{u"text"_s, u"services:"_s}}}};
        const auto evidence = environmentEvidence(step, snapshotOf(aReplica, files), {});
        QCOMPARE(toString(evidence.result), u"passed"_s);
        QVERIFY(evidence.summary.contains(u"/srv/compose.yml"_s));
    }

    void whatIsNotAboutStartingIsKeptWithoutAFile_data()
    {
        QTest::addColumn<bool>("isKept");
        QTest::newRow("Connection strings of every service") << true;
        QTest::newRow("Environment variables") << true;
        QTest::newRow("How each service is started") << false;
        QTest::newRow("Start script") << false;
    }
    void whatIsNotAboutStartingIsKeptWithoutAFile()
    {
        QFETCH(bool, isKept);
        const auto step = stepNamed(QString::fromUtf8(QTest::currentDataTag()));
        const auto evidence = environmentEvidence(step, snapshotOf(aReplica), {});
        QCOMPARE(toString(evidence.result), isKept ? u"passed"_s : u"failed"_s);
        QVERIFY2(evidence.summary.contains(u"o compose file was found"_s), qPrintable(evidence.summary));
    }

    void whatChangedSinceTheOneBeforeIsTold()
    {
        auto later = aReplica;
        later[u"version"] = u"15.9"_s;
        const auto evidence = environmentEvidence(stepNamed(u"Environment variables"_s), snapshotOf(later),
                                                  snapshotOf(aReplica));
        QVERIFY2(evidence.output.contains(
                     u"since the one before:\n  replica1 · server · version: (not there) → 15.9"_s),
                 qPrintable(evidence.output));
    }

    void composeFilesAreFoundWithTheirUsualNames()
    {
        const QTemporaryDir folder;
        for (const auto *name : {"compose.yml", "docker-compose.db.yml", "docker-compose.txt", "notes.yml"}) {
            QFile file(folder.filePath(QLatin1StringView(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(composeFilesIn(folder.path()), QStringList({folder.filePath(u"compose.yml"_s),
                                                             folder.filePath(u"docker-compose.db.yml"_s)}));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentStep)
#include "tst_environmentstep.moc"
