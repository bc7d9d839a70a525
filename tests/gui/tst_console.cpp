// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;

/// The program itself, started as a person starts it.
class ConsoleTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Ended {
        int code = -1;
        QString said;
    };
    Ended run(const QStringList &arguments,
              const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(SEAWALL_BIN_DIR "/seawall"),
                      QStringList{u"--data-dir"_s, m_folder.filePath(u"state"_s)} + arguments);
        if (!program.waitForFinished(30000)) {
            program.kill();
            program.waitForFinished();
            return {};
        }
        return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -2,
                QString::fromLocal8Bit(program.readAll())};
    }
    QString envFile(const QByteArray &content)
    {
        const auto path = m_folder.filePath(u"test.env"_s);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return path;
    }

private Q_SLOTS:
    void wrongUsageEndsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{u"--bogus"_s};
        QTest::newRow("unknown page") << QStringList{u"--page"_s, u"nope"_s};
        QTest::newRow("tick too short") << QStringList{u"--tick"_s, u"5ms"_s};
        QTest::newRow("no size") << QStringList{u"--size"_s, u"wide"_s};
        QTest::newRow("two clusters") << QStringList{u"--env"_s, u"a"_s, u"--primary"_s, u"b"_s};
    }
    void wrongUsageEndsWithTwo()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(run(arguments).code, 2);
    }

    void aDisplayThatCannotBeOpenedIsSaidInOneSentence_data()
    {
        QTest::addColumn<QString>("display");
        QTest::addColumn<QString>("said");
        QTest::newRow("none") << QString() << u"there is no display"_s;
        QTest::newRow("wrong") << u":4711"_s << u"the display ':4711' cannot be opened"_s;
    }
    void aDisplayThatCannotBeOpenedIsSaidInOneSentence()
    {
        QFETCH(QString, display);
        QFETCH(QString, said);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"WAYLAND_DISPLAY"_s);
        environment.remove(u"QT_QPA_PLATFORM"_s);
        environment.insert(u"DISPLAY"_s, display);
        const auto ended = run({u"--env"_s, envFile("POSTGRES_HOST=127.0.0.1\n")}, environment);
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.said.startsWith(u"seawall: "_s + said), qPrintable(ended.said));
        QVERIFY2(ended.said.contains(u"seawallctl watch"_s), qPrintable(ended.said));
        QCOMPARE(ended.said.trimmed().count(u'\n'), 0);
    }

    void aScreenshotOfABadFileIsRefusedWithOneSentence()
    {
        const auto ended = run({u"--env"_s, envFile("POSTGRES_HOST=localhost\nPOSTGRES_PORT=54x2\n"),
                                u"--screenshot"_s, m_folder.filePath(u"no.png"_s)});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.said.contains(u"POSTGRES_PORT"_s), qPrintable(ended.said));
        QCOMPARE(ended.said.trimmed().count(u'\n'), 0);
    }

    void serversThatCannotBeReachedAreShownAllTheSame()
    {
        const auto picture = m_folder.filePath(u"window.png"_s);
        const auto file = envFile("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\nPOSTGRES_PASSWORD=s3cr3tword\n"
                                  "POSTGRES_REPLICA_HOST=127.0.0.1\nPOSTGRES_REPLICA_PORT=2\n");
        const auto ended = run({u"--env"_s, file, u"--screenshot"_s, picture, u"--after"_s, u"1"_s,
                                u"--size"_s, u"1280x800"_s, u"--theme"_s, u"dark"_s});
        QVERIFY2(ended.code == 0, qPrintable(ended.said));
        QCOMPARE(QImage(picture).size(), QSize(1280, 800));
    }

    void aClusterThatWasMarkedAsProductionIsFramedWhenItsFileIsNamed()
    {
        const auto picture = m_folder.filePath(u"framed.png"_s);
        const auto frame = [&] {
            const auto ended =
                run({u"--env"_s, envFile("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\n"), u"--screenshot"_s,
                     picture, u"--after"_s, u"1"_s, u"--theme"_s, u"light"_s});
            const QImage image(picture);
            return ended.code == 0 ? image.pixelColor(1, image.height() / 2) : QColor();
        };
        const auto calm = frame();
        QFile list(QDir(m_folder.filePath(u"state"_s)).filePath(u"profiles.json"_s));
        QVERIFY(list.open(QIODevice::ReadWrite));
        const auto marked = list.readAll().replace("\"production\": false", "\"production\": true");
        QVERIFY(marked.contains("\"production\": true"));
        list.resize(0);
        list.seek(0);
        list.write(marked);
        list.close();
        const auto framed = frame();
        QVERIFY2(framed.isValid() && framed != calm && framed.red() > 2 * framed.blue(),
                 qPrintable(calm.name() + u' ' + framed.name()));
    }

    void aSandboxThatIsTakenDownUnderTheWindowIsSaidToBeGone()
    {
        const QDir folder(m_folder.path());
        QFile layout(folder.filePath(u"sandbox.json"_s)); // what makes a folder a sandbox
        QVERIFY(layout.open(QIODevice::WriteOnly));
        layout.close();
        QTimer::singleShot(2500, &layout, [&] { layout.remove(); });
        QProcess program;
        program.start(QStringLiteral(SEAWALL_BIN_DIR "/seawall"),
                      {u"--data-dir"_s, m_folder.filePath(u"state"_s), u"--env"_s,
                       envFile("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\n"), u"--screenshot"_s,
                       m_folder.filePath(u"gone.png"_s), u"--after"_s, u"8"_s});
        const auto said = [this] {
            QFile log(QDir(m_folder.filePath(u"state"_s)).filePath(u"seawall.log"_s));
            return log.open(QIODevice::ReadOnly) && log.readAll().contains("is gone");
        };
        QTest::qWait(2000);
        QVERIFY(layout.exists() && !said());
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30000);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(said());
    }

    void theLogIsForItsOwnerAndHoldsNoPassword()
    {
        QFile log(QDir(m_folder.filePath(u"state"_s)).filePath(u"seawall.log"_s));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(log.permissions() & others));
        QVERIFY(!log.readAll().contains("s3cr3tword"));
    }

    void aPictureThatCannotBeWrittenEndsWithTwo()
    {
        const auto ended = run({u"--env"_s, envFile("POSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=1\n"),
                                u"--screenshot"_s, u"/nonexistent/window.png"_s, u"--after"_s, u"0"_s});
        QCOMPARE(ended.code, 2);
    }
};

QTEST_GUILESS_MAIN(ConsoleTest)
#include "tst_console.moc"
