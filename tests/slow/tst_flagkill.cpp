// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A process of its own (this very program) toggles a flag, each time as an Operation in the Journal, and is
// killed at random moments, 200 times: the file is always the old or the new one, and the Journal says which.
#include "models/flags/envflagstore.h"
#include "models/flags/flaghistory.h"
#include "models/flags/flagoperation.h"
#include "models/journal.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <random>
#include <thread>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

constexpr int kills = 200;

/// Large enough that writing it takes a moment.
QByteArray contentFor(bool isOn)
{
    QByteArray content = "POSTGRES_HOST=127.0.0.1\n# The flag\n";
    content += isOn ? "USE_READ_REPLICA=true  # reads\n" : "USE_READ_REPLICA=false  # reads\n";
    for (int i = 0; i < 2000; ++i)
        content += "KEY_" + QByteArray::number(i) + "=value of " + QByteArray::number(i) + '\n';
    return content;
}

/// The child: for ever, or to its death. ARGUMENTS: --toggle ENV JOURNAL.
int toggle(const QString &env, const QString &file)
{
    const auto profile = ClusterProfile::fromEnvFile(env);
    const auto journal = Journal::open(file);
    if (!profile || !journal)
        return 2;
    for (;;) {
        const auto now = EnvFlagStore::load(env);
        const bool isOn = now && now->value(u"USE_READ_REPLICA"_s) == u"true";
        const auto operation = FlagOperation::forEnvironment(
            *profile, {{u"USE_READ_REPLICA"_s, isOn ? u"false"_s : u"true"_s}}, nullptr);
        if (!operation)
            return 3;
        const auto entry = (*journal)->begin(**operation, {});
        if (!entry)
            return 4;
        std::printf("begun %lld %d\n", static_cast<long long>(*entry), isOn ? 0 : 1);
        std::fflush(stdout);
        const auto outcome = (*operation)->run([](const Progress &) {}, {});
        if (!(*journal)->finish(*entry, outcome))
            return 5;
        std::printf("ended %lld\n", static_cast<long long>(*entry));
        std::fflush(stdout);
    }
}

} // namespace

class TestFlagKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsTheOldOrTheNewOneAndTheJournalSaysWhich();
};

void TestFlagKill::theFileIsTheOldOrTheNewOneAndTheJournalSaysWhich()
{
    QTemporaryDir folder;
    const auto env = folder.filePath(u"test.env"_s), file = folder.filePath(u"journal.sqlite"_s);
    QFile first(env);
    QVERIFY(first.open(QIODevice::WriteOnly));
    first.write(contentFor(false));
    first.close();
    std::mt19937 random(20261126);
    std::uniform_int_distribution<int> moment(0, 30'000);
    int interrupted = 0, done = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--toggle"_s, env, file});
        QVERIFY(child.waitForStarted() && child.waitForReadyRead(20'000));
        std::this_thread::sleep_for(
            std::chrono::microseconds(moment(random))); // where it is killed is chance
        child.kill();
        child.waitForFinished();
        QFile written(env);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto content = written.readAll();
        const bool isOn = content == contentFor(true);
        QVERIFY2(isOn || content == contentFor(false), "the file is neither the old nor the new one");

        const auto journal = Journal::open(file);
        QVERIFY(journal);
        auto entries = (*journal)->entries(0, 0, 1);
        QVERIFY(entries && !entries->empty());
        if (entries->front().state == JournalEntry::State::Interrupted) {
            ++interrupted;
            const auto outcome = settled(entries->front(), *EnvFlagStore::load(env));
            QVERIFY(outcome && (*journal)->finish(entries->front().id, *outcome));
            done += outcome->state == Outcome::State::Succeeded ? 1 : 0;
            entries = (*journal)->entries(0, 0, 1);
        }
        const auto &last = entries->front();
        const bool wasDone = last.state == JournalEntry::State::Succeeded;
        const bool meantOn = last.actions.contains(u"+ USE_READ_REPLICA=true"_s);
        QVERIFY2((wasDone ? meantOn : !meantOn) == isOn, qPrintable(last.summary));
        QVERIFY((*journal)->verify()->firstBrokenRow == std::nullopt);
    }
    qInfo() << kills << "kills," << interrupted << "toggles interrupted," << done << "of these were done";
    QVERIFY(interrupted > 0);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (const auto arguments = QCoreApplication::arguments(); arguments.value(1) == u"--toggle")
        return toggle(arguments.value(2), arguments.value(3));
    TestFlagKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_flagkill.moc"
