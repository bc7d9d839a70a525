// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalevents.h"

#include <QtTest>

using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 base = 1'700'000'000'000, later = base + 3'600'000;

JournalEntry entryOf(qint64 startedMs, std::optional<qint64> finishedMs)
{
    JournalEntry entry;
    entry.startedMs = startedMs;
    entry.finishedMs = finishedMs;
    entry.target.node = u"primary"_s;
    entry.title = u"Apply 2 migrations"_s;
    entry.state = finishedMs ? JournalEntry::State::Succeeded : JournalEntry::State::Running;
    entry.summary = finishedMs ? u"2 migrations are applied."_s : QString();
    return entry;
}

QStringList textOf(const std::vector<ClusterEvent> &events)
{
    QStringList lines;
    for (const auto &event : events)
        lines << u"%1 %2 %3 %4"_s.arg(event.timeMs - base)
                     .arg(toString(event.severity), event.node, event.sentence);
    return lines;
}

} // namespace

/// What other processes did, as events of the cluster.
class TestJournalEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongOneIsToldWhereItBeganAndWhereItEnded()
    {
        QCOMPARE(textOf(eventsOfOthers({entryOf(base + 9000, {}), entryOf(base, base + 4000)}, {}, 0, later)),
                 QStringList({u"0 info primary Begun: Apply 2 migrations"_s,
                              u"4000 info primary 2 migrations are applied."_s,
                              u"9000 info primary Begun: Apply 2 migrations"_s}));
    }

    void aShortOneIsToldOnce()
    {
        auto entry = entryOf(base, base + 300);
        entry.state = JournalEntry::State::Failed;
        QCOMPARE(textOf(eventsOfOthers({entry}, {}, 0, later)),
                 QStringList({u"300 warning primary 2 migrations are applied."_s}));
    }

    void whatIsToldIsNotToldAgain()
    {
        // A window notes its events a little later than the Journal, and asked before it acted.
        auto told = eventsOfOthers({entryOf(base + 20, base + 4030)}, {}, 0, later);
        told.front().sentence += u'?';
        QVERIFY(eventsOfOthers({entryOf(base, base + 4000)}, told, 0, later).empty());
        QCOMPARE(eventsOfOthers({entryOf(base + 60'000, base + 64'000)}, told, 0, later).size(), size_t(2));
    }

    void anInterruptedOneIsToldAsThat()
    {
        auto entry = entryOf(base, {});
        entry.state = JournalEntry::State::Interrupted;
        QVERIFY(eventsOfOthers({entry}, {}, 0, later).empty());
    }

    void onlyWhatHappenedWithinTheTimeIsTold()
    {
        const std::vector entries{entryOf(base, base + 4000)};
        QCOMPARE(textOf(eventsOfOthers(entries, {}, 0, base + 3999)),
                 QStringList({u"0 info primary Begun: Apply 2 migrations"_s}));
        QCOMPARE(textOf(eventsOfOthers(entries, {}, base + 1, later)),
                 QStringList({u"4000 info primary 2 migrations are applied."_s}));
    }
};

QTEST_GUILESS_MAIN(TestJournalEvents)
#include "tst_journalevents.moc"
