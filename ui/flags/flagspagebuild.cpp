// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/flags/aftermathpanel.h"
#include "ui/flags/comparepanel.h"
#include "ui/flags/flagdetails.h"
#include "ui/flags/flagspage.h"
#include "ui/flags/flagtable.h"
#include "ui/flags/historypanel.h"
#include "ui/shell/noticebar.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Book = models::FlagBook;

FlagsPage::FlagsPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_notices(new NoticeBar(NoticeBar::Place::Grown, this)),
      m_tabs(new QTabWidget(this))
{
    m_notices->setObjectName(u"flagsNotices"_s);
    m_tabs->setObjectName(u"flagsTabs"_s);
    m_tabs->setAccessibleName(tr("Flags, their history and a comparison"));
    m_history = new HistoryPanel(m_tabs);
    m_compare = new ComparePanel(workspace->profile().envFile, m_tabs);
    m_tabs->addTab(buildFlags(), tr("Flags"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_compare, tr("Compare"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(buildBar());
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_notices); // below, so that no switch moves when one comes or goes
    connectBook();
    connectPanels();
    auto *clock = new QTimer(this); // what is left of a time goes on while no Snapshot comes
    connect(clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            showDetails();
    });
    clock->start(1s);
    m_state->show(Tone::Unknown, tr("Reading the flags"),
                  tr("The .env file is read, and the primary asked whether it has a table of flags."));
    showFlags();
}

QWidget *FlagsPage::buildBar()
{
    auto *bar = new QWidget(this);
    m_places = new ElidedLabel(bar);
    m_places->setObjectName(u"flagsPlaces"_s);
    m_places->setElideMode(Qt::ElideMiddle);
    m_places->setForegroundRole(QPalette::PlaceholderText);
    m_summary = new ElidedLabel(bar);
    m_summary->setObjectName(u"flagsSummary"_s);
    m_set = makeAction(u"setFlag"_s, tr("Set the chosen flag…"), u"document-edit"_s,
                       tr("Switch the chosen flag, or set it to the value that was typed"),
                       [this] { Q_EMIT m_details->changeRequested(m_details->proposal()); });
    m_revert = makeAction(u"revertFlag"_s, tr("Revert the chosen flag…"), u"edit-undo"_s,
                          tr("Take the last change of the chosen flag back"),
                          [this] { askRevert(*m_details->flag().lastChange); });
    m_disarm = makeAction(u"disarmFlag"_s, tr("Disarm the dead man's switches of the chosen flag"),
                          u"dialog-cancel"_s, tr("It is not reverted by itself any more"), [this] {
                              const auto switches = book()->switches();
                              for (const auto &each : switches) {
                                  if (each.change.isOf(m_details->flag()))
                                      book()->disarm(each.id);
                              }
                          });
    m_copyRestart = makeAction(u"copyRestart"_s, tr("Copy the restart command of the chosen flag"),
                               u"edit-copy"_s, tr("Copy the command that makes the services read the flag"),
                               [this] { m_details->aftermath()->copyRestart(); });
    m_makeTable =
        makeAction(u"makeFlagTable"_s, tr("Make the table…"), u"list-add"_s,
                   tr("Make the table of flags on the primary, for services that read them from the "
                      "database"),
                   [this] { makeTable(); });
    makeAction(u"compareEnvironments"_s, tr("Compare two environments"), u"view-split-left-right"_s,
               tr("Show two .env files side by side"), [this] { m_tabs->setCurrentWidget(m_compare); });
    auto *again =
        makeAction(u"readFlags"_s, tr("Read again"), u"view-refresh"_s,
                   tr("Read the .env file, the table and the Journal again"), [this] { book()->refresh(); });
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_places, 3);
    layout->addWidget(m_summary, 2);
    for (auto *action : {m_makeTable, again})
        layout->addWidget(buttonFor(action, bar));
    return bar;
}

QWidget *FlagsPage::buildFlags()
{
    m_stack = new QStackedWidget(m_tabs);
    m_state = new StatePanel(m_stack);
    m_state->setObjectName(u"flagsState"_s);
    m_splitter = new QSplitter(Qt::Horizontal, m_stack);
    m_table = new FlagTable(m_splitter);
    m_details = new FlagDetails(m_splitter);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({640, 500});
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_splitter);
    return m_stack;
}

void FlagsPage::connectBook()
{
    connect(book(), &Book::flagsRead, this, [this] {
        m_isRead = true;
        showFlags();
    });
    connect(book(), &Book::storeFailed, this, [this] {
        m_isRead = true;
        showFlags();
    });
    connect(book(), &Book::historyRead, this, &FlagsPage::showFlags);
    connect(book(), &Book::proofChanged, this, &FlagsPage::showFlags);
    connect(book(), &Book::switchesChanged, this, &FlagsPage::showFlags);
    connect(book(), &Book::changedOutside, this, &FlagsPage::addOutside);
    connect(book(), &Book::conflicted, this, &FlagsPage::onConflict);
    connect(book(), &Book::compared, m_compare,
            [this](const std::vector<models::FlagDifference> &differences) { m_compare->show(differences); });
    connect(book(), &Book::compareFailed, m_compare, &ComparePanel::showFailure);
    connect(workspace()->operations(), &models::OperationRunner::finished, this,
            [this](int run, const models::Outcome &outcome) {
                m_wishes.erase(run); // a conflict has been told by then
                if (isTableMissing() && outcome.state == models::Outcome::State::Succeeded)
                    book()->refresh(); // it may have been the one that makes the table
            });
}

void FlagsPage::connectPanels()
{
    connect(m_state, &StatePanel::actionTriggered, this, [this] {
        if (m_nextStep == NextStep::MakeTable)
            makeTable();
        else
            book()->refresh();
    });
    connect(m_notices, &NoticeBar::actionTriggered, this, [this](const QString &key) {
        if (key == u"outside")
            m_tabs->setCurrentWidget(m_history);
        else
            book()->refresh();
    });
    connect(m_table, &FlagTable::chosenChanged, this, &FlagsPage::showDetails);
    connect(m_table, &FlagTable::proposed, this, [this](const QString &value) {
        m_details->propose(value);
        showDetails();
    });
    const auto change = [this](const QString &value) {
        m_details->propose(value);
        showDetails();
        const auto &flag = m_details->flag();
        ask({flag.store, flag.key(), value, {}});
    };
    connect(m_table, &FlagTable::changeRequested, this, change);
    connect(m_details, &FlagDetails::changeRequested, this, change);
    connect(m_table->view(), &QAbstractItemView::activated, m_set, &QAction::trigger);
    connect(m_details->aftermath(), &AftermathPanel::revertRequested, this, &FlagsPage::askRevert);
    connect(m_details->aftermath(), &AftermathPanel::disarmRequested, this,
            [this](const QString &id) { book()->disarm(id); });
    connect(m_history, &HistoryPanel::revertRequested, this, &FlagsPage::askRevert);
    connect(m_compare, &ComparePanel::wanted, book(), &Book::compare);
}

} // namespace seawall::ui
