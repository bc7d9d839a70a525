// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/migrations/migrationspage.h"
#include "ui/migrations/planpanel.h"
#include "ui/migrations/runpanel.h"
#include "ui/migrations/scriptpanel.h"
#include "ui/shell/noticebar.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Goal = db::StepRequest::Goal;
using Partly = db::StepRequest::Partly;
using M = models::MigrationsModel;

namespace {

constexpr std::chrono::milliseconds refreshTime = 10s;   // others may migrate as well
constexpr std::chrono::milliseconds runRefreshTime = 2s; // after a step, at the most

QToolButton *menuButton(QToolButton *button, const QList<QAction *> &actions,
                        QToolButton::ToolButtonPopupMode mode)
{
    button->setPopupMode(mode);
    auto *menu = new QMenu(button);
    menu->addActions(actions);
    button->setMenu(menu);
    if (mode == QToolButton::InstantPopup) { // it does nothing by itself
        const auto follow = [button, actions] {
            button->setEnabled(std::ranges::any_of(actions, &QAction::isEnabled));
        };
        for (const auto *action : actions)
            QObject::connect(action, &QAction::changed, button, follow);
        follow();
    }
    return button;
}

} // namespace

MigrationsPage::MigrationsPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_book(workspace->profile()),
      m_notices(new NoticeBar(NoticeBar::Place::Kept, this)), m_stack(new QStackedWidget(this)),
      m_state(new StatePanel(this)), m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_timer(new QTimer(this))
{
    makeActions();
    makeRehearsalActions();
    makeHistoryActions();
    m_notices->setObjectName(u"migrationsNotices"_s);
    m_state->setObjectName(u"migrationsState"_s);
    m_splitter->setObjectName(u"migrationsSplitter"_s);
    m_splitter->addWidget(buildTable());
    m_splitter->addWidget(buildTabs());
    m_splitter->setStretchFactor(0, 1); // a wide window shows time, WAL and checksum as well
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({520, 560});
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_splitter);
    m_state->show(Tone::Unknown, tr("Looking at the migrations"),
                  tr("The folder is read, and the primary asked what is applied."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(buildBar());
    m_notices->setCalm(m_summary);
    layout->addWidget(m_notices);
    layout->addWidget(m_stack, 1);
    connectBook();
    connectRunner();
    m_timer->setInterval(refreshTime);
    connect(m_timer, &QTimer::timeout, this, [this] {
        m_timer->start(refreshTime);
        if (isVisible())
            m_book.refresh();
    });
    updateActions();
}

void MigrationsPage::connectBook()
{
    using Book = models::MigrationBook;
    connect(&m_book, &Book::overviewRead, this, &MigrationsPage::showOverview);
    connect(&m_book, &Book::failed, this, &MigrationsPage::showFailure);
    connect(&m_book, &Book::prepared, this, &MigrationsPage::onPrepared);
    connect(&m_book, &Book::notPrepared, this, [this](const db::Error &error) {
        m_isPlanning = false;
        m_plan->setMessage(u"%1 %2"_s.arg(error.message, error.hint).trimmed());
        m_tabs->setCurrentWidget(m_plan);
        updateActions();
    });
    connect(&m_book, &Book::scriptRead, m_script,
            [this](const models::MigrationScript &script) { m_script->show(script); });
    connect(m_script, &ScriptPanel::scriptWanted, &m_book, &Book::readScript);
    connect(&m_book, &Book::runEvent, m_runPanel, &RunPanel::add);
    connect(&m_book, &Book::runEvent, this, [this](const db::RunEvent &event) {
        // What is done is seen in the list while the run goes on.
        if (event.kind == db::RunEvent::Kind::StepDone)
            m_timer->start(std::min(m_timer->remainingTimeAsDuration(), runRefreshTime));
    });
    connect(&m_book, &Book::schemaChecked, this, [this](const models::SchemaCheck &check) {
        m_notices->post(u"verified"_s, check.isInOrder() ? Tone::Ok : Tone::Critical,
                        check.sentences().join(u' '));
    });
}

void MigrationsPage::connectRunner()
{
    using Runner = models::OperationRunner;
    auto *runner = workspace()->operations();
    connect(runner, &Runner::finished, this, &MigrationsPage::onFinished);
    connect(runner, &Runner::journalRead, this,
            [this](const std::vector<models::JournalEntry> &entries) { m_model.setJournal(entries); });
    connect(m_runPanel, &RunPanel::stopRequested, this, [this] {
        if (m_run != 0)
            workspace()->operations()->cancel(m_run);
    });
    connect(m_state, &StatePanel::actionTriggered, this, [this] {
        if (m_needsFolder)
            chooseFolder();
        else
            m_book.refresh();
    });
    connect(m_notices, &NoticeBar::actionTriggered, this, [this](const QString &key) {
        if (key == u"partly")
            plan({Goal::ApplyAll, {}, false, Partly::Resume}, Purpose::Run);
        else if (key == u"outOfOrder")
            plan({Goal::ApplyAll, {}, true, Partly::Refuse}, Purpose::Run);
        else if (key == u"missing" && m_book.overview()->folder.migrations.empty())
            chooseFolder();
        else if (key == u"edited" || key == u"missing")
            changeHistory(models::HistoryOperation::Action::Repair);
    });
}

QWidget *MigrationsPage::buildBar()
{
    auto *bar = new QWidget(this);
    m_folder = new ElidedLabel(bar);
    m_folder->setObjectName(u"migrationsFolder"_s);
    m_folder->setElideMode(Qt::ElideMiddle);
    m_folder->setForegroundRole(QPalette::PlaceholderText);
    m_summary = new ElidedLabel(bar);
    m_summary->setObjectName(u"migrationsSummary"_s);
    auto *apply = menuButton(buttonFor(m_apply, bar), {m_applyTo}, QToolButton::MenuButtonPopup);
    auto *rehearse =
        menuButton(buttonFor(m_rehearse, bar), {m_rehearseInCopy, m_rehearseRollback, m_rehearseRollbackAll},
                   QToolButton::MenuButtonPopup);
    auto *back = menuButton(new QToolButton(bar), {m_rollbackChosen, m_rollback, m_rollbackAll},
                            QToolButton::InstantPopup);
    back->setObjectName(u"rollBackButton"_s);
    back->setText(tr("Roll back"));
    back->setIcon(QIcon::fromTheme(u"go-up"_s));
    back->setToolTip(tr("Roll back migrations, newest first"));
    back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *history =
        menuButton(new QToolButton(bar),
                   {m_baseline, m_adopt, m_repair, m_markApplied, m_markNotApplied, m_rollBackPartly},
                   QToolButton::InstantPopup);
    history->setObjectName(u"historyButton"_s);
    history->setText(tr("Repair"));
    history->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    history->setToolTip(tr("Put the history of migrations right; no migration runs"));

    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(buttonFor(m_choose, bar));
    layout->addWidget(m_folder, 1);
    for (auto *button : {buttonFor(m_look, bar), rehearse, apply, back, buttonFor(m_verify, bar), history})
        layout->addWidget(button);
    return bar;
}

QWidget *MigrationsPage::buildTable()
{
    m_table = new DataTable(&m_model, this);
    m_table->setObjectName(u"migrationsTable"_s);
    m_table->setAccessibleName(tr("Migrations, oldest first"));
    m_table->setColumns({M::VersionColumn, M::NameColumn, M::StateColumn, M::AppliedColumn, M::DurationColumn,
                         M::WalColumn, M::ReplicasColumn, M::AppliedByColumn, M::ChecksumColumn});
    m_table->setWidths({{M::VersionColumn, 7},
                        {M::NameColumn, 12},
                        {M::StateColumn, 10},
                        {M::AppliedColumn, 22},
                        {M::DurationColumn, 7},
                        {M::WalColumn, 7},
                        {M::ReplicasColumn, 11},
                        {M::AppliedByColumn, 14},
                        {M::ChecksumColumn, 12}});
    m_table->setStretch({M::NameColumn});
    m_table->setOptional(
        {M::ChecksumColumn, M::AppliedByColumn, M::WalColumn, M::DurationColumn, M::AppliedColumn});
    m_table->setSeverityColumn(M::StateColumn);
    m_table->sortByColumn(M::VersionColumn, Qt::AscendingOrder);
    m_table->setEmptyText(
        tr("The folder holds no migrations. 'seawallctl migrate new NAME' makes the first."));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &MigrationsPage::showChosen);
    return m_table;
}

QWidget *MigrationsPage::buildTabs()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"migrationsTabs"_s);
    m_tabs->setAccessibleName(tr("Script, plan and run"));
    m_script = new ScriptPanel(m_tabs);
    m_plan = new PlanPanel(m_tabs);
    m_runPanel = new RunPanel(workspace(), m_tabs);
    m_tabs->addTab(m_script, tr("Script"));
    m_tabs->addTab(m_plan, tr("Plan"));
    m_tabs->addTab(m_runPanel, tr("Run"));
    return m_tabs;
}

} // namespace seawall::ui
