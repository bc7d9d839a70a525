// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/secretstore.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

namespace {

/// Set by ourselves in the process that has a session bus and an open keyring of its own.
constexpr auto insideVariable = "SEAWALL_TEST_KEYRING";

bool isInstalled(const QString &program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

/// This program again, with a session bus and a keyring that nobody else sees and that is gone afterwards.
int runInside(const QStringList &arguments)
{
    const QTemporaryDir home;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"XDG_DATA_HOME"_s, home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
    environment.insert(QString::fromLatin1(insideVariable), u"1"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    const auto script =
        u"printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$0\" \"$@\""_s;
    process.start(u"dbus-run-session"_s, QStringList{u"--"_s, u"/bin/bash"_s, u"-c"_s, script} + arguments);
    process.waitForFinished(50000);
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 1;
}

} // namespace

/// Passwords in a real Secret Service.
class TestKeychain : public QObject
{
    Q_OBJECT

private:
    models::KeychainStore m_store;

    std::optional<db::Result<db::Secret>> read(const QString &key)
    {
        std::optional<db::Result<db::Secret>> answer;
        m_store.read(key, [&](const db::Result<db::Secret> &secret) { answer = secret; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 10000))
            return std::nullopt;
        return answer;
    }
    bool write(const QString &key, const QString &secret)
    {
        std::optional<db::Result<void>> answer;
        m_store.write(key, db::Secret(secret), [&](const db::Result<void> &done) { answer = done; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 10000) && answer->has_value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet(insideVariable)) {
            if (qEnvironmentVariableIsSet("SEAWALL_CI"))
                QFAIL("gnome-keyring and dbus are not installed");
            QSKIP("gnome-keyring and dbus are not installed");
        }
    }

    void whatIsKeptIsReadAgain()
    {
        QVERIFY(write(u"production/primary"_s, u"pässword's \"secret\""_s));
        const auto answer = read(u"production/primary"_s);
        QVERIFY(answer);
        QVERIFY2(*answer, qPrintable(answer->has_value() ? QString() : answer->error().detail));
        QCOMPARE((*answer)->reveal(), u"pässword's \"secret\""_s);
        QVERIFY(write(u"production/primary"_s, u"another"_s));
        QCOMPARE((*read(u"production/primary"_s))->reveal(), u"another"_s);
    }

    void whatWasNeverKeptIsEmptyAndNoError()
    {
        const auto answer = read(u"nobody/nothing"_s);
        QVERIFY(answer && *answer);
        QVERIFY((*answer)->isEmpty());
    }

    void whatIsRemovedIsGone()
    {
        QVERIFY(write(u"staging/primary"_s, u"secret"_s));
        std::optional<db::Result<void>> answer;
        m_store.remove(u"staging/primary"_s, [&](const db::Result<void> &done) { answer = done; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(*answer);
        QVERIFY((*read(u"staging/primary"_s))->isEmpty());
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const bool canRun = isInstalled(u"gnome-keyring-daemon"_s) && isInstalled(u"dbus-run-session"_s);
    if (canRun && !qEnvironmentVariableIsSet(insideVariable))
        return runInside(QCoreApplication::arguments());
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
