// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillnote.h"
#include "db/failover/drillparts.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace seawall;
using namespace Qt::StringLiterals;
using State = db::DrillCriterion::State;
using Attempts = std::vector<db::DrillAttempt>;

namespace {

db::DrillAttempt answered(qint64 began, const QString &node, qint64 took = 5)
{
    return {began, began + took, node, {}};
}

db::DrillAttempt refused(qint64 began, qint64 took = 5)
{
    return {began, began + took, {}, u"nobody there"_s};
}

db::DrillResult sample()
{
    db::DrillResult result{u"replica-fails"_s, u"replica1"_s, u"7000"_s, 1'700'000'000'000};
    result.faultMs = 1000;
    result.undoneMs = 5000;
    result.endedMs = 6000;
    result.monitorSeconds = 0.9;
    db::DrillUse reads{50, 2, 0.3, 0.1, true, {u"replica2"_s, u"primary"_s}, u"nobody there"_s};
    db::DrillUse writes{50, 0, 0, 0.01, true, {u"primary"_s}, {}};
    result.paths = {{u"router"_s, reads, writes, 50, 0, 0}, {u"libpq"_s, reads, writes, 48, {}, {}}};
    result.timeline = {{0, u"drill"_s, u"it began"_s}, {1000, u"router reads"_s, u"nobody there"_s}};
    return result;
}

} // namespace

class TestDrillResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOutageIsFromTheFirstAttemptWithoutAnswerToTheNextAnswer()
    {
        const Attempts attempts{answered(0, u"a"_s),  answered(100, u"a"_s), refused(200),
                                refused(300),         refused(400),          answered(500, u"b"_s),
                                answered(600, u"b"_s)};
        const auto use = db::drillUse(attempts, 150, 1000);
        QCOMPARE(use.attempts, 5);
        QCOMPARE(use.failures, 3);
        QCOMPARE(use.outageSeconds, 0.305);
        QCOMPARE(use.answeredBy, QStringList{u"b"_s});
        QCOMPARE(use.firstError, u"nobody there"_s);
        QVERIFY(use.isBack);
    }

    void theLongestOfSeveralOutagesCounts()
    {
        const Attempts attempts{refused(100), answered(200, u"a"_s), refused(300), refused(400),
                                answered(500, u"a"_s)};
        QCOMPARE(db::drillUse(attempts, 0, 1000).outageSeconds, 0.205);
    }

    void anOutageThatDoesNotEndLastsToTheEnd()
    {
        const auto use = db::drillUse({answered(100, u"a"_s), refused(200), refused(300, 700)}, 150, 250);
        QCOMPARE(use.outageSeconds, 0.8);
        QVERIFY(!use.isBack);
    }

    void aSlowAnswerIsAnOutageAndAQuickOneIsNone()
    {
        QCOMPARE(db::drillUse({answered(100, u"a"_s, 600)}, 0, 1000).outageSeconds, 0.6);
        QCOMPARE(db::drillUse({answered(100, u"a"_s, 60)}, 0, 1000).outageSeconds, 0.0);
    }

    void whatWasGoingOnAtTheFaultCountsFromTheFault()
    {
        QCOMPARE(db::drillUse({answered(100, u"a"_s, 900)}, 500, 2000).outageSeconds, 0.5);
    }

    void whatFailedBeforeTheFaultIsNotOfTheDrill()
    {
        const auto use = db::drillUse({refused(0), answered(100, u"a"_s), answered(300, u"a"_s)}, 200, 1000);
        QCOMPARE(use.failures, 0);
        QCOMPARE(use.outageSeconds, 0.0);
    }

    void theTimelineHasWhatChangedAlone()
    {
        const Attempts attempts{answered(0, u"a"_s),   answered(100, u"b"_s), answered(200, u"a"_s),
                                refused(300),          refused(400),          answered(500, u"b"_s),
                                answered(1000, u"b"_s)};
        QStringList told;
        for (const auto &moment : db::drillMoments(u"reads"_s, attempts, {900}))
            told << moment.text;
        QCOMPARE(told, (QStringList{u"a answers"_s, u"b answers"_s, u"nobody there"_s,
                                    u"b answers, after 2 failed"_s, u"b answers"_s}));
    }

    void aResultSurvivesJson()
    {
        auto result = sample();
        result.criteria = {{u"lost"_s, u"No write is lost"_s, u"0"_s, u"0"_s, State::Met},
                           {u"reads"_s, u"Reads go on"_s, u"1"_s, u"2"_s, State::Unknown}};
        const auto again = db::DrillResult::fromJson(result.toJson());
        QVERIFY(again);
        QCOMPARE(*again, result);
        QVERIFY(!db::DrillResult::fromJson({}));
    }

    void theCriteriaSayWhatIsMetAndWhatIsNot()
    {
        db::DrillPlan plan;
        plan.node = u"replica1"_s;
        plan.primary = u"primary"_s;
        auto result = sample();
        const auto stateOf = [&](const QString &id) {
            const auto all = db::drillCriteria(plan, {}, result);
            return db::toString(std::ranges::find(all, id, &db::DrillCriterion::id)->state);
        };
        QCOMPARE(stateOf(u"reads"_s), u"met"_s);
        QCOMPARE(stateOf(u"writes"_s), u"met"_s);
        QCOMPARE(stateOf(u"detection"_s), u"met"_s);
        QCOMPARE(stateOf(u"lost"_s), u"unknown"_s); // those of one path could not be counted
        result.paths[1].lost = result.paths[1].doubled = 0;
        QCOMPARE(stateOf(u"lost"_s), u"met"_s);
        result.paths[1].doubled = 1;
        QCOMPARE(stateOf(u"lost"_s), u"missed"_s);
        result.monitorSeconds = 1.6;
        QCOMPARE(stateOf(u"detection"_s), u"missed"_s);
        result.paths[0].reads.answeredBy = {u"replica1"_s};
        QCOMPARE(stateOf(u"reads"_s), u"missed"_s);
        result.paths[0].writes.longestSeconds = 9;
        QCOMPARE(stateOf(u"hangs"_s), u"missed"_s);
    }

    void aPrimaryThatFailsHasToFailWritesAndSoon()
    {
        db::DrillPlan plan;
        plan.kind = db::DrillKind::PrimaryFails;
        plan.node = plan.primary = u"primary"_s;
        auto result = sample();
        const auto writes = [&] { return db::toString(db::drillCriteria(plan, {}, result)[2].state); };
        QCOMPARE(writes(), u"missed"_s); // none failed: something else took them
        result.paths[0].writes.failures = 30;
        QCOMPARE(writes(), u"met"_s);
        result.paths[0].writes.isBack = false;
        QCOMPARE(writes(), u"missed"_s);
    }

    void whatIsOtherwiseThanTheLastTimeIsSaid()
    {
        const auto before = sample();
        auto now = sample();
        QVERIFY(db::drillChanges(now, before).isEmpty());
        now.paths[0].reads.outageSeconds = 1.3;
        const auto changes = db::drillChanges(now, before);
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().contains(u"1.30 s, last time 0.30 s"_s));
    }

    void aNoteIsReadAgainAndIsNobodyElses()
    {
        const QTemporaryDir folder;
        const auto path = db::DrillNote::pathFor(folder.filePath(u"failover.json"_s));
        QCOMPARE(path, folder.filePath(u"drill.json"_s));
        QVERIFY(!db::DrillNote::load(path)->has_value());
        for (const auto undo : {db::DrillNote::Undo::Nothing, db::DrillNote::Undo::Start,
                                db::DrillNote::Undo::Resume, db::DrillNote::Undo::Replay}) {
            const db::DrillNote note{u"replica-fails"_s, u"replica1"_s, undo, u"primary"_s, u"7000"_s, 42};
            QVERIFY(note.save(path));
            QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                     QFile::Permissions());
            QCOMPARE(db::DrillNote::load(path)->value(), note);
        }
        QVERIFY(db::DrillNote::remove(path));
        QVERIFY(db::DrillNote::remove(path));
        QVERIFY(!QFile::exists(path));
    }

    void aDamagedNoteIsNeverTakenForNone()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"drill.json"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("{\"drill\": \"replica-fa");
        file.close();
        QVERIFY(!db::DrillNote::load(file.fileName()));
    }

    void everyDrillIsFoundByItsName()
    {
        QCOMPARE(db::allDrills().size(), std::size_t{6});
        for (const auto &info : db::allDrills())
            QCOMPARE(db::drillNamed(info.name), info.kind);
        QVERIFY(!db::drillNamed(u"earthquake"_s));
    }
};

QTEST_GUILESS_MAIN(TestDrillResult)
#include "tst_drillresult.moc"
