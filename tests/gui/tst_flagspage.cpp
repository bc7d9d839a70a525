// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"
#include "tests/support/snapshots.h"
#include "ui/confirmdialog.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/flags/conflictdialog.h"
#include "ui/flags/flaghistorymodel.h"
#include "ui/flags/flagspage.h"
#include "ui/flags/switchbutton.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace seawall;
using namespace seawall::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray someFlags = "# production\n"
                             "POSTGRES_PASSWORD=s3cret\n"
                             "USE_READ_REPLICA=false\n"
                             "LOG_LEVEL=info\n"
                             "DB_POOL_SIZE=20  # per process\n";
const QByteArray someRules = "[flags.LOG_LEVEL]\n"
                             "kind = 'choice'\n"
                             "choices = ['debug', 'info', 'warning']\n"
                             "[flags.USE_READ_REPLICA]\n"
                             "services = ['dashboard']\n"
                             "restart = 'systemctl restart dashboard'\n"
                             "within_seconds = 1\n";

/// A Snapshot of now, as what happened before a change counts for no proof.
db::Snapshot ofNow(db::Snapshot snapshot, int seconds = 0)
{
    snapshot.timeMs = QDateTime::currentMSecsSinceEpoch() + seconds * 1000;
    return snapshot;
}

} // namespace

/// The page on a real .env file, used by clicks; the servers are hand-made Snapshots.
class TestFlagsPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<FlagsPage> m_page;

    template<typename T>
    T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    QString path(const QString &name = u".env"_s) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void showPage(const db::Snapshot &snapshot, bool hasFile = true)
    {
        models::ClusterProfile profile;
        profile.name = u"test"_s;
        profile.envFile = hasFile ? path() : QString();
        db::NodeConfig primary;
        primary.endpoint.name = u"primary"_s;
        primary.endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, u"1"_s}};
        profile.monitor.nodes = {primary};
        m_workspace = std::make_unique<models::Workspace>(profile, models::Workspace::Paths{});
        m_page = std::make_unique<FlagsPage>(m_workspace.get());
        connect(m_workspace.get(), &models::Workspace::snapshotChanged, m_page.get(),
                [this](const db::SnapshotPtr &latest) { m_page->setSnapshot(latest); });
        put(snapshot);
        m_page->resize(1180, 680);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void showFlags(const db::Snapshot &snapshot)
    {
        showPage(snapshot);
        QTRY_VERIFY(replica() && replica()->isVisible());
    }
    void put(const db::Snapshot &snapshot)
    {
        const auto wanted = tests::shared(snapshot);
        m_workspace->put(wanted);
        QTRY_COMPARE(m_workspace->snapshot(), wanted);
    }
    SwitchButton *replica() const { return find<SwitchButton>(u"control_env_USE_READ_REPLICA"_s); }
    void click(QWidget *widget) const
    {
        QVERIFY(widget);
        QVERIFY(widget->isVisible());
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    ConfirmDialog *dialog() const { return m_page->findChild<ConfirmDialog *>(); }
    QPushButton *accept() const { return dialog()->findChild<QPushButton *>(u"confirmAccept"_s); }
    void confirm()
    {
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QTest::mouseClick(accept(), Qt::LeftButton);
        QTRY_VERIFY(!dialog());
    }
    void turnOn()
    {
        click(replica());
        confirm();
        QTRY_COMPARE(replica()->isOn(), std::optional(true));
    }
    QString details() const { return find<QLabel>(u"proofSentence"_s)->text(); }
    QString liveGuards() const
    {
        QStringList texts;
        for (const auto *label : find<QWidget>(u"liveGuards"_s)->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(u'\n');
    }
    void chooseReplicaFlag()
    {
        replica()->setFocus();
        QTRY_COMPARE(find<QLabel>(u"flagKey"_s)->text(), u"USE_READ_REPLICA"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(u".env"_s, someFlags);
        write(u"flags.toml"_s, someRules);
    }
    void cleanup()
    {
        m_page.reset();
        m_workspace.reset();
    }

    void eachFlagHasTheControlOfItsKindAndSaysItsStateInWords()
    {
        showFlags(tests::healthySnapshot());
        QCOMPARE(replica()->text(), u"off"_s);
        QCOMPARE(replica()->accessibleName(), u"USE_READ_REPLICA: off"_s);
        QCOMPARE(find<QComboBox>(u"control_env_LOG_LEVEL"_s)->currentText(), u"info"_s);
        QCOMPARE(find<QDoubleSpinBox>(u"control_env_DB_POOL_SIZE"_s)->value(), 20.0);
        QCOMPARE(find<QDoubleSpinBox>(u"control_env_DB_REPLICA_POOL_TIMEOUT"_s)->suffix(), u" s"_s);
        const auto *unset = find<SwitchButton>(u"control_env_REPLICA_FALLBACK_ENABLED"_s);
        QCOMPARE(unset->text(), u"not set"_s);
        QVERIFY(!unset->isOn());
    }

    void aToggleAsksWithItsDiffAndTheSwitchMovesOnlyOnceItIsWritten()
    {
        showFlags(tests::healthySnapshot());
        click(replica());
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        const auto actions = dialog()->findChild<QPlainTextEdit *>(u"confirmActions"_s)->toPlainText();
        QVERIFY(actions.contains(u"- USE_READ_REPLICA=false\n+ USE_READ_REPLICA=true"_s));
        QCOMPARE(replica()->isOn(), std::optional(false));
        QCOMPARE(content(), someFlags);
        confirm();
        QTRY_COMPARE(replica()->isOn(), std::optional(true));
        QCOMPARE(content(), QByteArray(someFlags).replace("REPLICA=false", "REPLICA=true"));
        QTRY_VERIFY(find<QLabel>(u"flagChanged"_s)->text().startsWith(u"false → true"_s));
    }

    void doingNothingChangesNothing()
    {
        showFlags(tests::healthySnapshot());
        click(replica());
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QCOMPARE(replica()->isOn(), std::optional(false));
        QVERIFY(m_workspace->operations()->isIdle());
        QCOMPARE(content(), someFlags);
    }

    void aRedGuardNeedsAReasonAndTheFlagsNameTyped()
    {
        showFlags(tests::detachedSnapshot());
        click(replica());
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QVERIFY(!accept()->isEnabled());
        QTest::keyClicks(dialog()->findChild<QLineEdit *>(u"confirmReason"_s), u"a drill"_s);
        QVERIFY(!accept()->isEnabled());
        QTest::keyClicks(dialog()->findChild<QLineEdit *>(u"confirmTyped"_s), u"USE_READ_REPLICA"_s);
        QVERIFY(accept()->isEnabled());
        confirm();
        QTRY_VERIFY(content().contains("USE_READ_REPLICA=true"));
        QTRY_VERIFY(find<QLabel>(u"flagChanged"_s)->text().endsWith(u": a drill"_s));
    }

    void theGuardsFollowEachSnapshot()
    {
        showFlags(tests::healthySnapshot());
        chooseReplicaFlag();
        QTRY_VERIFY(liveGuards().contains(u"fine: replica1 STREAMING"_s));
        put(tests::detachedSnapshot());
        QTRY_VERIFY(liveGuards().contains(u"speaks against it: replica1 DETACHED"_s));
        auto blind = tests::healthySnapshot();
        tests::setVerdict(blind.nodes[1], db::ReplicaVerdict::Unknown, u"Rights are missing."_s);
        put(blind);
        QTRY_VERIFY(liveGuards().contains(u"unknown: replica1"_s));
    }

    void theGuardsOfTheOpenQuestionFollowAsWell()
    {
        showFlags(tests::healthySnapshot());
        click(replica());
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QVERIFY(accept()->isEnabled());
        put(tests::detachedSnapshot());
        QTRY_VERIFY(!accept()->isEnabled());
        put(tests::healthySnapshot());
        QTRY_VERIFY(accept()->isEnabled());
    }

    void theEditOfAnotherProgramIsShownAndKept()
    {
        showFlags(tests::healthySnapshot());
        click(replica());
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        write(u".env"_s, QByteArray(someFlags).replace("LOG_LEVEL=info", "LOG_LEVEL=debug"));
        confirm();
        QTRY_VERIFY(m_page->findChild<ConflictDialog *>());
        auto *conflict = m_page->findChild<ConflictDialog *>();
        const auto shown = conflict->findChild<QPlainTextEdit *>(u"conflictDifference"_s)->toPlainText();
        QVERIFY(shown.contains(u"-LOG_LEVEL=info"_s) && shown.contains(u"+LOG_LEVEL=debug"_s));
        QVERIFY(!shown.contains(u"s3cret"_s));
        QVERIFY(content().contains("USE_READ_REPLICA=false"));
        QTRY_COMPARE(find<QComboBox>(u"control_env_LOG_LEVEL"_s)->currentText(), u"debug"_s);
        click(conflict->findChild<QPushButton *>(u"conflictAgain"_s));
        confirm();
        QTRY_VERIFY(content().contains("USE_READ_REPLICA=true"));
        QVERIFY(content().contains("LOG_LEVEL=debug"));
    }

    void aConflictCanBeLeftAsItIs()
    {
        showFlags(tests::healthySnapshot());
        click(replica());
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        const auto theirs = QByteArray(someFlags).replace("LOG_LEVEL=info", "LOG_LEVEL=debug");
        write(u".env"_s, theirs);
        confirm();
        QTRY_VERIFY(m_page->findChild<ConflictDialog *>());
        click(m_page->findChild<QPushButton *>(u"conflictLeave"_s));
        QTRY_VERIFY(!m_page->findChild<ConflictDialog *>());
        QVERIFY(!dialog());
        QCOMPARE(content(), theirs);
    }

    void aChangeFromOutsideIsNoticed()
    {
        showFlags(tests::healthySnapshot());
        write(u".env"_s, QByteArray(someFlags).replace("REPLICA=false", "REPLICA=yes"));
        QTRY_VERIFY_WITH_TIMEOUT(find<NoticeBar>(u"flagsNotices"_s)
                                     ->textOf(u"outside"_s)
                                     .contains(u"USE_READ_REPLICA: false → yes"_s),
                                 15000);
        QCOMPARE(replica()->isOn(), std::optional(true));
        write(u".env"_s, someFlags); // taken back: no news any more
        QTRY_VERIFY_WITH_TIMEOUT(find<NoticeBar>(u"flagsNotices"_s)->textOf(u"outside"_s).isEmpty(), 15000);
    }

    void aChangeIsRevertedFromTheHistory()
    {
        showFlags(tests::healthySnapshot());
        turnOn();
        auto *table = find<DataTable>(u"flagHistoryTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        find<QTabWidget>(u"flagsTabs"_s)->setCurrentIndex(1);
        QVERIFY(!find<QPushButton>(u"revertHistoryButton"_s)->isEnabled());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(0, 0)).center());
        click(find<QPushButton>(u"revertHistoryButton"_s));
        confirm();
        QTRY_COMPARE(content(), someFlags);
        QTRY_COMPARE(table->model()->rowCount(), 2);
    }

    void aChangeMadeOnAnotherClusterIsTold()
    {
        showFlags(tests::healthySnapshot());
        turnOn();
        const auto *model = find<DataTable>(u"flagHistoryTable"_s)->model();
        const auto why = [&] { return model->index(0, FlagHistoryModel::WhyColumn).data().toString(); };
        QTRY_COMPARE(model->rowCount(), 1);
        QCOMPARE(why(), QString());
        auto anew = tests::healthySnapshot();
        anew.systemIdentifier = u"7400000000000000000"_s;
        put(anew);
        QTRY_COMPARE(why(), u"another cluster"_s);
    }

    void aChangeThatIsNotPickedUpOffersTheRestartAndTheWayBack()
    {
        showFlags(ofNow(tests::healthySnapshot()));
        turnOn();
        QTRY_VERIFY(details().startsWith(u"Watching"_s));
        put(ofNow(tests::healthySnapshot(), 1));
        put(ofNow(tests::healthySnapshot(), 5));
        QTRY_VERIFY(details().startsWith(u"Not picked up"_s));
        click(find<QPushButton>(u"copyRestartButton"_s));
        QCOMPARE(QApplication::clipboard()->text(), u"systemctl restart dashboard"_s);
        click(find<QPushButton>(u"revertButton"_s));
        confirm();
        QTRY_COMPARE(content(), someFlags);
    }

    void aChangeThatIsPickedUpSaysAfterHowLong()
    {
        showFlags(ofNow(tests::healthySnapshot()));
        turnOn();
        auto moved = tests::healthySnapshot();
        moved.nodes[1].facts.sessions = db::SessionCounts{6, 20, 0, 0};
        moved.nodes[1].facts.applications = {{u"pulse-backend"_s, u"pulse"_s, {6, 19, 0, 0}}};
        put(ofNow(moved));
        put(ofNow(moved));
        QTRY_VERIFY(details().startsWith(u"Picked up after"_s));
    }

    void aDeadMansSwitchIsArmedBeforeAndDisarmedAfter()
    {
        showFlags(tests::healthySnapshot());
        chooseReplicaFlag();
        click(find<QPushButton>(u"setFlagButton"_s));
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        const auto *consequence = dialog()->findChild<QLabel *>(u"confirmConsequence"_s);
        QVERIFY(!consequence->text().contains(u"lag > 5"_s));
        click(dialog()->findChild<QCheckBox *>(u"termsOnLag"_s));
        QVERIFY(consequence->text().contains(u"lag > 5"_s));
        confirm();
        QTRY_VERIFY(find<ElidedLabel>(u"armedSwitch"_s));
        const auto text = find<ElidedLabel>(u"armedSwitch"_s)->text();
        QVERIFY2(text.contains(u"reverted if lag > 5"_s) && text.contains(u"left"_s), qPrintable(text));
        click(find<QPushButton>(u"disarmButton"_s));
        QTRY_VERIFY(!find<ElidedLabel>(u"armedSwitch"_s));
        put(tests::laggingSnapshot(30));
        QTRY_COMPARE(replica()->isOn(), std::optional(true));
        QVERIFY(content().contains("USE_READ_REPLICA=true"));
    }

    void anArmedSwitchRevertsWhenTheLagPassesItsLimit()
    {
        showFlags(tests::healthySnapshot());
        click(replica()); // the terms are part of the question, whichever way it is asked
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        click(dialog()->findChild<QCheckBox *>(u"termsOnLag"_s));
        confirm();
        QTRY_VERIFY(find<ElidedLabel>(u"armedSwitch"_s));
        put(tests::laggingSnapshot(30));
        QTRY_COMPARE(content(), someFlags);
        QTRY_VERIFY(find<QLabel>(u"switchEnded"_s)->text().contains(u"fired"_s));
    }

    void aNumberIsAskedForOnEnterAndComesBackOnEscape()
    {
        showFlags(tests::healthySnapshot());
        auto *number = find<QDoubleSpinBox>(u"control_env_DB_POOL_SIZE"_s);
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, u"25"_s);
        QTRY_VERIFY(find<QPlainTextEdit>(u"proposalDiff"_s)->toPlainText().contains(u"+ DB_POOL_SIZE=25"_s));
        QTest::keyClick(number, Qt::Key_Escape);
        QCOMPARE(number->value(), 20.0);
        number->selectAll();
        QTest::keyClicks(number, u"30"_s);
        QTest::keyClick(number, Qt::Key_Return);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QCOMPARE(number->value(), 20.0);
        confirm();
        QTRY_COMPARE(number->value(), 30.0);
        QVERIFY(content().contains("DB_POOL_SIZE=30  # per process"));
    }

    void whatANumberStandsForIsSaidBesideIt()
    {
        write(u".env"_s, someFlags + "DB_POOL_RECYCLE=-1\nDB_MAX_OVERFLOW=-1\n");
        showFlags(tests::healthySnapshot());
        auto *recycle = find<QDoubleSpinBox>(u"control_env_DB_POOL_RECYCLE"_s);
        QTRY_COMPARE(recycle->text(), u"-1 (never)"_s);
        QCOMPARE(find<QDoubleSpinBox>(u"control_env_DB_MAX_OVERFLOW"_s)->text(), u"-1 (no limit)"_s);
        recycle->setFocus();
        recycle->selectAll();
        QTest::keyClicks(recycle, u"90"_s);
        QCOMPARE(recycle->text(), u"90 s"_s);
        recycle->selectAll();
        QTest::keyClicks(recycle, u"-1"_s);
        QCOMPARE(recycle->text(), u"-1 (never)"_s);
        QTest::keyClick(recycle, Qt::Key_Escape);
        QCOMPARE(recycle->text(), u"-1 (never)"_s);
    }

    void aChoiceIsAskedForAndTheOldOneStaysShown()
    {
        showFlags(tests::healthySnapshot());
        auto *choice = find<QComboBox>(u"control_env_LOG_LEVEL"_s);
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QCOMPARE(choice->currentText(), u"info"_s);
        confirm();
        QTRY_COMPARE(choice->currentText(), u"warning"_s);
    }

    void theKeyboardReachesEachControlFromTheTable()
    {
        showFlags(tests::healthySnapshot());
        auto *table = find<DataTable>(u"flagsTable"_s);
        table->setFocus();
        QStringList reached;
        for (int i = 0; i < table->model()->rowCount(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached << QApplication::focusWidget()->objectName();
        }
        QCOMPARE(reached.mid(0, 2),
                 QStringList({u"control_env_USE_READ_REPLICA"_s, u"control_env_LOG_LEVEL"_s}));
        QCOMPARE(reached.back(), u"control_env_DB_REPLICA_POOL_TIMEOUT"_s);
        replica()->setFocus();
        QTest::keyClick(replica(), Qt::Key_Space);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QVERIFY(find<QAction>(u"setFlag"_s)->isEnabled());
    }

    void comparingMasksSecretsAndShowsWhatDiffers()
    {
        write(u"staging.env"_s, "POSTGRES_PASSWORD=other\nUSE_READ_REPLICA=true\nLOG_LEVEL=info\n");
        showFlags(tests::healthySnapshot());
        find<QAction>(u"compareEnvironments"_s)->trigger();
        auto *right = find<QLineEdit>(u"compareRight"_s);
        QTest::keyClicks(right, path(u"staging.env"_s));
        QTest::keyClick(right, Qt::Key_Return);
        auto *table = find<DataTable>(u"compareTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QStringList cells;
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 4; ++column)
                cells << table->model()->index(row, column).data().toString();
        QCOMPARE(cells.mid(0, 4), QStringList({u"USE_READ_REPLICA"_s, u"differs"_s, u"false"_s, u"true"_s}));
        QCOMPARE(cells.mid(4, 4), QStringList({u"DB_POOL_SIZE"_s, u"only left"_s, u"20"_s, u"not set"_s}));
        QCOMPARE(cells.mid(8, 4), QStringList({u"POSTGRES_PASSWORD"_s, u"differs"_s, u"***"_s, u"***"_s}));
        click(find<QCheckBox>(u"compareAll"_s));
        QCOMPARE(table->model()->rowCount(), 4);
    }

    void withoutAnyFileThePageSaysWhatToDo()
    {
        showPage(tests::healthySnapshot(), false);
        auto *state = find<QWidget>(u"flagsState"_s);
        QTRY_COMPARE(state->accessibleName(), u"No flags can be told"_s);
        QVERIFY(state->isVisible());
        QVERIFY(state->accessibleDescription().contains(u"--env"_s));
    }

    void aFileThatCannotBeReadIsToldAndReadAgain()
    {
        write(u".env"_s, "USE_READ_REPLICA='true\n");
        showPage(tests::healthySnapshot());
        auto *state = find<QWidget>(u"flagsState"_s);
        QTRY_COMPARE(state->accessibleName(), u"The flags cannot be read"_s);
        write(u".env"_s, someFlags);
        click(state->findChild<QPushButton *>(u"stateAction"_s));
        QTRY_VERIFY(replica() && replica()->isVisible());
    }
};

QTEST_MAIN(TestFlagsPage)
#include "tst_flagspage.moc"
