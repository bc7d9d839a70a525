// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"
#include "ui/page.h"

class QProgressBar;
class QSplitter;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace seawall::ui {

class ElidedLabel;
class LiveStrip;
class NoticeBar;
class OutlinePanel;
class StartPanel;
class StepPanel;

/// A Markdown checklist as a walkthrough: the outline with what is done, the step in front of the person,
/// what shows that it was done, and the cluster's lag and pool use always in sight.
class ChecklistPage final : public Page
{
    Q_OBJECT

public:
    explicit ChecklistPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    void openFile(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What is asked before a step is said to be so.
    struct Ask {
        models::StepState state;
        QString title, explanation, caption, verb;
        bool isNeeded = true;
    };
    QAction *makeAction(const QString &name, const QString &text, const QString &icon, const QString &tip,
                        const std::function<void()> &call, const QKeySequence &key = {});
    void makeActions();
    QWidget *buildBar();
    QToolButton *buildOpen();
    void connectBook();
    void connectRunner();
    void showView(const models::ChecklistViewPtr &view);
    void showNotices();
    void showNotes(const QStringList &notes);
    void showProgress();
    int placeIn(const models::ChecklistView &view) const; ///< the node to begin at
    void showStep();
    void updateActions();

    void beginToOpen(); ///< what is wanted; says so where it takes long
    void endOpening();
    void chooseFile();
    void chooseFolder();
    void chooseReport();
    void runOrPass();
    void runChosen();
    void runTask(int task);
    void runChecks();
    bool onlyChecks(int step) const;
    void startSteps(const std::vector<int> &nodes, const QString &of, models::RecordedSteps::End end);
    void onFinished(int run, const models::Outcome &outcome);
    void keepEnvironment();
    void noteEnvironment(bool isOther); ///< that it was kept, or that another run is open now
    void say(models::StepState state, const QString &note);
    void ask(const Ask &question);
    void change();
    void signOff();
    void go(int direction);

    const models::Checklist *checklist() const; ///< of the open run; nullptr for none
    int chosenBox() const;                      ///< -1 where none is chosen
    int chosenStep() const;                     ///< models::isOwnStep(); -1 where none is chosen
    models::StepSpec specOf(int node) const;
    models::StepState stateOf(int node) const; ///< of a step itself

    models::ChecklistBook m_book;
    db::SnapshotPtr m_snapshot;
    QString m_wanted;     ///< path to open; kept when it cannot be
    qint64 m_lastRun = 0; ///< that was open when the window was closed; 0: none
    QString m_lastStep;   ///< where one was in it: identity
    QString m_reportFile; ///< written last
    bool m_isOpening = false;
    int m_run = 0; ///< number of the Operation that goes on; 0: none
    int m_runNode = -1, m_runLast = -1;
    QMetaObject::Connection m_waiting; ///< for the evidence of a part of a task
    int m_task = -1;                   ///< that is run on; -1: a single step
    QString m_environmentStep;         ///< whose environment is being asked for; empty: none
    qint64 m_environmentAfter = 0;     ///< its evidence before that
    NoticeBar *m_notices;
    QStackedWidget *m_stack;
    StartPanel *m_start;
    QSplitter *m_splitter;
    OutlinePanel *m_outline;
    StepPanel *m_step = nullptr;
    LiveStrip *m_strip;
    QTimer *m_timer;
    QWidget *m_bar = nullptr;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_counts = nullptr;
    QProgressBar *m_progress = nullptr;
    QAction *m_open = nullptr, *m_close = nullptr, *m_report = nullptr, *m_folder = nullptr,
            *m_anew = nullptr, *m_do = nullptr, *m_runStep = nullptr, *m_pass = nullptr, *m_fail = nullptr,
            *m_skip = nullptr, *m_notApplicable = nullptr, *m_reopen = nullptr, *m_environment = nullptr,
            *m_change = nullptr, *m_runTask = nullptr, *m_runChecks = nullptr, *m_signOff = nullptr,
            *m_next = nullptr, *m_previous = nullptr, *m_find = nullptr;
};

} // namespace seawall::ui
