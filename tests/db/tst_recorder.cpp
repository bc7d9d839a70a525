// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/history.h"
#include "models/monitor/recorder.h"
#include "tests/support/recording.h"
#include "tests/support/sandboxfixture.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <random>
#include <thread>

#include <signal.h>
#include <sys/resource.h>

using namespace recording;
using namespace std::chrono_literals;

#ifdef __SANITIZE_THREAD__
/// Starting the child is a fork, after which ThreadSanitizer would not let the parent start threads either.
extern "C" const char *__tsan_default_options();
extern "C" const char *__tsan_default_options()
{
    return "die_after_fork=0";
}
#endif

namespace {

/// The child of the test with kill -9: records every 20 ms, and tells the time of each tick once it is given.
int recordUntilKilled(const QString &path)
{
    Recorder recorder({.file = path}, [] {});
    for (int i = 1;; ++i) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        recorder.add(tick(now, i, u"n"_s, 0.25));
        std::printf("%lld %d\n", static_cast<long long>(now), i);
        std::fflush(stdout);
        std::this_thread::sleep_for(20ms);
    }
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(content) == content.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// Lifts the limit of the process's file sizes again.
class FileSizeLimit final
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// In memory where there is room: how long a busy disk takes is not what is tested.
    void init() { m_dir = std::make_unique<QTemporaryDir>(tests::sandboxTemplate()); }
    void theFileIsReadableByItsOwnerOnly();
    void aKilledRecorderLosesAtMostTwoSecondsAndLeavesAWholeFile();
    void aFileThatIsNotOneIsSetAsideAndRecordingBegins_data();
    void aFileThatIsNotOneIsSetAsideAndRecordingBegins();
    void pagesDamagedInsideAreNoticedAndTheFileIsKept();
    void aSecondConsoleIsToldSoAndTheFirstGoesOn();
    void aDirectoryThatCannotBeWrittenIsToldAndFiguresGoOnInMemory();
    void aFullDiskIsToldAndWhatWaitedIsWrittenLater();
    void aFileThatIsRemovedIsBegunAgain();

private:
    QString path() const { return m_dir->filePath(u"recorder.sqlite"_s); }
    QStringList setAside() const { return QDir(m_dir->path()).entryList({u"recorder.sqlite.*-*"_s}); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestRecorder::theFileIsReadableByItsOwnerOnly()
{
    QVERIFY(write(path(), {}));
    QVERIFY(QFile::setPermissions(path(), QFile::Permissions(0x6666)));
    Recorder recorder({.file = path(), .commitEvery = 1ms}, [] {});
    recorder.add(tick(1'000'000, 1));
    QTRY_COMPARE(recorder.state().commits, 1U);
    for (const QString &part : {u""_s, u"-wal"_s, u"-shm"_s, u".lock"_s}) {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(QFile::exists(path() + part));
        QVERIFY2(!(QFile::permissions(path() + part) & others), qPrintable(part));
    }
}

void TestRecorder::aKilledRecorderLosesAtMostTwoSecondsAndLeavesAWholeFile()
{
    std::mt19937 random(std::random_device{}());
    std::vector<std::pair<qint64, int>> kept;
    for (int run = 0; run < 5; ++run) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--record"_s, path()});
        QVERIFY(child.waitForStarted());
        const int ticks = 60 + int(random() % 150);
        QByteArray told;
        QTRY_VERIFY_WITH_TIMEOUT((told += child.readAllStandardOutput(), told.count('\n') > ticks), 30'000);
        child.kill();
        QVERIFY(child.waitForFinished());
        const qint64 killedAt = QDateTime::currentMSecsSinceEpoch();
        for (const QByteArray &line : told.split('\n').mid(0, told.count('\n'))) {
            if (const auto words = line.split(' '); words[0].toLongLong() < killedAt - 2000)
                kept.emplace_back(words[0].toLongLong(), words[1].toInt());
        }
        QCOMPARE(integrity(path()), u"ok"_s);
        const auto rows = lagRows(path(), 0);
        for (const auto &[ms, value] : kept) {
            const auto row = rows.find(ms / 1000);
            QVERIFY(row != rows.end());
            QVERIFY(row->second.min <= value && row->second.max >= value);
        }
    }
    { // the next start makes up what coarse rows the killed ones did not finish
        Recorder recorder({.file = path()}, [] {});
        QTRY_COMPARE(recorder.state().generation, 1);
    }
    const auto fine = lagRows(path(), 0);
    for (size_t tier = 1; tier < recordTiers.size(); ++tier) {
        std::map<qint64, RecordFold> expected;
        for (const auto &[time, fold] : fine)
            expected[time - time % recordTiers[tier].span].add(fold);
        const auto rows = lagRows(path(), tier);
        QCOMPARE(rows.size(), expected.size());
        for (const auto &[time, fold] : expected) {
            QCOMPARE(rows.at(time).count, fold.count);
            QCOMPARE(rows.at(time).max, fold.max);
        }
    }
}

void TestRecorder::aFileThatIsNotOneIsSetAsideAndRecordingBegins_data()
{
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("statement");
    QTest::newRow("damaged") << u"damaged"_s << QString();
    QTest::newRow("foreign") << u"foreign"_s << u"CREATE TABLE somebody(elses)"_s;
    QTest::newRow("newer") << u"newer"_s << u"PRAGMA user_version = 2"_s;
}

void TestRecorder::aFileThatIsNotOneIsSetAsideAndRecordingBegins()
{
    QFETCH(QString, why);
    QFETCH(QString, statement);
    if (why == u"newer")
        QVERIFY(RecordFile::open(path(), 1 << 30));
    if (statement.isEmpty()) {
        QVERIFY(write(path(), QByteArray("not a database, but somebody's notes ").repeated(200)));
    } else {
        SqlConnection connection(path(), false);
        QVERIFY(connection.open() && connection.run(statement));
    }
    const QByteArray before = read(path());

    History history(path());
    QSignalSpy notice(&history, &History::notice), failed(&history, &History::failed);
    QTRY_COMPARE(notice.count(), 1);
    const QStringList aside = setAside();
    QCOMPARE(aside.size(), 1);
    QVERIFY(aside.front().contains(why));
    QVERIFY(notice.front().front().toString().contains(aside.front()));
    QCOMPARE(read(m_dir->filePath(aside.front())), before);
    history.add(snapshot(1'700'000'000'000, 3));
    QTRY_COMPARE(lagRows(path(), 0).size(), size_t(1));
    QCOMPARE(failed.count(), 0);
}

void TestRecorder::pagesDamagedInsideAreNoticedAndTheFileIsKept()
{
    {
        Recorder recorder({.file = path()}, [] {});
        for (int i = 0; i < 500; ++i)
            recorder.add(tick(1'700'000'000'000 + i * 1000, i));
    }
    QByteArray content = read(path());
    QVERIFY(content.size() > 8 * 4096);
    content.replace(4096, content.size() - 4096, QByteArray(content.size() - 4096, '\x5a'));
    QVERIFY(write(path(), content));

    Recorder recorder({.file = path(), .commitEvery = 10ms}, [] {});
    std::vector<QString> notices;
    for (int i = 0; notices.empty() && i < 200; ++i) {
        recorder.add(tick(1'700'001'000'000 + i * 1000, i));
        QTest::qWait(25);
        const auto news = recorder.state().notices;
        notices.insert(notices.end(), news.begin(), news.end());
    }
    QCOMPARE(notices.size(), size_t(1));
    QCOMPARE(setAside().size(), 1);
    QTRY_VERIFY(lagRows(path(), 0).size() > 0);
    QCOMPARE(integrity(path()), u"ok"_s);
}

void TestRecorder::aSecondConsoleIsToldSoAndTheFirstGoesOn()
{
    auto first = std::make_unique<Recorder>(Recorder::Options{.file = path(), .commitEvery = 10ms}, [] {});
    QTRY_COMPARE(first->state().generation, 1);
    History second(path());
    QSignalSpy failed(&second, &History::failed), recovered(&second, &History::recovered);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(second.failure().contains(QString::number(QCoreApplication::applicationPid())));
    second.add(snapshot(1'700'000'000'000, 3));
    QCOMPARE(second.bands(lagOf(u"n"_s), 1'700'000'000'000, 1'700'000'001'000, 10).size(), size_t(1));
    first->add(tick(1'700'000'000'000, 5));
    QTRY_COMPARE(first->state().commits, 1U);
    QCOMPARE(lagRows(path(), 0).begin()->second.max, 5.0);
    first.reset(); // the second takes over when it tries again, after 5 s
    QTRY_COMPARE_WITH_TIMEOUT(recovered.count(), 1, 20000);
    QCOMPARE(second.failure(), QString());
}

void TestRecorder::aDirectoryThatCannotBeWrittenIsToldAndFiguresGoOnInMemory()
{
    History history(u"/proc/seawall/recorder.sqlite"_s); // not even root can write there
    QSignalSpy failed(&history, &History::failed);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.front().front().toString().contains(u"/proc/seawall/recorder.sqlite"));
    history.add(snapshot(1'700'000'000'000, 3));
    QCOMPARE(history.bands(lagOf(u"n"_s), 1'700'000'000'000, 1'700'000'001'000, 10).size(), size_t(1));
}

void TestRecorder::aFullDiskIsToldAndWhatWaitedIsWrittenLater()
{
    Recorder recorder({.file = path(), .commitEvery = 10ms, .retryEvery = 100ms}, [] {});
    recorder.add(tick(1'700'000'000'000, 1));
    QTRY_COMPARE(recorder.state().commits, 1U);
    {
        const FileSizeLimit limit(200'000);
        for (int i = 1; i <= 500 && recorder.state().failure.isEmpty(); ++i) {
            recorder.add(tick(1'700'000'000'000 + i * 1000, i + 1));
            QTest::qWait(15);
        }
        QTRY_VERIFY(!recorder.state().failure.isEmpty());
        QVERIFY(recorder.state().failure.contains(path()));
        recorder.add(tick(1'700'000'900'000, 77));
    }
    QTRY_COMPARE(recorder.state().failure, QString());
    QTRY_COMPARE(recorder.state().committedMs, 1'700'000'900'000);
    const auto rows = lagRows(path(), 0);
    QCOMPARE(rows.at(1'700'000'900).max, 77.0);
    for (qint64 second = 0; second + 2 < qint64(rows.size()); ++second)
        QCOMPARE(rows.at(1'700'000'000 + second).max, double(second + 1));
    QCOMPARE(integrity(path()), u"ok"_s);
}

void TestRecorder::aFileThatIsRemovedIsBegunAgain()
{
    Recorder recorder({.file = path(), .commitEvery = 10ms}, [] {});
    recorder.add(tick(1'700'000'000'000, 1));
    QTRY_COMPARE(recorder.state().commits, 1U);
    QVERIFY(QFile::remove(path()));
    recorder.add(tick(1'700'000'001'000, 2));
    QTRY_COMPARE(recorder.state().commits, 2U);
    QCOMPARE(lagRows(path(), 0).rbegin()->second.max, 2.0);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--record")
        return recordUntilKilled(arguments[2]);
    TestRecorder test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recorder.moc"
