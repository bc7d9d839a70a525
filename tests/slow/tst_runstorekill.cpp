// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process of its own (this very program) walks through a checklist and says of each evidence when it was
// written. It is killed at random moments, 100 times: all that it had said is there, whole, and the step it
// ran is Interrupted.
#include "models/checklist/evidencerecord.h"
#include "tests/support/checklists.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>
#include <random>
#include <thread>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

constexpr int kills = 100;
constexpr int steps = 50;

Checklist longChecklist()
{
    tests::ChecklistMaker maker;
    maker.heading(1, u"Long"_s);
    for (int i = 0; i < steps; ++i)
        maker.step(u"Step %1"_s.arg(i));
    return maker.done();
}

QString stepOf(int number)
{
    return u"Long/Step %1"_s.arg(number % steps);
}

/// The child: for ever, or to its death. ARGUMENTS: --walk FILE.
int walk(const QString &path)
{
    const auto store = RunStore::open(path);
    if (!store)
        return 2;
    const auto run = (*store)->begin(longChecklist(), u"sandbox"_s, {});
    if (!run)
        return 3;
    const auto tell = [](const char *what, qint64 value) {
        std::printf("%s %lld\n", what, static_cast<long long>(value));
        std::fflush(stdout);
    };
    for (int i = 0;; ++i) {
        if (!(*store)->markRunning(run->id, stepOf(i)))
            return 4;
        tell("running", i);
        auto evidence = tests::evidenceOf(stepOf(i), StepState::Passed);
        evidence.output = QString(1 + (i * 7919) % 20'000, u'x');
        const auto added = (*store)->add(run->id, evidence);
        if (!added)
            return 5;
        tell("added", added->id);
    }
}

/// Kills the child at a random moment; what it had said by then.
QByteArrayList heardBeforeDeath(const QString &path, int afterMicroseconds)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--walk"_s, path});
    if (!child.waitForStarted() || !child.waitForReadyRead(20'000))
        return {};
    std::this_thread::sleep_for(std::chrono::microseconds(afterMicroseconds)); // where it is killed is chance
    child.kill();
    child.waitForFinished();
    auto lines = child.readAllStandardOutput().split('\n');
    lines.removeLast(); // empty, or cut short
    return lines;
}

} // namespace

class TestRunStoreKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenIsThereAfterAKill();
};

void TestRunStoreKill::whatWasWrittenIsThereAfterAKill()
{
    QTemporaryDir directory;
    const auto path = directory.filePath(u"runs.sqlite"_s);
    std::mt19937 random(20261123);
    std::uniform_int_distribution<int> moment(0, 60'000);
    qint64 run = 0, promised = 0;
    size_t most = 0;
    int interrupted = 0;
    for (int kill = 0; kill < kills; ++kill) {
        const auto heard = heardBeforeDeath(path, moment(random));
        QVERIFY2(!heard.isEmpty(), "the child did not begin");
        const auto store = RunStore::open(path);
        QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        const auto present = (*store)->begin(longChecklist(), u"sandbox"_s, {});
        QVERIFY(present);
        QVERIFY(run == 0 || run == present->id);
        run = present->id;
        const auto evidence = (*store)->evidence(run);
        QVERIFY(evidence);
        for (const auto &each : *evidence)
            QVERIFY(isUntouched(each));
        for (const auto &line : heard) {
            if (line.startsWith("added "))
                promised = line.mid(6).toLongLong();
        }
        // One that was written but not told yet may be there besides.
        QVERIFY(qint64(evidence->size()) >= promised && evidence->size() >= most);
        QVERIFY(evidence->empty() || evidence->back().id == qint64(evidence->size()));
        most = evidence->size();

        const auto status = (*store)->status(*present);
        QVERIFY(status);
        for (const auto &[step, each] : *status)
            QVERIFY(each.state != StepState::Running);
        if (heard.back().startsWith("running ") && qint64(evidence->size()) == promised) {
            ++interrupted;
            const auto step = stepOf(heard.back().mid(8).toInt());
            QCOMPARE(toString(status->at(step).state), u"interrupted"_s);
        }
    }
    qInfo() << most << "pieces of evidence after" << kills << "kills," << interrupted
            << "steps seen interrupted";
    QVERIFY(interrupted > 0);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (const auto arguments = QCoreApplication::arguments(); arguments.value(1) == u"--walk")
        return walk(arguments.value(2));
    TestRunStoreKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_runstorekill.moc"
