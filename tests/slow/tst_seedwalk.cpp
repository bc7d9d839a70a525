// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"
#include "tests/support/sandboxfixture.h"
#include "tests/support/stubserver.h"
#include "ui/checklist/checklistpage.h"
#include "ui/confirmdialog.h"
#include "ui/elidedlabel.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTreeView>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 120000; // a drill waits until all is as before

} // namespace

/// The team's checklist as it stands, walked through on a real pair from the first step to the last: from the
/// page, as a person would. Its docker is a stand-in; its psql is the real one, on the sandbox's ports.
class TestSeedWalk : public QObject
{
    Q_OBJECT

private:
    tests::SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    std::unique_ptr<tests::StubServer> m_dashboard;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ChecklistPage> m_page;

    void write(const QString &name, const QByteArray &text, bool isProgram = false) const
    {
        const auto path = m_folder.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        if (isProgram)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /// What the steps of the file expect to find, but for what is left to be skipped.
    void prepareFolder()
    {
        const auto port = [this](const QString &node) {
            return QByteArray::number(m_sandbox->endpoint(node).port());
        };
        write(u"bin/docker"_s, "#!/bin/sh\necho \"docker $*\"\n", true);
        write(u"bin/docker-compose"_s, "#!/bin/sh\necho \"docker-compose $*\"\n", true);
        const auto psql = QStandardPaths::findExecutable(u"psql"_s).toUtf8();
        write(u"bin/psql"_s,
              "#!/bin/bash\nexport PGPASSWORD=$(sed -n 's/^POSTGRES_PASSWORD=//p' .env)\nargs=(\"$@\")\nfor "
              "i in \"${!args[@]}\"; do\n  case ${args[i]} in\n  5432) "
              "args[i]=" +
                  port(u"primary"_s) + ";;\n  5433) args[i]=" + port(u"replica1"_s) +
                  ";;\n  esac\ndone\nexec " + psql + " \"${args[@]}\"\n",
              true);
        write(u"docker-compose.db.yml"_s, "services:\n");
        write(u"docker/postgres/primary/postgresql.conf"_s,
              "wal_level = replica\nmax_replication_slots = 3\nmax_connections = 100\n");
        QVERIFY(QFile::copy(m_sandbox->envFile(), m_folder.filePath(u".env"_s)));
        QFile env(m_folder.filePath(u".env"_s)); // a copy does not tell whose it is
        QVERIFY(env.open(QIODevice::Append));
        env.write("\nSEAWALL_CONTROL=sandbox:" + m_sandbox->directory().toUtf8() + "\n");
        env.close();
        QVERIFY(QFile::copy(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md"),
                            m_folder.filePath(u"checklist.md"_s)));
        qputenv("PATH", m_folder.filePath(u"bin"_s).toUtf8() + ':' + qgetenv("PATH"));
    }
    template<typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1StringView(name));
    }
    QTreeView *tree() const { return find<QTreeView>("checklistOutline"); }
    QString title() const { return find<QLabel>("stepTitle")->text(); }
    QString kind() const { return find<ElidedLabel>("stepKind")->text(); }
    QString counts() const { return find<ElidedLabel>("checklistCounts")->text(); }
    int done() const { return counts().section(u' ', 0, 0).toInt(); }
    int failed() const { return counts().contains(u"failed"_s) ? counts().section(u' ', 4, 4).toInt() : 0; }

    void showPage(QSettings *kept = nullptr)
    {
        m_page = std::make_unique<ChecklistPage>(m_workspace.get());
        connect(m_workspace.get(), &models::Workspace::snapshotChanged, m_page.get(),
                &ChecklistPage::setSnapshot);
        m_page->resize(1180, 680);
        if (kept)
            m_page->restoreState(*kept);
        m_page->show();
        m_page->activateWindow(); // shortcuts are for the active window
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void giveWords(const QString &text) const
    {
        QLineEdit *field = nullptr;
        QTRY_VERIFY((field = m_page->findChild<QLineEdit *>(u"noteText"_s)) && field->isVisible());
        QTest::keyClicks(field, text);
        QTest::mouseClick(m_page->findChild<QPushButton *>(u"noteAccept"_s), Qt::LeftButton);
    }
    void skip(const QString &why) const
    {
        const int before = done();
        find<QAction>("stepSkip")->trigger();
        giveWords(why);
        QTRY_COMPARE_WITH_TIMEOUT(done(), before + 1, patience);
    }
    void giveAddress() const
    {
        find<QAction>("stepChangeKind")->trigger();
        QLineEdit *address = nullptr;
        QTRY_VERIFY((address = m_page->findChild<QLineEdit *>(u"specUrl"_s)));
        address->setText(u"http://127.0.0.1:%1/"_s.arg(m_dashboard->port()));
        QTest::mouseClick(m_page->findChild<QPushButton *>(u"specAccept"_s), Qt::LeftButton);
        QTRY_VERIFY(kind().contains(u"127.0.0.1"_s));
    }
    void confirm() const
    {
        ConfirmDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = m_page->findChild<ConfirmDialog *>()) && dialog->isVisible(),
                                 patience);
        // The file says 5432 and 5433, which are no nodes of this sandbox.
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"confirmReason"_s),
                         u"psql is bent to its ports here"_s);
        if (auto *typed = dialog->findChild<QLineEdit *>(u"confirmTyped"_s))
            QTest::keyClicks(typed, title().contains(u"primary failure"_s) ? u"primary"_s : u"pulse_db"_s);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
    }
    /// The step that is open in front of the person: run where it can be, else done by hand.
    void doStep()
    {
        const auto step = title();
        const int wereDone = done(), hadFailed = failed();
        if (step.startsWith(u"Dashboard loads <"_s) && !kind().contains(u"127.0.0.1"_s))
            giveAddress();
        const bool isManual = kind().startsWith(u"by hand"_s);
        QTest::keyClick(tree(), Qt::Key_Space);
        if (!isManual)
            confirm();
        QTRY_VERIFY2_WITH_TIMEOUT(done() != wereDone || failed() != hadFailed, qPrintable(step), patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_workspace->operations()->isIdle(), patience);
        if (done() == wereDone) {
            m_skipped << step;
            skip(u"not on this machine"_s);
        } else if (!isManual) {
            m_ran << step;
        }
        QTest::keyClick(tree(), Qt::Key_N);
    }
    QStringList m_ran, m_skipped;

private Q_SLOTS:
    void initTestCase()
    {
        START_SANDBOX(m_sandbox, 1);
        prepareFolder();
        m_dashboard = std::make_unique<tests::StubServer>(
            tests::StubServer::Script{{}, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true});
        auto profile = models::ClusterProfile::fromEnvFile(m_folder.filePath(u".env"_s));
        QVERIFY(profile);
        profile->migrations = m_sandbox->directory() + u"/migrations"_s;
        m_workspace = std::make_unique<models::Workspace>(
            *profile, models::Workspace::Paths{m_folder.filePath(u"state"_s)});
        m_workspace->start();
    }
    void cleanupTestCase()
    {
        m_page.reset();
        m_workspace.reset();
    }

    void theWholeOfItIsWalkedThrough()
    {
        showPage();
        m_page->openFile(m_folder.filePath(u"checklist.md"_s));
        QTRY_COMPARE_WITH_TIMEOUT(counts(), u"0 of 91 done"_s, patience);
        while (done() < 91 && !QTest::currentTestFailed()) {
            if (done() == 40) { // the window is closed and opened again, and the run goes on where it was
                QSettings settings(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
                m_page->saveState(settings);
                showPage(&settings);
                QTRY_COMPARE_WITH_TIMEOUT(done(), 40, patience);
            }
            doStep();
        }
        QCOMPARE(counts(), u"91 of 91 done"_s);
        for (const auto *ran :
             {"Verify primary database is running", "Verify replica is replicating",
              "Run the migration --rollback-to 000 and --apply-all to cleanup database",
              "Verify data appears in replica", "Measure replication lag", "Test replica failure scenario",
              "Test primary failure scenario", "Connection pool utilization < 80% ✓",
              "Replication lag < 1 second ✓", "Dashboard loads < 2 seconds during ETL ✓"})
            QVERIFY2(m_ran.contains(QString::fromUtf8(ran)), ran);
        for (const auto *skipped : {"Implement DatabaseRouter class"})
            QVERIFY2(m_skipped.contains(QString::fromUtf8(skipped)), skipped);
    }

    void itIsSignedOffAndReported()
    {
        find<QAction>("phaseSignOff")->trigger();
        QPushButton *accept = nullptr;
        QTRY_VERIFY((accept = m_page->findChild<QPushButton *>(u"signOffAccept"_s)));
        m_page->findChild<QLineEdit *>(u"signOffName"_s)->setText(u"alice"_s);
        QTest::mouseClick(accept, Qt::LeftButton);
        for (const auto *name : {"report.md", "report.html", "report.pdf"}) {
            const auto path = m_folder.filePath(QLatin1StringView(name));
            find<QAction>("checklistReport")->trigger();
            QFileDialog *dialog = nullptr;
            QTRY_VERIFY((dialog = m_page->findChild<QFileDialog *>(u"checklistReportDialog"_s)));
            Q_EMIT dialog->fileSelected(path);
            dialog->reject();
            QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(path).size() > 10000, patience);
            QTRY_VERIFY(!m_page->findChild<QFileDialog *>(u"checklistReportDialog"_s));
        }
        QFile file(m_folder.filePath(u"report.md"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto report = QString::fromUtf8(file.readAll());
        QVERIFY(report.contains(u"alice"_s));
        QVERIFY(report.contains(u"not on this machine"_s));
        QVERIFY(report.contains(u"- [x] **Verify data appears in replica**"_s));
    }
};

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    TestSeedWalk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_seedwalk.moc"
