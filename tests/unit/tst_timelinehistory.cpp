// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/nodefiles.h"
#include "db/failover/timelinehistory.h"

#include <QTest>

using namespace seawall::db;
using namespace Qt::StringLiterals;

class TestTimelineHistory : public QObject
{
    Q_OBJECT

private:
    static std::optional<Lsn> lsn(std::string_view text) { return Lsn::parse(text); }

private Q_SLOTS:
    void linesOfAHistoryFileAreRead()
    {
        const auto history = TimelineHistory::parse(
            3, u"1\t0/3000000\tno recovery target specified\n\n2\t0/5000000\tat once\n"_s);
        QCOMPARE(history.timeline, 3u);
        QCOMPARE(history.switches.size(), std::size_t{2});
        QVERIFY(history.partedFrom(2) == lsn("0/5000000"));
        QVERIFY(!history.partedFrom(7));
    }

    void twoPartWhereOneLeftTheTimelineOfTheOther()
    {
        const TimelineHistory stayed{1, {}};
        const auto left = TimelineHistory::parse(2, u"1\t0/3000000\tx"_s);
        QVERIFY(left.partedFrom(stayed) == lsn("0/3000000"));
        QVERIFY(stayed.partedFrom(left) == lsn("0/3000000"));
    }

    void twoThatLeftTheSameTimelinePartWhereTheFirstDid()
    {
        const auto early = TimelineHistory::parse(2, u"1\t0/3000000\tx"_s);
        const auto late = TimelineHistory::parse(3, u"1\t0/4000000\tx"_s);
        QVERIFY(early.partedFrom(late) == lsn("0/3000000"));
        QVERIFY(late.partedFrom(early) == lsn("0/3000000"));
    }

    void twoTimelinesOfOneNumberAreTwoWhereTheyBeganApart()
    {
        const auto one = TimelineHistory::parse(2, u"1\t0/3000000\tx"_s);
        const auto other = TimelineHistory::parse(2, u"1\t0/4000000\tx"_s);
        QVERIFY(one.partedFrom(other) == lsn("0/3000000"));
        QVERIFY(!one.partedFrom(one));
    }

    void aSharedPastIsNoParting()
    {
        const auto stayed = TimelineHistory::parse(2, u"1\t0/3000000\tx"_s);
        const auto left = TimelineHistory::parse(3, u"1\t0/3000000\tx\n2\t0/6000000\tx"_s);
        QVERIFY(stayed.partedFrom(left) == lsn("0/6000000"));
        QVERIFY(!TimelineHistory{}.partedFrom(stayed)); // a timeline that is not known
    }

    void walWithoutAHistoryIsOfATimelineThatWasDiscarded()
    {
        QStringList names{u"000000090000000000000003"_s, u"00000009.history"_s, u"0000000A0000000000000003"_s,
                          u"0000000B.history"_s, u"archive_status"_s};
        QCOMPARE(newestTimeline(names), 9u);
        names << u"0000000A.history"_s;
        QCOMPARE(newestTimeline(names), 10u);
        QCOMPARE(newestTimeline({u"000000010000000000000003"_s}), 1u); // the first has none
        QCOMPARE(newestTimeline({u"00000009.history"_s}), 0u);
    }
};

QTEST_GUILESS_MAIN(TestTimelineHistory)
#include "tst_timelinehistory.moc"
