// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshotfeed.h"
#include "models/taskqueue.h"
#include "tests/support/snapshots.h"

#include <QtTest>

#include <thread>

using namespace seawall;
using models::SnapshotFeed;

namespace {

db::SnapshotPtr numbered(quint64 sequence)
{
    db::Snapshot snapshot;
    snapshot.sequence = sequence;
    return tests::shared(std::move(snapshot));
}

} // namespace

class TestSnapshotFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotArrivesOnTheReceiversThread();
    void whatWaitsComesInOneBatch();
    void memoryDoesNotGrowWhileTheReceiverIsBehind();
    void aTaskQueueRunsWhatIsQueuedBeforeItEnds();
    void anInboxWhoseOwnerEndsInATaskStops();
};

void TestSnapshotFeed::aSnapshotArrivesOnTheReceiversThread()
{
    std::vector<quint64> got;
    const auto *thread = QThread::currentThread();
    SnapshotFeed feed([&](const SnapshotFeed::Batch &batch) {
        QCOMPARE(QThread::currentThread(), thread);
        for (const auto &snapshot : batch)
            got.push_back(snapshot->sequence);
    });
    std::jthread monitor([&] {
        for (quint64 i = 1; i <= 50; ++i)
            feed.put(numbered(i));
    });
    QTRY_COMPARE(got.size(), 50u);
    QVERIFY(std::ranges::is_sorted(got));
}

void TestSnapshotFeed::whatWaitsComesInOneBatch()
{
    int batches = 0;
    size_t size = 0;
    SnapshotFeed feed([&](const SnapshotFeed::Batch &batch) {
        ++batches;
        size = batch.size();
    });
    for (quint64 i = 1; i <= 5; ++i)
        feed.put(numbered(i));
    QTRY_COMPARE(batches, 1);
    QCOMPARE(size, 5u);
}

void TestSnapshotFeed::memoryDoesNotGrowWhileTheReceiverIsBehind()
{
    std::vector<quint64> got;
    SnapshotFeed feed([&](const SnapshotFeed::Batch &batch) {
        for (const auto &snapshot : batch)
            got.push_back(snapshot->sequence);
    });
    const auto first = numbered(1);
    feed.put(first);
    for (quint64 i = 2; i <= 1000; ++i)
        feed.put(numbered(i));
    QCOMPARE(first.use_count(), 1); // it was let go of
    QTRY_COMPARE(got.size(), SnapshotFeed::mostWaiting);
    QCOMPARE(got.back(), 1000u);
}

void TestSnapshotFeed::aTaskQueueRunsWhatIsQueuedBeforeItEnds()
{
    int done = 0;
    {
        models::TaskQueue queue;
        for (int i = 0; i < 100; ++i)
            queue.add([&, i] { done += i == done ? 1 : 1000; }); // in order
    }
    QCOMPARE(done, 100);
}

void TestSnapshotFeed::anInboxWhoseOwnerEndsInATaskStops()
{
    auto inbox = std::make_unique<models::Inbox>();
    bool late = false;
    inbox->post([&] { inbox.reset(); });
    inbox->post([&] { late = true; });
    QTRY_VERIFY(!inbox);
    QVERIFY(!late);
}

QTEST_GUILESS_MAIN(TestSnapshotFeed)
#include "tst_snapshotfeed.moc"
