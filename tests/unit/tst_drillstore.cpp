// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/drillsmodel.h"
#include "models/failover/drillstore.h"
#include "models/modelroles.h"

#include <QAbstractItemModelTester>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

db::DrillResult sample(const QString &name, qint64 startedMs, double readsAway,
                       const QString &system = u"7"_s)
{
    db::DrillResult result{name, u"replica1"_s, system, startedMs};
    db::DrillUse reads;
    reads.outageSeconds = readsAway;
    result.paths = {{u"router"_s, reads, {}, 10, 0, 0}};
    result.monitorSeconds = 0.8;
    result.timeline = {{0, u"drill"_s, u"it began"_s}, {900, u"router reads"_s, u"replica2 answers"_s}};
    result.criteria = {{u"reads"_s, u"Reads go on"_s, u"1 s"_s, u"0.4 s"_s, db::DrillCriterion::State::Met}};
    return result;
}

} // namespace

class TestDrillStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptIsReadAgainNewestFirstAndByItsOwnerOnly()
    {
        const QTemporaryDir folder;
        const auto path = DrillStore::pathFor(folder.filePath(u"failover.json"_s));
        QCOMPARE(path, folder.filePath(u"drills.sqlite"_s));
        QVERIFY(DrillStore(path).results()->empty());
        const auto first = sample(u"replica-fails"_s, 1000, 0.4);
        const auto second = sample(u"network-cut"_s, 2000, 0.6);
        QVERIFY(DrillStore(path).add(first));
        QVERIFY(DrillStore(path).add(second));
        const auto read = DrillStore(path).results();
        QVERIFY(read);
        QCOMPARE(*read, (std::vector{second, first}));
        QCOMPARE(DrillStore(path).results(1)->size(), std::size_t{1});
        QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void whatIsNoStoreIsRefused()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"drills.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("this is something else altogether, and long enough to be looked at");
        file.close();
        QVERIFY(!DrillStore(path).add(sample(u"replica-fails"_s, 1, 0)));
        QVERIFY(!DrillStore(path).results());
    }

    void theLastOneIsOfTheSameDrillOnTheSameCluster()
    {
        const std::vector past{sample(u"replica-fails"_s, 4000, 0),
                               sample(u"replica-fails"_s, 3000, 0, u"8"_s), sample(u"network-cut"_s, 2000, 0),
                               sample(u"replica-fails"_s, 1000, 0)};
        const auto *last = lastLike(past, past.front());
        QVERIFY(last);
        QCOMPARE(last->startedMs, 1000);
        QVERIFY(!lastLike(past, past.back()));
    }

    void theListHasEveryDrillWithItsLastResult()
    {
        DrillsModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), int(db::allDrills().size()));
        QCOMPARE(model.index(0, DrillsModel::StateColumn).data().toString(), u"never run"_s);
        QCOMPARE(model.index(0, DrillsModel::ReadsColumn).data().toString(), QString());
        auto failed = sample(u"replica-fails"_s, 2000, 1.5);
        failed.criteria.front().state = db::DrillCriterion::State::Missed;
        model.setResults({failed, sample(u"replica-fails"_s, 1000, 0.4)});
        QCOMPARE(model.index(0, DrillsModel::StateColumn).data().toString(), u"not passed"_s);
        QCOMPARE(model.index(0, DrillsModel::ReadsColumn).data().toString(), u"1.5 s"_s);
        QVERIFY(model.index(0, 0).data(SeverityRole).isValid());
        QCOMPARE(model.drill(model.index(0, 0))->runs, 2);
        QCOMPARE(model.index(1, DrillsModel::StateColumn).data().toString(), u"never run"_s);
    }

    void timelineAndCriteriaAreTables()
    {
        DrillTimelineModel timeline;
        QAbstractItemModelTester timelineTester(&timeline);
        DrillCriteriaModel criteria;
        QAbstractItemModelTester criteriaTester(&criteria);
        const auto result = sample(u"replica-fails"_s, 1, 0.4);
        timeline.setMoments({result.timeline.front()});
        timeline.setMoments(result.timeline);
        criteria.setCriteria(result.criteria);
        QCOMPARE(timeline.rowCount(), 2);
        QCOMPARE(timeline.index(1, DrillTimelineModel::TimeColumn).data().toString(), u"0.90 s"_s);
        QCOMPARE(criteria.index(0, DrillCriteriaModel::StateColumn).data().toString(), u"met"_s);
        timeline.setMoments({});
        QCOMPARE(timeline.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDrillStore)
#include "tst_drillstore.moc"
