// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outline.h"
#include "models/checklist/shippedchecklists.h"
#include "ui/checklist/carryoverdialog.h"
#include "ui/checklist/checklistpage.h"
#include "ui/checklist/evidencepanel.h"
#include "ui/checklist/livestrip.h"
#include "ui/checklist/outlinepanel.h"
#include "ui/checklist/startpanel.h"
#include "ui/checklist/steppanel.h"
#include "ui/elidedlabel.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QDesktopServices>
#include <QMenu>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::StepState;

namespace {

constexpr auto lookTime = 1s; // for what others did: another process, or an editor

} // namespace

ChecklistPage::ChecklistPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_book(workspace->profile(), workspace->directory()),
      m_notices(new NoticeBar(NoticeBar::Place::Grown, this)), m_stack(new QStackedWidget(this)),
      m_start(new StartPanel(this)), m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_outline(new OutlinePanel(this)), m_strip(new LiveStrip(workspace, this)), m_timer(new QTimer(this))
{
    makeActions();
    m_step = new StepPanel({m_runStep, m_pass, m_fail, m_skip, m_notApplicable, m_reopen, m_environment},
                           {m_runTask, m_runChecks, m_signOff}, m_change, this);
    m_splitter->setObjectName(u"checklistSplitter"_s);
    m_splitter->addWidget(m_outline);
    m_splitter->addWidget(m_step);
    m_splitter->setStretchFactor(0, 2); // a wide window shows more of the steps' names
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({400, 680});
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(buildBar());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_notices); // below, so that no button moves when one comes or goes
    layout->addWidget(m_strip);
    connectBook();
    connectRunner();
    connect(m_start, &StartPanel::chosen, this, &ChecklistPage::openFile);
    connect(m_start, &StartPanel::openWanted, this, &ChecklistPage::chooseFile);
    connect(m_outline, &OutlinePanel::nodeChosen, this, &ChecklistPage::showStep);
    m_timer->setInterval(lookTime);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (isVisible() && m_book.view())
            m_book.refresh();
    });
    showView(nullptr);
}

QAction *ChecklistPage::makeAction(const QString &name, const QString &text, const QString &icon,
                                   const QString &tip, const std::function<void()> &call,
                                   const QKeySequence &key)
{
    const auto told = key.isEmpty() ? tip : u"%1 (%2)"_s.arg(tip, key.toString(QKeySequence::NativeText));
    auto *action = Page::makeAction(name, text, icon, told, call);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    return action;
}

void ChecklistPage::makeActions()
{
    m_open = makeAction(u"checklistOpen"_s, tr("Open…"), u"document-open"_s, tr("Open a Markdown checklist"),
                        [this] { chooseFile(); }, {u"Ctrl+Shift+O"_s});
    m_close = makeAction(u"checklistClose"_s, tr("Close"), {},
                         tr("Back to the choice of checklists; the run stays as it is"), [this] {
                             m_wanted.clear();
                             m_book.close();
                             showView(nullptr);
                         });
    m_folder = makeAction(u"checklistFolder"_s, tr("Folder of the commands…"), u"folder-open"_s,
                          tr("Where commands run and files are looked for"), [this] { chooseFolder(); });
    m_anew = makeAction(u"checklistAnew"_s, tr("Begin a new run"), {},
                        tr("Walk through the same checklist again; the run so far is kept"),
                        [this] { m_book.startAfresh(); });
    m_report = makeAction(u"checklistReport"_s, tr("Report…"), u"document-export"_s,
                          tr("Write the run with its evidence as Markdown, HTML or PDF"),
                          [this] { chooseReport(); });
    m_runStep =
        makeAction(u"stepRun"_s, tr("Run…"), u"media-playback-start"_s,
                   tr("Show exactly what would run, and run it once you confirmed"), [this] { runChosen(); });
    m_environment =
        makeAction(u"stepEnvironment"_s, tr("Keep the environment"), u"document-save"_s,
                   tr("Ask every node for version, settings, pg_hba rules, roles, slots and more, and keep "
                      "it with the .env keys and compose files as evidence; secrets are masked"),
                   [this] { keepEnvironment(); });
    m_pass = makeAction(u"stepPass"_s, tr("Pass"), u"dialog-ok-apply"_s,
                        tr("You have seen that it is as it should be"), [this] {
                            const auto step = chosenStep();
                            if (specOf(step).kind == models::StepSpec::Kind::Manual)
                                return say(StepState::Passed, m_step->note());
                            ask({StepState::Passed, tr("Pass by hand"),
                                 tr("This step can be run. Passed by hand, your words are its evidence."),
                                 tr("How do you know that it is as it should be?"), tr("Pass")});
                        });
    m_fail =
        makeAction(u"stepFail"_s, tr("Fail…"), u"dialog-cancel"_s, tr("It is not as it should be"), [this] {
            ask({StepState::Failed, tr("The step failed"), tr("It stays to be done."),
                 tr("What is not as it should be?"), tr("Failed")});
        });
    m_skip =
        makeAction(u"stepSkip"_s, tr("Skip…"), u"go-next-skip"_s, tr("Leave it out, and say why"), [this] {
            ask({StepState::Skipped, tr("Skip the step"), tr("The reason is part of the report."),
                 tr("Why is it skipped?"), tr("Skip")});
        });
    m_notApplicable = makeAction(
        u"stepNotApplicable"_s, tr("Not applicable…"), {}, tr("It does not concern this cluster"), [this] {
            ask({StepState::NotApplicable, tr("Not applicable"), tr("The reason is part of the report."),
                 tr("Why does it not concern this cluster?"), tr("Not applicable")});
        });
    m_reopen = makeAction(u"stepReopen"_s, tr("Reopen"), u"edit-undo"_s,
                          tr("It is to be done again; the evidence so far is kept"),
                          [this] { say(StepState::Open, m_step->note()); });
    m_change = makeAction(u"stepChangeKind"_s, tr("Change…"), u"document-edit"_s,
                          tr("Change how it is done, where, and what has to come out"), [this] { change(); });
    m_runTask = makeAction(u"taskRun"_s, tr("Run the task on…"), u"media-playback-start"_s,
                           tr("Run the open steps of this task in order, up to the first that does not pass"),
                           [this] { runTask(m_outline->chosen()); });
    m_runChecks = makeAction(u"checksRun"_s, tr("Run all checks…"), u"media-playback-start"_s,
                             tr("Run every open step that only looks and changes nothing, whatever fails"),
                             [this] { runChecks(); });
    m_signOff = makeAction(u"phaseSignOff"_s, tr("Sign off…"), u"document-sign"_s,
                           tr("Say by name that this phase is done"), [this] { signOff(); });
    m_next = makeAction(
        u"stepNext"_s, tr("Next open step"), u"go-down"_s, tr("Go to the next open step"), [this] { go(1); },
        Qt::Key_N);
    m_previous = makeAction(
        u"stepPrevious"_s, tr("Previous open step"), u"go-up"_s, tr("Go to the open step before"),
        [this] { go(-1); }, Qt::Key_P);
    m_next->setIconText(tr("Next")); // of its button
    m_previous->setIconText(tr("Previous"));
    m_find = makeAction(
        u"checklistFindAction"_s, tr("Find a step"), u"edit-find"_s, tr("Search the titles of the steps"),
        [this] { m_outline->find(); }, QKeySequence::Find);
    m_do = makeAction(u"stepDo"_s, tr("Run or pass the step"), {},
                      tr("Run the chosen step after confirmation, or pass a manual one"),
                      [this] { runOrPass(); });
    m_do->setShortcuts(
        {QKeySequence(Qt::Key_Space), QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    m_do->setShortcutContext(Qt::WidgetShortcut); // elsewhere Space presses the button that has the focus
    m_outline->tree()->addAction(m_do);
}

QWidget *ChecklistPage::buildBar()
{
    m_bar = new QWidget(this);
    m_title = new ElidedLabel(m_bar);
    m_title->setObjectName(u"checklistTitle"_s);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_progress = new QProgressBar(m_bar);
    m_progress->setObjectName(u"checklistProgress"_s);
    m_progress->setAccessibleName(tr("Steps that are done"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(fontMetrics().height() * 9);
    m_counts = new ElidedLabel(m_bar);
    m_counts->setObjectName(u"checklistCounts"_s);
    auto *more = new QToolButton(m_bar);
    more->setObjectName(u"checklistMore"_s);
    more->setText(tr("More"));
    more->setToolTip(tr("The run, its folder and its phases"));
    more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    menu->addActions({m_runChecks, m_signOff, m_folder, m_anew, m_close});
    more->setMenu(menu);
    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title, 3);
    layout->addWidget(m_progress);
    layout->addWidget(m_counts, 2);
    for (auto *action : {m_previous, m_next})
        layout->addWidget(buttonFor(action, m_bar));
    layout->addWidget(buildOpen());
    layout->addWidget(buttonFor(m_report, m_bar));
    layout->addWidget(more);
    return m_bar;
}

QToolButton *ChecklistPage::buildOpen()
{
    auto *button = buttonFor(m_open, m_bar);
    auto *menu = new QMenu(button);
    menu->setObjectName(u"checklistOpenMenu"_s);
    menu->addAction(tr("A file…"), m_open, &QAction::trigger);
    menu->addSection(tr("Checklists that come with Seawall"));
    for (const auto &each : models::shippedChecklists())
        menu->addAction(each.title, this, [this, path = each.path] { openFile(path); });
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (auto *each : menu->actions())
            each->setEnabled(m_open->isEnabled()); // not while a step runs
    });
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    return button;
}

void ChecklistPage::connectBook()
{
    using Book = models::ChecklistBook;
    connect(&m_book, &Book::viewChanged, this, &ChecklistPage::showView);
    connect(&m_book, &Book::runsListed, m_start, &StartPanel::setRuns);
    connect(&m_book, &Book::outputArrived, m_step->evidence(), &EvidencePanel::addOutput);
    connect(&m_book, &Book::failed, this, [this](const db::Error &error) {
        const auto sentence = u"%1 %2"_s.arg(error.message, error.hint).trimmed();
        endOpening();
        m_environmentStep.clear();
        m_notices->withdraw(u"environment"_s);
        m_start->setProblem(sentence);
        if (m_book.view())
            m_notices->post(u"failed"_s, Tone::Critical, sentence);
    });
    connect(m_notices, &NoticeBar::actionTriggered, this, [this](const QString &key) {
        if (key == u"report"_s) {
            QDesktopServices::openUrl(QUrl::fromLocalFile(m_reportFile));
            return;
        }
        if (m_run != 0) // what runs is known by its place in the text as it is
            return m_notices->post(u"task"_s, Tone::Info,
                                   tr("The run can be carried over once what runs now has ended."));
        auto *dialog = new CarryOverDialog(m_book.view()->carryOver, this);
        connect(dialog, &CarryOverDialog::carryOver, &m_book, &Book::carryOver);
        connect(dialog, &CarryOverDialog::startAfresh, &m_book, &Book::startAfresh);
        dialog->open();
    });
    connect(&m_book, &Book::reported, this, [this](const QString &path) {
        m_reportFile = path;
        m_notices->post(u"report"_s, Tone::Ok, tr("The report is written: %1").arg(path), tr("Open"));
    });
}

void ChecklistPage::connectRunner()
{
    using Runner = models::OperationRunner;
    auto *runner = workspace()->operations();
    connect(runner, &Runner::finished, this, &ChecklistPage::onFinished);
    connect(runner, &Runner::progressed, this, [this](int run, const models::Progress &progress) {
        if (run == m_run && !progress.text.isEmpty())
            m_step->evidence()->setProgress(progress.text);
    });
    connect(m_step->evidence(), &EvidencePanel::folderWanted, this, &ChecklistPage::chooseFolder);
    connect(m_step->evidence(), &EvidencePanel::stopRequested, this, [this] {
        if (m_run != 0)
            workspace()->operations()->cancel(m_run);
    });
}

} // namespace seawall::ui
