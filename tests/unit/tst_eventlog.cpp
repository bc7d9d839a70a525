// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/modelroles.h"
#include "models/monitor/eventlog.h"
#include "tests/support/snapshots.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;
using tests::baseMs;
using Kind = ClusterEvent::Kind;

namespace {

db::SnapshotPtr at(db::Snapshot snapshot, int seconds)
{
    snapshot.timeMs = baseMs + seconds * 1000;
    return tests::shared(std::move(snapshot));
}

/// 'kind severity node: sentence', one a line.
QString textOf(const std::vector<ClusterEvent> &events)
{
    QString text;
    for (const auto &event : events)
        text += u"%1, %2, %3: %4\n"_s.arg(toString(event.kind), toString(event.severity), event.node,
                                          event.sentence);
    return text;
}

QString between(const db::Snapshot &before, const db::Snapshot &after)
{
    return textOf(eventsBetween(at(before, 0), at(after, 1)));
}

} // namespace

class TestEventLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSteadyClusterHasNoEvents();
    void theFirstAnswersAreNoEvents();
    void anOutageAndTheWayBack();
    void theOutageOfAPrimaryIsCritical();
    void aNodeThatNeverAnsweredIsAnOutageOnce();
    void aPromotionIsARoleChangeAndASplitBrain();
    void aNewTimelineIsAnEvent();
    void aDetachedReplicaIsAVerdictChange();
    void aVerdictThatFlapsIsToldOnceAMinute();
    void theModelShowsTheNewestFirst();
    void whatIsLearntOfLateStandsWhereItsTimeIs();
    void theMemoryIsBounded();
    void eventsSurviveARestart();
    void whatTwoConsolesSeeStandsInTheirFileOnce();
    void whatHappensTwiceIsThereTwice();
    void whatIsTheSameIsToldByKindAndNodeAndNotByItsFigures();
    void aFileThatCannotBeWrittenIsToldOnce();
    void aLongFileIsCutDown();
};

void TestEventLog::aSteadyClusterHasNoEvents()
{
    QCOMPARE(between(tests::healthySnapshot(), tests::healthySnapshot()), QString());
    QCOMPARE(textOf(eventsBetween(nullptr, at(tests::splitBrainSnapshot(), 0))), QString());
}

void TestEventLog::theFirstAnswersAreNoEvents()
{
    db::Snapshot before;
    before.nodes.resize(2);
    before.nodes[0].name = u"primary"_s;
    before.nodes[1].name = u"replica1"_s;
    QCOMPARE(between(before, tests::healthySnapshot()), QString());
}

void TestEventLog::anOutageAndTheWayBack()
{
    auto down = tests::healthySnapshot();
    tests::makeUnreachable(down.nodes[1], baseMs - 41'000);
    QCOMPARE(between(tests::healthySnapshot(), down),
             u"outage, warning, replica1: replica1 cannot be reached: replica1 refuses connections on "
             "127.0.0.1:5433.\n"_s);
    QCOMPARE(between(down, down), QString());
    QCOMPARE(
        between(down, tests::healthySnapshot()),
        u"reconnect, info, replica1: replica1 answers again after 42 s.\n"
        "verdict change, info, replica1: replica1 is STREAMING: Streams from primary and replays at once.\n"_s);
}

void TestEventLog::theOutageOfAPrimaryIsCritical()
{
    const auto text = between(tests::detachedSnapshot(), tests::noPrimarySnapshot());
    QVERIFY(text.contains(u"outage, critical, primary:"_s));
    QVERIFY(text.contains(u"verdict change, critical, : The cluster is NO PRIMARY"_s));
}

void TestEventLog::aNodeThatNeverAnsweredIsAnOutageOnce()
{
    db::Snapshot before;
    before.nodes.resize(1);
    before.nodes[0].name = u"primary"_s;
    auto after = before;
    after.nodes[0].error = db::Error{db::ErrorKind::Refused, u"Refused."_s, {}, {}, {}, 0};
    QCOMPARE(between(before, after), u"outage, warning, primary: primary cannot be reached: Refused.\n"_s);
    QCOMPARE(between(after, after), QString());
}

void TestEventLog::aPromotionIsARoleChangeAndASplitBrain()
{
    QCOMPARE(between(tests::healthySnapshot(), tests::splitBrainSnapshot()),
             u"role change, warning, replica1: replica1 became primary on timeline 2.\n"
             "verdict change, critical, : The cluster is SPLIT BRAIN: primary and replica1 are both out of "
             "recovery and of one system identifier.\n"_s);
}

void TestEventLog::aNewTimelineIsAnEvent()
{
    auto after = tests::healthySnapshot();
    after.nodes[1].facts.timeline = 2;
    QCOMPARE(between(tests::healthySnapshot(), after),
             u"timeline, info, replica1: replica1 is on timeline 2 now (was 1).\n"_s);
}

void TestEventLog::aDetachedReplicaIsAVerdictChange()
{
    QVERIFY(between(tests::healthySnapshot(), tests::detachedSnapshot())
                .startsWith(u"verdict change, warning, replica1: replica1 is DETACHED: No walreceiver"_s));
}

void TestEventLog::aVerdictThatFlapsIsToldOnceAMinute()
{
    EventLog log({});
    for (int second = 0; second < 50; second += 2) {
        log.add(at(tests::healthySnapshot(), second));
        log.add(at(tests::laggingSnapshot(), second + 1));
    }
    int toCatchingUp = 0;
    for (const auto &event : log.events())
        toCatchingUp += event.sentence.contains(u"CATCHING UP"_s);
    QCOMPARE(toCatchingUp, 1);
    log.add(at(tests::healthySnapshot(), 120));
    log.add(at(tests::laggingSnapshot(), 121));
    QVERIFY(log.events().front().timeMs == baseMs + 121'000);
}

void TestEventLog::theModelShowsTheNewestFirst()
{
    EventLog log({});
    QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy appended(&log, &EventLog::appended);
    log.add(at(tests::healthySnapshot(), 0));
    log.add(at(tests::splitBrainSnapshot(), 1));
    log.append({baseMs + 2000, Kind::Operation, Severity::Info, u"primary"_s, u"Session 1 has ended."_s});
    QCOMPARE(appended.size(), 3);
    QCOMPARE(log.rowCount(), 3);
    QCOMPARE(log.index(0, EventLog::SentenceColumn).data().toString(), u"Session 1 has ended."_s);
    QCOMPARE(log.index(1, EventLog::NodeColumn).data().toString(), u"cluster"_s);
    QCOMPARE(log.index(1, EventLog::SeverityColumn).data(SeverityRole).toInt(), int(Severity::Critical));
    QCOMPARE(log.index(2, EventLog::TimeColumn).data(SortRole).toLongLong(), baseMs + 1000);
}

void TestEventLog::whatIsLearntOfLateStandsWhereItsTimeIs()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"events.jsonl"_s);
    const auto at = [](int ms) {
        return ClusterEvent{baseMs + ms, Kind::Operation, Severity::Info, {}, QString::number(ms)};
    };
    const auto order = [](const EventLog &log) {
        QStringList words;
        for (const auto &event : log.events())
            words << event.sentence;
        return words.join(u' ');
    };
    {
        EventLog log(path);
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.append(at(1));
        log.append(at(5));
        log.append(at(3));
        log.append(at(0));
        log.append(at(9));
        QCOMPARE(order(log), u"9 5 3 1 0"_s);
    }
    EventLog log(path);
    QTRY_COMPARE(order(log), u"9 5 3 1 0"_s);
}

void TestEventLog::theMemoryIsBounded()
{
    EventLog log({});
    const auto append = [&](int i) {
        log.append({baseMs + i, Kind::Alert, Severity::Info, {}, u"event %1"_s.arg(i)});
    };
    for (int i = 0; i < 4999; ++i)
        append(i);
    QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 4999; i < 5003; ++i)
        append(i);
    QCOMPARE(log.rowCount(), 5000);
    QCOMPARE(log.events().front().sentence, u"event 5002"_s);
}

void TestEventLog::eventsSurviveARestart()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"events.jsonl"_s);
    const ClusterEvent first{baseMs, Kind::Outage, Severity::Critical, u"primary"_s, u"one\nline"_s};
    {
        EventLog log(path);
        log.append(first);
        log.append({baseMs + 1, Kind::Operation, Severity::Info, {}, u"two"_s});
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"time\": 12"); // cut short by a power failure
    file.close();

    {
        EventLog log(path);
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.append({baseMs + 2, Kind::Alert, Severity::Info, {}, u"three"_s}); // before the file is read
        QTRY_COMPARE(log.rowCount(), 3);
        QCOMPARE(log.events()[0].sentence, u"three"_s);
        QCOMPARE(log.events()[1].sentence, u"two"_s);
        QVERIFY(log.events()[2] == first);
    }
    EventLog log(path);
    QTRY_COMPARE(log.rowCount(), 3);
    QCOMPARE(log.events()[0].sentence, u"three"_s);
}

namespace {

/// The kinds in the file, in its order, once all that was appended to `logs` is there.
QString kindsIn(const QString &file, std::initializer_list<std::unique_ptr<EventLog> *> logs)
{
    for (auto *log : logs)
        log->reset(); // it writes to the end
    QFile content(file);
    QStringList kinds;
    if (content.open(QIODevice::ReadOnly))
        for (const auto &line : content.readAll().split('\n'))
            if (const auto event = eventFromJson(QJsonDocument::fromJson(line).object()))
                kinds << toString(event->kind);
    return kinds.join(u", "_s);
}

/// Of one that has read its file.
std::unique_ptr<EventLog> consoleOf(const QString &file)
{
    auto log = std::make_unique<EventLog>(file);
    QSignalSpy restored(log.get(), &EventLog::restored);
    return restored.wait() ? std::move(log) : nullptr;
}

} // namespace

void TestEventLog::whatTwoConsolesSeeStandsInTheirFileOnce()
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(u"events.jsonl"_s);
    auto one = consoleOf(file);
    auto other = consoleOf(file);
    QVERIFY(one && other);
    for (int second = 0; auto *log : {one.get(), other.get()}) {
        log->add(at(tests::healthySnapshot(), second));
        log->add(at(tests::unreachableReplicaSnapshot(), second + 1));
        log->add(at(tests::healthySnapshot(), second + 20 + 3 * second)); // the other one tries later
        log->add(at(tests::splitBrainSnapshot(), second + 40));
        ++second;
    }
    QStringList seen;
    for (const auto &event : one->events())
        seen.prepend(toString(event.kind));
    QVERIFY(seen.count(u"outage"_s) == 1 && seen.contains(u"reconnect"_s) && seen.contains(u"role change"_s));
    QCOMPARE(one->events().size(), other->events().size()); // each shows all of them
    QCOMPARE(kindsIn(file, {&one, &other}), seen.join(u", "_s));
}

void TestEventLog::whatHappensTwiceIsThereTwice()
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(u"events.jsonl"_s);
    auto one = consoleOf(file);
    auto other = consoleOf(file);
    QVERIFY(one && other);
    const auto outage = [](int seconds) {
        return ClusterEvent{baseMs + seconds * 1000, Kind::Outage, Severity::Warning, u"replica1"_s, u"…"_s};
    };
    for (auto *log : {one.get(), other.get()})
        for (const int seconds : {0, 2, 4})
            log->append(outage(seconds));
    QCOMPARE(kindsIn(file, {&one, &other}), u"outage, outage, outage"_s);
    auto later = consoleOf(file); // its own are others, however soon they come
    later->append(outage(5));
    QCOMPARE(kindsIn(file, {&later}), u"outage, outage, outage, outage"_s);
}

void TestEventLog::whatIsTheSameIsToldByKindAndNodeAndNotByItsFigures()
{
    const auto event = [](Kind kind, const QString &sentence, int seconds = 0) {
        return ClusterEvent{baseMs + seconds * 1000, kind, Severity::Info, u"replica1"_s, sentence};
    };
    using enum ClusterEvent::Kind;
    QVERIFY(isSameEvent(event(Reconnect, u"It answers again after 12 s."_s),
                        event(Reconnect, u"It answers again after 999 ms."_s, 8)));
    QVERIFY(!isSameEvent(event(Outage, u"…"_s), event(Outage, u"…"_s, 11)));
    QVERIFY(!isSameEvent(event(Outage, u"…"_s), event(Reconnect, u"…"_s)));
    QVERIFY(isSameEvent(event(VerdictChange, u"replica1 is PAUSED: it is 4 s behind."_s),
                        event(VerdictChange, u"replica1 is PAUSED: it is 5 s behind."_s)));
    QVERIFY(!isSameEvent(event(VerdictChange, u"replica1 is PAUSED: it is 4 s behind."_s),
                         event(VerdictChange, u"replica1 is DETACHED: it is 4 s behind."_s)));
    QVERIFY(isSameEvent(event(Alert, u"Replay lag of replica1 is 999 ms (limit 1 s)."_s),
                        event(Alert, u"Replay lag of replica1 is 1.20 s (limit 1 s)."_s)));
    QVERIFY(!isSameEvent(event(Alert, u"Slot replica1 on primary is 'lost'."_s),
                         event(Alert, u"Slot replica2 on primary is 'lost'."_s)));
    QVERIFY(!isSameEvent(event(Operation, u"Cancelled 4711."_s), event(Operation, u"Cancelled 4712."_s)));
}

void TestEventLog::aFileThatCannotBeWrittenIsToldOnce()
{
    EventLog log(u"/proc/seawall/events.jsonl"_s);
    QSignalSpy failed(&log, &EventLog::failed);
    QSignalSpy restored(&log, &EventLog::restored);
    log.append({baseMs, Kind::Alert, Severity::Info, {}, u"one"_s});
    log.append({baseMs, Kind::Alert, Severity::Info, {}, u"two"_s});
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(restored.size(), 1);
    QCOMPARE(log.rowCount(), 2);
}

void TestEventLog::aLongFileIsCutDown()
{
    const QTemporaryDir directory;
    const auto path = directory.filePath(u"events.jsonl"_s);
    {
        EventLog log(path);
        for (int i = 0; i < 4100; ++i)
            log.append({baseMs + i, Kind::Alert, Severity::Info, {}, u"event %1"_s.arg(i)});
    }
    const auto before = QFileInfo(path).size();
    EventLog log(path);
    QTRY_COMPARE(log.rowCount(), 1000);
    QCOMPARE(log.events().front().sentence, u"event 4099"_s);
    QVERIFY(QFileInfo(path).size() < before / 3);
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
