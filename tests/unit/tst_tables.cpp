// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalmodel.h"
#include "models/modelroles.h"
#include "models/monitor/alertsmodel.h"
#include "models/monitor/applicationsmodel.h"
#include "models/monitor/noderow.h"
#include "models/monitor/slotsmodel.h"
#include "tests/support/snapshots.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

JournalEntry anEntry(qint64 id, JournalEntry::State state = JournalEntry::State::Succeeded)
{
    JournalEntry entry;
    entry.id = id;
    entry.startedMs = tests::baseMs + id * 1000;
    entry.finishedMs = entry.startedMs + 4200;
    entry.title = u"Operation %1"_s.arg(id);
    entry.actions = {u"one"_s, u"two"_s};
    entry.target.node = u"primary"_s;
    entry.target.role = db::Role::Primary;
    entry.target.timeline = 3;
    entry.target.lsn = db::Lsn{0x28};
    entry.state = state;
    return entry;
}

/// Every model under test watches itself.
template<typename Model>
struct Tested : Model {
    QAbstractItemModelTester tester{this, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsReportedComesFromTheUpstream();
    void rowsAreKeptWhileFiguresChange();
    void slotsShowWhatTheyHoldBack();
    void ofASlotOnANodeThatDoesNotAnswerOnlyItsNameIsKnown();
    void applicationsShowTheirLimit();
    void alertsShowSinceWhen();
    void theJournalShowsWhatWasDone();
    void theJournalTellsAnotherClustersEntries();
    void anyListCanFollowAnyOther();
    void tenThousandEntriesComeInOneInsert();
    void headersExplainThemselves();
};

void TestTables::whatIsReportedComesFromTheUpstream()
{
    auto snapshot = tests::healthySnapshot();
    QVERIFY(!nodeRows(snapshot)[1].sender);
    db::WalSender backup, sender;
    backup.applicationName = u"pg_basebackup"_s;
    backup.replayLag = 99;
    sender.slotName = u"replica1"_s;
    sender.replayLag = 0.03;
    snapshot.nodes[0].facts.walSenders = {backup, sender};
    const auto rows = nodeRows(snapshot);
    QCOMPARE(rows.size(), size_t(2));
    QVERIFY(!rows[0].sender);
    QVERIFY(rows[1].sender == sender);
}

void TestTables::rowsAreKeptWhileFiguresChange()
{
    Tested<SlotsModel> model;
    auto snapshot = tests::healthySnapshot();
    auto &slots = snapshot.nodes[0].facts.slotList;
    for (const auto &name : {u"a"_s, u"b"_s})
        slots.push_back({name, u"physical"_s, u"reserved"_s, true, 4096, 0, {}});
    model.setSnapshot(tests::shared(snapshot));
    const QPersistentModelIndex last(model.index(2, SlotsModel::NameColumn));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSnapshot(tests::shared(snapshot));
    QCOMPARE(changed.size(), 0);
    slots[2].retainedBytes = 8192;
    slots.erase(slots.begin() + 1);
    model.setSnapshot(tests::shared(snapshot));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(last.row(), 1);
    QCOMPARE(last.data().toString(), u"b"_s);
}

void TestTables::slotsShowWhatTheyHoldBack()
{
    Tested<SlotsModel> model;
    auto snapshot = tests::healthySnapshot();
    snapshot.nodes[0].facts.slotList.push_back({u"old"_s, u"physical"_s, u"lost"_s, false, {}, 0, 7200});
    model.setSnapshot(tests::shared(snapshot));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, SlotsModel::RetainedColumn), u"4 kB"_s);
    QCOMPARE(text(model, 0, SlotsModel::SafeColumn), u"no limit"_s);
    QCOMPARE(text(model, 0, SlotsModel::InactiveColumn), QString());
    QCOMPARE(text(model, 1, SlotsModel::RetainedColumn), u"unknown"_s);
    QCOMPARE(text(model, 1, SlotsModel::SafeColumn), u"0 B"_s);
    QCOMPARE(text(model, 1, SlotsModel::InactiveColumn), u"2 h"_s);
    QCOMPARE(model.index(1, 0).data(SeverityRole).toInt(), int(Severity::Critical));
    QVERIFY(!model.index(0, 0).data(SeverityRole).isValid());
}

void TestTables::ofASlotOnANodeThatDoesNotAnswerOnlyItsNameIsKnown()
{
    Tested<SlotsModel> model;
    auto snapshot = tests::healthySnapshot();
    snapshot.nodes[0].reachable = false;
    model.setSnapshot(tests::shared(snapshot));
    QCOMPARE(text(model, 0, SlotsModel::NameColumn), u"replica1"_s);
    for (const int column : {SlotsModel::ActiveColumn, SlotsModel::StatusColumn, SlotsModel::RetainedColumn})
        QCOMPARE(text(model, 0, column), u"unknown"_s);
}

void TestTables::applicationsShowTheirLimit()
{
    Tested<ApplicationsModel> model;
    auto snapshot = tests::healthySnapshot();
    snapshot.nodes[0].facts.applications[0].counts.idle = 36;
    model.setSnapshot(tests::shared(snapshot));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(model, 0, ApplicationsModel::ApplicationColumn), u"pulse-backend"_s);
    QCOMPARE(text(model, 0, ApplicationsModel::TotalColumn), u"40"_s);
    QCOMPARE(text(model, 0, ApplicationsModel::UseColumn), u"80 %"_s);
    QCOMPARE(model.index(0, 0).data(SeverityRole).toInt(), int(Severity::Warning));
    QCOMPARE(text(model, 1, ApplicationsModel::LimitColumn), QString());
    QCOMPARE(text(model, 2, ApplicationsModel::NodeColumn), u"replica1"_s);
    snapshot.nodes[0].reachable = false;
    model.setSnapshot(tests::shared(snapshot));
    QCOMPARE(text(model, 0, ApplicationsModel::TotalColumn), u"?"_s);
    QVERIFY(model.index(0, ApplicationsModel::TotalColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .startsWith(u"unknown"_s));
}

void TestTables::alertsShowSinceWhen()
{
    Tested<AlertsModel> model;
    Alert alert{1,  {},        u"replica1"_s, {}, u"Replay lag of replica1 is 4.2 s."_s, tests::baseMs,
                {}, u"alice"_s};
    model.setAlerts({alert});
    QCOMPARE(text(model, 0, AlertsModel::SeverityColumn), u"warning"_s);
    QCOMPARE(text(model, 0, AlertsModel::ClearedColumn), u"lasts"_s);
    QCOMPARE(text(model, 0, AlertsModel::AcknowledgedColumn), u"alice"_s);
    QVERIFY(model.index(0, 0).data(SeverityRole).isValid());
    alert.clearedMs = tests::baseMs + 1000;
    model.setAlerts({alert});
    QCOMPARE(model.index(0, AlertsModel::ClearedColumn).data(SortRole).toLongLong(), tests::baseMs + 1000);
    QVERIFY(!model.index(0, 0).data(SeverityRole).isValid());
}

void TestTables::theJournalShowsWhatWasDone()
{
    Tested<JournalModel> model;
    auto interrupted = anEntry(2, JournalEntry::State::Interrupted);
    interrupted.finishedMs.reset();
    model.setEntries({interrupted, anEntry(1)});
    QCOMPARE(text(model, 0, JournalModel::StateColumn), u"interrupted"_s);
    QCOMPARE(text(model, 0, JournalModel::DurationColumn), QString());
    QCOMPARE(model.index(0, 0).data(SeverityRole).toInt(), int(Severity::Warning));
    QCOMPARE(text(model, 1, JournalModel::DurationColumn), u"4.2 s"_s);
    QCOMPARE(model.index(1, JournalModel::TitleColumn).data(Qt::ToolTipRole).toString(), u"one\ntwo"_s);
    QCOMPARE(model.index(1, JournalModel::NodeColumn).data(Qt::ToolTipRole).toString(),
             u"primary (primary, timeline 3, 0/28)"_s);
}

void TestTables::theJournalTellsAnotherClustersEntries()
{
    Tested<JournalModel> model;
    auto other = anEntry(3), ours = anEntry(2);
    other.target.systemIdentifier = u"73"_s;
    ours.target.systemIdentifier = u"74"_s;
    const auto nodes = [&](const QString &cluster) {
        model.setEntries({other, ours, anEntry(1)}, cluster);
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts << text(model, row, JournalModel::NodeColumn);
        return texts.join(u';');
    };
    QCOMPARE(nodes({}), u"primary;primary;primary"_s);
    QCOMPARE(nodes(u"74"_s), u"primary, another cluster;primary;primary"_s);
    QVERIFY(model.index(0, JournalModel::NodeColumn).data(Qt::ToolTipRole).toString().contains(u"is 73"_s));
}

void TestTables::anyListCanFollowAnyOther()
{
    Tested<JournalModel> model;
    QRandomGenerator random(4711);
    for (int round = 0; round < 300; ++round) {
        std::vector<JournalEntry> entries;
        for (int id = 1; id <= 10; ++id) {
            if (random.bounded(3) > 0)
                entries.push_back(anEntry(id, random.bounded(2) ? JournalEntry::State::Failed
                                                                : JournalEntry::State::Succeeded));
        }
        std::shuffle(entries.begin(), entries.end(), random);
        model.setEntries(entries);
        QCOMPARE(size_t(model.rowCount()), entries.size());
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(model.rows()[size_t(row)].entry == entries[size_t(row)]);
    }
}

void TestTables::tenThousandEntriesComeInOneInsert()
{
    JournalModel model;
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    std::vector<JournalEntry> entries;
    for (int id = 10000; id > 0; --id)
        entries.push_back(anEntry(id));
    model.setEntries(entries);
    QCOMPARE(inserted.size(), 1);
    entries.insert(entries.begin(), anEntry(10001));
    model.setEntries(entries);
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(model.rowCount(), 10001);
}

void TestTables::headersExplainThemselves()
{
    SlotsModel slots;
    ApplicationsModel applications;
    AlertsModel alerts;
    JournalModel journal;
    for (const QAbstractItemModel *model :
         std::initializer_list<QAbstractItemModel *>{&slots, &applications, &alerts, &journal}) {
        for (int column = 0; column < model->columnCount(); ++column) {
            QVERIFY(!model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
            QVERIFY(!model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        }
    }
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
