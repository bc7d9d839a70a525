// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/operations.h"
#include "ui/confirmbody.h"
#include "ui/confirmdialog.h"
#include "ui/elidedlabel.h"
#include "ui/operationbar.h"
#include "ui/operationrow.h"
#include "ui/theme.h"
#include "ui/tone.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <condition_variable>

using namespace seawall;
using namespace Qt::StringLiterals;

class ConfirmDialogTest : public QObject
{
    Q_OBJECT

    static QPushButton *accept(const ui::ConfirmDialog &dialog)
    {
        return dialog.findChild<QPushButton *>(u"confirmAccept"_s);
    }
    static QLineEdit *field(const ui::ConfirmDialog &dialog, const QString &name)
    {
        return dialog.findChild<QLineEdit *>(name);
    }
    static models::Preview destructive()
    {
        auto preview = tests::FakeOperation().preview();
        preview.destructive = true;
        preview.typedConfirmation = u"primary"_s;
        return preview;
    }
    static std::unique_ptr<models::Operation> failing()
    {
        return std::make_unique<tests::FakeOperation>(
            [](const models::ProgressSink &, const std::stop_token &) {
                return models::Outcome{models::Outcome::State::Failed, u"It failed."_s, {}, {}};
            });
    }
    static QList<QWidget *> shown(const ui::OperationBar &bar, const QString &name)
    {
        QList<QWidget *> found;
        std::ranges::copy_if(bar.findChildren<QWidget *>(name), std::back_inserter(found),
                             &QWidget::isVisible);
        return found;
    }

private Q_SLOTS:
    void focusStartsOnCancel()
    {
        ui::ConfirmDialog dialog(destructive());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCOMPARE(dialog.focusWidget(), dialog.findChild<QPushButton *>(u"confirmCancel"_s));
    }

    void theButtonsSayWhatTheyDo()
    {
        const ui::ConfirmDialog dialog(destructive());
        QCOMPARE(accept(dialog)->text(), u"Cancel statement of 4711"_s);
        QCOMPARE(dialog.findChild<QPushButton *>(u"confirmCancel"_s)->text(), u"Do nothing"_s);
    }

    void aDestructiveOperationNeedsItsTargetTyped()
    {
        ui::ConfirmDialog dialog(destructive());
        dialog.show();
        QSignalSpy confirmed(&dialog, &ui::ConfirmDialog::confirmed);
        QVERIFY(!accept(dialog)->isEnabled());
        QTest::keyClicks(field(dialog, u"confirmTyped"_s), u"Primary"_s);
        QVERIFY(!accept(dialog)->isEnabled());
        field(dialog, u"confirmTyped"_s)->clear();
        QTest::keyClicks(field(dialog, u"confirmTyped"_s), u"primary"_s);
        QVERIFY(accept(dialog)->isEnabled());
        QTest::mouseClick(accept(dialog), Qt::LeftButton);
        QCOMPARE(confirmed.count(), 1);
    }

    void returnInAFieldClosesNothingAndGoesOnToTheButtonOnceItWorks()
    {
        ui::ConfirmDialog dialog(destructive());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QSignalSpy confirmed(&dialog, &ui::ConfirmDialog::confirmed);
        auto *typed = field(dialog, u"confirmTyped"_s);
        auto *reason = field(dialog, u"confirmReason"_s);
        typed->setFocus();
        QTest::keyClicks(typed, u"prim"_s);
        for (auto *each : {typed, reason}) {
            each->setFocus();
            QTest::keyClick(each, Qt::Key_Return);
            QVERIFY(dialog.isVisible());
            QCOMPARE(dialog.focusWidget(), each);
        }
        typed->setFocus();
        QTest::keyClicks(typed, u"ary"_s);
        QTest::keyClick(typed, Qt::Key_Enter);
        QVERIFY(dialog.isVisible());
        QCOMPARE(confirmed.count(), 0);
        QCOMPARE(dialog.focusWidget(), accept(dialog));
        QTest::keyClick(accept(dialog), Qt::Key_Return);
        QCOMPARE(confirmed.count(), 1);
        QVERIFY(!dialog.isVisible());
    }

    void aBlockingGuardDemandsAReason()
    {
        auto preview = tests::FakeOperation().preview();
        preview.guards = {
            {u"It is a client"_s, u"walsender"_s, u"Leave it."_s, models::Guard::State::Blocking}};
        ui::ConfirmDialog dialog(preview);
        dialog.show();
        QSignalSpy confirmed(&dialog, &ui::ConfirmDialog::confirmed);
        QVERIFY(!accept(dialog)->isEnabled());
        QTest::keyClicks(field(dialog, u"confirmReason"_s), u"   "_s);
        QVERIFY(!accept(dialog)->isEnabled());
        QTest::keyClicks(field(dialog, u"confirmReason"_s), u"agreed with ops"_s);
        QVERIFY(accept(dialog)->isEnabled());
        QTest::mouseClick(accept(dialog), Qt::LeftButton);
        QCOMPARE(confirmed.value(0).value(0).toString(), u"agreed with ops"_s);
    }

    void aGuardThatComesToBlockTurnsTheButtonOffAndMovesNothing()
    {
        using State = models::Guard::State;
        const auto guard = [](State state, const QString &measured) {
            return models::Guard{u"Second witness"_s, measured, u"See its machine. "_s.repeated(9), state};
        };
        auto preview = tests::FakeOperation().preview();
        preview.guards = {guard(State::Ok, u"nobody hears the primary"_s)};
        ui::ConfirmDialog dialog(preview);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(accept(dialog)->isEnabled());
        const auto place = [&dialog] {
            return QRect(accept(dialog)->mapToGlobal(QPoint()), accept(dialog)->size());
        };
        const auto before = place();
        dialog.setGuards({guard(State::Blocking, u"replica1 hears the primary"_s)});
        QVERIFY(!accept(dialog)->isEnabled());
        QVERIFY2(accept(dialog)->toolTip().contains(u"Second witness"_s),
                 qPrintable(accept(dialog)->toolTip()));
        QCOMPARE(dialog.findChild<ui::ElidedLabel *>(u"confirmWhy"_s)->text(),
                 u"Second witness: replica1 hears the primary"_s);
        QTest::keyClicks(field(dialog, u"confirmReason"_s), u"a reason of before"_s);
        QVERIFY(!accept(dialog)->isEnabled());
        QTRY_VERIFY(dialog.findChild<QWidget *>(u"guards"_s)->height() > 2 * dialog.fontMetrics().height());
        QCOMPARE(place(), before);
        dialog.setGuards(preview.guards);
        QVERIFY(accept(dialog)->isEnabled());
        QVERIFY(dialog.findChild<ui::ElidedLabel *>(u"confirmWhy"_s)->text().isEmpty());
        QCOMPARE(place(), before);
    }

    void aGuardThatBlockedFromTheStartIsGoneAgainstWithItsReason()
    {
        auto preview = tests::FakeOperation().preview();
        preview.guards = {{u"It is a client"_s, u"walsender"_s, {}, models::Guard::State::Blocking}};
        ui::ConfirmDialog dialog(preview);
        dialog.setGuards(preview.guards);
        QTest::keyClicks(field(dialog, u"confirmReason"_s), u"agreed with ops"_s);
        QVERIFY(accept(dialog)->isEnabled());
    }

    void aLongListOfStepsIsWhollySeen()
    {
        auto preview = tests::FakeOperation().preview();
        preview.actions.clear();
        for (int i = 1; i <= 12; ++i)
            preview.actions
                << u"%1. Stop primary, to come back as a replica only: localhost:5432: pg_ctl stop -D "
                   "/var/lib/postgresql/15/main -m fast"_s.arg(i);
        ui::ConfirmDialog dialog(preview);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto *actions = dialog.findChild<QPlainTextEdit *>(u"confirmActions"_s);
        QCOMPARE(actions->verticalScrollBar()->maximum(), 0);
        QCOMPARE(dialog.findChild<ui::ConfirmBody *>(u"confirmBody"_s)->verticalScrollBar()->maximum(), 0);
        QVERIFY(dialog.height() < dialog.screen()->availableSize().height());
    }

    void whatFitsOnTheScreenDoesNotScroll()
    {
        ui::Theme theme(qApp); // whose fields have another height
        for (int size = 0; size < 60; ++size) {
            auto preview = destructive();
            preview.title = u"Apply a migration "_s.repeated(1 + size % 5);
            preview.actions = {u"apply 009 jobs: a statement "_s.repeated(1 + size % 3)};
            preview.consequence = u"The way back "_s.repeated(1 + size % 11);
            for (int i = 0; i < 2 + size % 6; ++i)
                preview.guards.push_back({u"replica%1 follows"_s.arg(i),
                                          u"STREAMING, lag 0 s "_s.repeated(1 + (i * 7 + size) % 13),
                                          {},
                                          models::Guard::State::Ok});
            ui::ConfirmDialog dialog(preview);
            dialog.show();
            QVERIFY(QTest::qWaitForWindowExposed(&dialog));
            const bool isFull = dialog.height() + 4 * dialog.fontMetrics().height() >=
                                dialog.screen()->availableSize().height();
            const auto *body = dialog.findChild<ui::ConfirmBody *>(u"confirmBody"_s);
            QVERIFY2(isFull || body->verticalScrollBar()->maximum() == 0, qPrintable(QString::number(size)));
        }
    }

    void aLongQuestionShowsWhatIsLostWithoutScrollingAndItsActionsInWholeLines()
    {
        auto preview = destructive();
        preview.actions = QStringList(
            40, u"roll back 001 clients: 1 statement (001_clients.down.sql)\nDROP TABLE clients;"_s);
        preview.consequence = u"These tables go, with all they hold: "_s +
                              u"public.a_table (about 600 rows, 56 kB), "_s.repeated(24);
        preview.guards.assign(5, {u"Nothing in the way"_s, u"nothing"_s, {}, models::Guard::State::Ok});
        ui::ConfirmDialog dialog(preview);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCOMPARE(dialog.findChild<ui::ConfirmBody *>(u"confirmBody"_s)->verticalScrollBar()->maximum(), 0);
        const auto *actions = dialog.findChild<QPlainTextEdit *>(u"confirmActions"_s);
        QVERIFY(actions->verticalScrollBar()->maximum() > 0);
        const auto line = std::ceil(QFontMetricsF(actions->font()).lineSpacing());
        const auto room = actions->viewport()->height() - actions->document()->documentMargin();
        QVERIFY2(std::fmod(room, line) < 2, qPrintable(u"%1 by %2"_s.arg(room).arg(line)));
    }

    void aGuardsWordsHaveItsToneInAThemeToo()
    {
        const ui::Theme theme(qApp);
        auto preview = tests::FakeOperation().preview();
        preview.guards = {{u"Disk"_s, u"almost full"_s, {}, models::Guard::State::Warning}};
        ui::ConfirmDialog dialog(preview);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto labels = dialog.findChildren<QLabel *>();
        const auto found = std::ranges::find_if(
            labels, [](const QLabel *each) { return each->text().contains(u"almost full"_s); });
        QVERIFY(found != labels.end());
        const auto picture = (*found)->grab().toImage();
        const auto tone = ui::toneColour(dialog.palette(), ui::Tone::Warning);
        bool isSeen = false;
        for (int x = 0; x < picture.width(); ++x)
            for (int y = 0; y < picture.height(); ++y)
                isSeen = isSeen || picture.pixelColor(x, y) == tone;
        qApp->setStyleSheet({});
        QVERIFY(isSeen);
    }

    void aProductionTargetIsMarked()
    {
        auto preview = tests::FakeOperation().preview();
        QVERIFY(!ui::ConfirmDialog(preview).findChild<QLabel *>(u"confirmProduction"_s));
        preview.target.production = true;
        const ui::ConfirmDialog dialog(preview);
        QVERIFY(dialog.findChild<QLabel *>(u"confirmProduction"_s)->text().contains(u"PRODUCTION"_s));
    }

    void cancellingStartsNothing()
    {
        models::OperationRunner runner({});
        QSignalSpy started(&runner, &models::OperationRunner::started);
        QWidget window;
        window.show();
        const QPointer dialog =
            ui::confirmAndStart(std::make_unique<tests::FakeOperation>(), &runner, &window);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmCancel"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog);
        QCOMPARE(started.count(), 0);
    }

    void aConfirmedOperationRunsAndItsOutcomeIsShown()
    {
        models::OperationRunner runner({});
        ui::OperationBar bar;
        bar.setRunner(&runner);
        QWidget window;
        window.show();
        QSignalSpy finished(&runner, &models::OperationRunner::finished);
        const QPointer dialog =
            ui::confirmAndStart(std::make_unique<tests::FakeOperation>(), &runner, &window);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmAccept"_s), Qt::LeftButton);
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(bar.isVisibleTo(nullptr));
        const auto *text = bar.findChild<QWidget *>(u"operationText"_s);
        QTRY_COMPARE(text->accessibleName(), u"Done."_s);
    }

    void whatAnotherProcessDidSinceStandsWhereTheOutcomeStood()
    {
        models::OperationRunner runner({});
        ui::OperationBar bar;
        bar.setRunner(&runner);
        bar.show();
        QSignalSpy finished(&runner, &models::OperationRunner::finished);
        QSignalSpy read(&runner, &models::OperationRunner::journalRead);
        runner.start(std::make_unique<tests::FakeOperation>(), {});
        QTRY_COMPARE(finished.count(), 1);
        runner.readJournal();
        QTRY_COMPARE(read.count(), 1);
        const auto shownText = [&bar] { return shown(bar, u"operationText"_s).value(0)->accessibleName(); };
        QCOMPARE(shownText(), u"Done."_s);
        const auto entries = read.front().front().value<std::vector<models::JournalEntry>>();
        auto later = entries.front();
        later.id += 1;
        later.finishedMs = later.startedMs += 60'000;
        later.title = u"Another of the kind"_s;
        later.summary = u"The flag is true."_s;
        Q_EMIT runner.journalRead({later, entries.front()});
        QVERIFY2(shownText().startsWith(u"Since then, "_s) && shownText().endsWith(later.summary),
                 qPrintable(shownText()));
        auto unlike = later; // what else is done says nothing of this
        unlike.kind = u"session.cancel"_s;
        Q_EMIT runner.journalRead({unlike, entries.front()});
        QCOMPARE(shownText(), u"Done."_s);
        auto failed = later; // nor what changed nothing
        failed.state = models::JournalEntry::State::Failed;
        Q_EMIT runner.journalRead({failed, entries.front()});
        QCOMPARE(shownText(), u"Done."_s);
    }

    void theNewestOutcomeStandsForThoseBeforeIt()
    {
        models::OperationRunner runner({});
        ui::OperationBar bar;
        bar.setRunner(&runner);
        bar.show();
        QSignalSpy finished(&runner, &models::OperationRunner::finished);
        for (int run = 1; run <= 3; ++run) {
            runner.start(failing(), {});
            QTRY_COMPARE(finished.count(), run);
        }
        QCOMPARE(shown(bar, u"operationTitle"_s).size(), 1);
        auto *more = qobject_cast<QToolButton *>(shown(bar, u"operationMore"_s).value(0));
        QCOMPARE(more->text(), u"2 more"_s);
        QTest::mouseClick(more, Qt::LeftButton);
        QCOMPARE(shown(bar, u"operationTitle"_s).size(), 3);
        QCOMPARE(more->text(), u"Fewer"_s);
        for (int left = 3; left > 0; --left) {
            QTest::mouseClick(shown(bar, u"operationClose"_s).value(0), Qt::LeftButton);
            QTRY_COMPARE(bar.findChildren<QWidget *>(u"operationTitle"_s).size(), left - 1);
        }
        QVERIFY(bar.isHidden()); // and nothing is left of it
    }

    void anOutcomeThatANewerHasPassedDoesNotComeUpByItself()
    {
        models::OperationRunner runner({});
        ui::OperationBar bar;
        bar.setRunner(&runner);
        bar.show();
        QSignalSpy finished(&runner, &models::OperationRunner::finished);
        runner.start(failing(), {});
        QTRY_COMPARE(finished.count(), 1);
        runner.start(std::make_unique<tests::FakeOperation>(), {});
        QTRY_COMPARE(finished.count(), 2);
        auto *newest = qobject_cast<ui::OperationRow *>(shown(bar, u"operationText"_s).value(0)->parent());
        Q_EMIT newest->faded();
        QCoreApplication::processEvents(); // the bar is told by a queued call
        bar.giveUpPlace();
        QCOMPARE(shown(bar, u"operationText"_s).size(), 1);
        QCOMPARE(shown(bar, u"operationText"_s).value(0)->accessibleName(), u"Done."_s);
        auto *ended = qobject_cast<ui::ElidedLabel *>(shown(bar, u"operationElapsed"_s).value(0));
        QVERIFY2(ended->text().contains(u':'),
                 qPrintable(ended->text())); // an old outcome is not taken for a new one
        QVERIFY(ended->minimumWidth() >= ended->sizeHint().width()); // nor cut by a long one
        QCOMPARE(qobject_cast<QToolButton *>(shown(bar, u"operationMore"_s).value(0))->text(), u"1 more"_s);
        QTest::mouseClick(shown(bar, u"operationClose"_s).value(0), Qt::LeftButton);
        QTRY_VERIFY(bar.isHidden()); // with what it stood for
    }

    void aRunningOperationCanBeStopped()
    {
        models::OperationRunner runner({});
        ui::OperationBar bar;
        bar.setRunner(&runner);
        bar.show();
        QSignalSpy finished(&runner, &models::OperationRunner::finished);
        runner.start(std::make_unique<tests::FakeOperation>(
                         [](const models::ProgressSink &progress, std::stop_token stop) {
                             progress({0.5, u"half way"_s});
                             std::mutex mutex;
                             std::unique_lock lock(mutex);
                             std::condition_variable_any wake;
                             wake.wait(lock, stop, [] { return false; });
                             return models::Outcome{models::Outcome::State::Cancelled, u"Stopped."_s, {}, {}};
                         }),
                     {});
        QTRY_VERIFY(bar.findChild<QWidget *>(u"operationText"_s));
        QTRY_COMPARE(bar.findChild<QWidget *>(u"operationText"_s)->accessibleName(), u"half way"_s);
        QTest::mouseClick(bar.findChild<QPushButton *>(u"operationStop"_s), Qt::LeftButton);
        QTRY_COMPARE(finished.count(), 1);
        QTRY_COMPARE(bar.findChild<QWidget *>(u"operationText"_s)->accessibleName(), u"Stopped."_s);
        QTest::mouseClick(bar.findChild<QWidget *>(u"operationClose"_s), Qt::LeftButton);
        QTRY_VERIFY(bar.isHidden());
    }
};

QTEST_MAIN(ConfirmDialogTest)
#include "tst_confirmdialog.moc"
