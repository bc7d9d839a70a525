// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopbus.h"
#include "ui/shell/desktopnotifier.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

namespace {

/// What a desktop's notification service gets to see.
class FakeNotifications : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList titles, texts;
    QVariantMap hints;

public Q_SLOTS:
    uint Notify(const QString &, uint, const QString &, const QString &title, const QString &text,
                const QStringList &, const QVariantMap &given, int)
    {
        titles << title;
        texts << text;
        hints = given;
        return 1;
    }
};

/// The portal's settings: one of them, the colour scheme.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &)
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

} // namespace

/// Runs against a bus of its own, with the services of a desktop played by the test.
class DesktopTest : public QObject
{
    Q_OBJECT

    QProcess m_daemon;
    FakeNotifications m_notifications;
    FakePortal m_portal;

private Q_SLOTS:
    void initTestCase()
    {
        const auto daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
        if (daemon.isEmpty())
            QSKIP("dbus-daemon is not installed");
        m_daemon.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        QVERIFY(m_daemon.waitForStarted());
        QVERIFY(m_daemon.waitForReadyRead());
        const auto address = m_daemon.readAllStandardOutput().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        auto desktop = QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s);
        QVERIFY(desktop.isConnected());
        QVERIFY(desktop.registerService(u"org.freedesktop.Notifications"_s));
        QVERIFY(desktop.registerObject(u"/org/freedesktop/Notifications"_s, &m_notifications,
                                       QDBusConnection::ExportAllSlots));
        QVERIFY(desktop.registerService(u"org.freedesktop.portal.Desktop"_s));
        QVERIFY(desktop.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    }

    void cleanupTestCase()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished(3000);
    }

    void theThemeFollowsTheDesktopAtStartAndLater()
    {
        ui::Theme theme(qApp);
        ui::DesktopBus bus;
        m_portal.scheme = 1;
        theme.followDesktop(&bus);
        bus.connectInBackground();
        QTRY_VERIFY(theme.isDark());
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
        QTRY_VERIFY(!theme.isDark());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
    }

    void aThemeThatWasChosenIsKeptWhateverTheDesktopSays()
    {
        ui::Theme theme(qApp);
        theme.setMode(ui::Theme::Mode::Light);
        ui::DesktopBus bus;
        QSignalSpy ready(&bus, &ui::DesktopBus::ready);
        m_portal.scheme = 1;
        theme.followDesktop(&bus);
        bus.connectInBackground();
        QTRY_COMPARE(ready.count(), 1);
        QSignalSpy changed(&theme, &ui::Theme::changed);
        Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(1U));
        QVERIFY(!changed.wait(200));
        QVERIFY(!theme.isDark());
    }

    void anAlertReachesTheDesktopAsPlainText()
    {
        ui::DesktopBus bus;
        ui::DesktopNotifier notifier(&bus);
        QSignalSpy ready(&bus, &ui::DesktopBus::ready);
        bus.connectInBackground();
        QTRY_COMPARE(ready.count(), 1);
        models::Alert alert;
        alert.rule.severity = models::Severity::Critical;
        alert.sentence = u"Lag of <replica1> is 4 s"_s;
        notifier.notifyAlert(u"pulse"_s, alert);
        QTRY_COMPARE(m_notifications.titles, QStringList{u"Seawall: pulse"_s});
        QCOMPARE(m_notifications.texts, QStringList{u"Lag of &lt;replica1&gt; is 4 s"_s});
        QCOMPARE(m_notifications.hints.value(u"urgency"_s).toInt(), 2);
    }

    void withoutABusNothingHappens()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        ui::DesktopBus bus;
        ui::DesktopNotifier notifier(&bus);
        QSignalSpy ready(&bus, &ui::DesktopBus::ready);
        bus.connectInBackground();
        notifier.notify(u"title"_s, u"text"_s, models::Severity::Info);
        QVERIFY(!ready.wait(100));
    }
};

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
