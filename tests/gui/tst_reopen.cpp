// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"
#include "models/profilefile.h"
#include "ui/shell/noticebar.h"

#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace Qt::StringLiterals;

/// The console as a person has it open while the .env of its cluster changes. Nothing listens where it points
/// to: that is shown all the same.
class TestReopen : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<app::Console> m_console;

    void put(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"shop.env"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    void swap()
    {
        put("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=2\nPOSTGRES_REPLICA_HOST=127.0.0.1\n"
            "POSTGRES_REPLICA_PORT=1\n");
    }
    static ui::MainWindow *window()
    {
        for (auto *each : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<ui::MainWindow *>(each))
                return found;
        return nullptr;
    }
    void start(const QString &envFile)
    {
        app::ConsoleOptions options;
        options.connection.envFile = envFile;
        options.dataDirectory = m_folder.filePath(u"state"_s);
        m_console.reset();
        m_console = std::make_unique<app::Console>(*qApp, options);
        QVERIFY(!m_console->start());
    }
    static void openAgain()
    {
        QTRY_VERIFY_WITH_TIMEOUT(told().contains(u"primary 127.0.0.1:2 (was 127.0.0.1:1)"_s), 20000);
        QTRY_VERIFY(button(u"notice_environment"_s)->isVisible());
        QTRY_VERIFY(button(u"notice_environment"_s)->isEnabled());
        QTest::mouseClick(button(u"notice_environment"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"primary"_s, u"127.0.0.1:2"_s), 20000);
    }
    static QPushButton *button(const QString &bar)
    {
        auto *notice = window()->findChild<QWidget *>(bar);
        return notice ? notice->findChild<QPushButton *>(u"noticeAction"_s) : nullptr;
    }
    static QString told() { return window()->notices()->textOf(u"environment"_s); }
    static bool shows(const QString &node, const QString &address)
    {
        const auto *chip = window()->findChild<QWidget *>(u"chip_"_s + node);
        return chip && chip->toolTip().contains(address);
    }

private Q_SLOTS:
    void init()
    {
        put("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\nPOSTGRES_REPLICA_HOST=127.0.0.1\n"
            "POSTGRES_REPLICA_PORT=2\n");
        start(m_folder.filePath(u"shop.env"_s));
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"primary"_s, u"127.0.0.1:1"_s), 20000);
        QVERIFY(told().isEmpty());
    }
    void cleanup() { m_console.reset(); }

    void otherServersInTheFileAreShownAtAButton()
    {
        window()->openPage(u"pools"_s);
        swap();
        QTRY_VERIFY_WITH_TIMEOUT(!told().isEmpty(), 20000);
        QVERIFY(shows(u"primary"_s, u"127.0.0.1:1"_s)); // until it is opened again
        openAgain();
        QVERIFY(shows(u"replica1"_s, u"127.0.0.1:1"_s));
        QVERIFY(told().isEmpty());
        QCOMPARE(window()->currentPage(), u"pools"_s);
        QVERIFY(window()->windowTitle().contains(u"shop"_s));
    }

    void whatWasOpenedAgainIsOpenedAtTheNextStart()
    {
        models::KeptProfile kept{*models::ClusterProfile::fromEnvFile(m_folder.filePath(u"shop.env"_s)), {}};
        kept.profile.ownServers = true; // a person has added one
        kept.profile.monitor.nodes.push_back(kept.profile.monitor.nodes.back());
        kept.profile.monitor.nodes.back().endpoint.name = u"added"_s;
        m_console.reset();
        QVERIFY(models::writeProfiles(m_folder.filePath(u"state/profiles.json"_s), {kept}));
        start({});
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"added"_s, u"127.0.0.1:2"_s), 20000);
        swap();
        openAgain();
        QVERIFY(!shows(u"added"_s, {}));
        start({});
        QTRY_VERIFY_WITH_TIMEOUT(shows(u"primary"_s, {}), 20000);
        QVERIFY(shows(u"primary"_s, u"127.0.0.1:2"_s));
        QVERIFY(!shows(u"added"_s, {}));
    }
};

QTEST_MAIN(TestReopen)
#include "tst_reopen.moc"
