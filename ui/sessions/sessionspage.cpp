// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionspage.h"

#include "models/operationtarget.h"
#include "ui/confirmdialog.h"
#include "ui/datatable.h"
#include "ui/nodechooser.h"
#include "ui/sessions/sessiondetails.h"
#include "ui/sessions/steadytree.h"
#include "ui/statepanel.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Action = models::SessionOperation::Action;

SessionsPage::SessionsPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_proxy(new QSortFilterProxyModel(this)), m_stack(new QStackedWidget(this)),
      m_state(new StatePanel(this)), m_splitter(new QSplitter(Qt::Vertical, this))
{
    m_proxy->setSourceModel(&m_sessions);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_state->setObjectName(u"sessionsState"_s);
    m_details = new QPlainTextEdit(this);
    m_details->setObjectName(u"sessionDetails"_s);
    m_details->setAccessibleName(tr("The chosen session"));
    m_details->setReadOnly(true);
    m_details->setPlaceholderText(tr("Choose a session to see its whole statement."));
    m_splitter->addWidget(buildTree());
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({480, 130});
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(buildBar());
    layout->addWidget(m_stack, 1);
    connect(m_state, &StatePanel::actionTriggered, workspace, &models::Workspace::reconnectNow);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &SessionsPage::showDetails);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, m_tree, &QTreeView::expandAll);
    showDetails();
}

QWidget *SessionsPage::buildBar()
{
    auto *bar = new QWidget(this);
    m_node = new NodeChooser(u"sessionsNode"_s, tr("Node whose sessions are shown"),
                             tr("The node whose sessions are shown"), bar);
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(u"sessionsFilter"_s);
    m_filter->setAccessibleName(tr("Filter of the sessions"));
    m_filter->setPlaceholderText(tr("Filter by user, application, state, statement …"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(fontMetrics().averageCharWidth() * 24);
    m_summary = new QLabel(bar);
    m_summary->setObjectName(u"sessionsSummary"_s);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_cancel = operation(u"cancelStatement"_s, tr("Cancel statement…"), u"process-stop"_s, Action::Cancel);
    m_terminate =
        operation(u"terminateSession"_s, tr("Terminate session…"), u"edit-delete"_s, Action::Terminate);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_node);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_summary);
    for (auto *action : {m_cancel, m_terminate})
        layout->addWidget(buttonFor(action, bar));
    connect(m_node, &QComboBox::currentTextChanged, this, [this](const QString &name) {
        m_sessions.setNode(name);
        if (m_snapshot)
            m_sessions.setSnapshot(m_snapshot);
        showState();
    });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        m_tree->expandAll();
    });
    return bar;
}

QWidget *SessionsPage::buildTree()
{
    using S = models::SessionsModel;
    m_tree = new SteadyTree(this);
    m_tree->setObjectName(u"sessionsTree"_s);
    m_tree->setAccessibleName(tr("Sessions, the blocked ones below their blockers"));
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegateForColumn(S::PidColumn, new SeverityDelegate(m_tree, Qt::AlignLeft));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTextElideMode(Qt::ElideRight);
    const auto wide = [this](int column, int characters) {
        m_tree->setColumnWidth(column, fontMetrics().horizontalAdvance(u'0') * characters + 14);
    };
    for (const auto &[column, characters] : {std::pair(S::PidColumn, 12),
                                             {S::UserColumn, 8},
                                             {S::ApplicationColumn, 12},
                                             {S::DatabaseColumn, 10},
                                             {S::ClientColumn, 10},
                                             {S::StateColumn, 14},
                                             {S::AgeColumn, 8},
                                             {S::TransactionColumn, 10},
                                             {S::WaitColumn, 18},
                                             {S::BlockedByColumn, 9}})
        wide(column, characters);
    m_tree->setColumnHidden(S::BlockedByColumn, true); // the tree shows it
    m_tree->setColumnHidden(S::DatabaseColumn, true);  // the details do
    m_tree->header()->setStretchLastSection(true);
    return m_tree;
}

QAction *SessionsPage::operation(const QString &name, const QString &text, const QString &icon, Action action)
{
    return makeAction(name, text, icon, {}, [this, action] { start(action); });
}

void SessionsPage::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    showNodes(*snapshot);
    m_sessions.setSnapshot(snapshot);
    m_tree->widen(
        models::SessionsModel::PidColumn); // who waits behind whom who waits stands far to the right
    showState();
    showDetails();
}

void SessionsPage::showNodes(const db::Snapshot &snapshot)
{
    QStringList names;
    for (const auto &node : snapshot.nodes)
        names << node.name;
    m_node->setNames(names);
}

void SessionsPage::showState()
{
    const auto *node = m_snapshot ? m_snapshot->node(m_node->currentText()) : nullptr;
    const bool any = m_sessions.rowCount() > 0;
    m_stack->setCurrentWidget(any ? static_cast<QWidget *>(m_splitter) : m_state);
    const bool isStale = node && !node->reachable && any;
    markStale(isStale);
    if (isStale) {
        m_summary->setText(tr("out of date: %1 cannot be reached").arg(node->name));
    } else {
        const int waiting = m_sessions.blockedCount();
        m_summary->setText(!any           ? QString()
                           : waiting == 0 ? tr("nobody waits for another")
                           : waiting == 1 ? tr("1 session is blocked")
                                          : tr("%1 sessions are blocked").arg(waiting));
    }
    if (any || !node)
        return;
    if (!node->reachable)
        m_state->show(Tone::Critical, tr("%1 cannot be reached").arg(node->name), node->reason,
                      tr("Try again now"));
    else if (node->facts.canMonitor == false)
        m_state->show(Tone::Unknown, tr("The sessions of %1 are not seen").arg(node->name),
                      tr("User '%1' sees its own only. Run on the primary: %2")
                          .arg(node->facts.user, node->missingRights.join(u' ')));
    else
        m_state->show(Tone::Unknown, tr("Asking %1 for its sessions").arg(node->name),
                      tr("The list is read only while this page is shown; it comes with the next sample."));
}

/// Pale, as it is not what is now.
void SessionsPage::markStale(bool isStale)
{
    auto colours = palette();
    colours.setColor(QPalette::PlaceholderText, toneColour(palette(), Tone::Warning));
    m_summary->setPalette(isStale ? colours : QPalette());
    if (m_tree->property("stale").toBool() == isStale)
        return;
    m_tree->setProperty("stale", isStale); // of the theme's style sheet
    m_tree->style()->unpolish(m_tree);
    m_tree->style()->polish(m_tree);
}

void SessionsPage::showDetails()
{
    const auto *session = chosen();
    const auto text = session ? sessionText(*session) : QString();
    if (text != m_details->toPlainText())
        m_details->setPlainText(text);
    const auto *node = m_snapshot ? m_snapshot->node(m_node->currentText()) : nullptr;
    const bool possible = session && node && node->reachable && m_sessions.isCurrent();
    const auto why = !session   ? tr("Choose a session first.")
                     : possible ? QString()
                                : tr("The list is out of date.");
    for (auto *action : {m_cancel, m_terminate}) {
        action->setEnabled(possible);
        action->setToolTip(possible ? action->text() : why);
    }
}

const db::Session *SessionsPage::chosen() const
{
    return m_sessions.session(m_proxy->mapToSource(m_tree->currentIndex()));
}

int SessionsPage::waitingFor(const QModelIndex &index) const
{
    int count = m_sessions.rowCount(index);
    for (int row = 0, rows = count; row < rows; ++row)
        count += waitingFor(m_sessions.index(row, 0, index));
    return count;
}

void SessionsPage::start(Action action)
{
    const auto *session = chosen();
    const auto *node = m_snapshot ? m_snapshot->node(m_node->currentText()) : nullptr;
    const auto endpoint = node ? models::endpointOf(workspace()->profile(), node->name) : std::nullopt;
    if (!session || !endpoint)
        return;
    const auto index = m_proxy->mapToSource(m_tree->currentIndex()).siblingAtColumn(0);
    confirmAndStart(
        std::make_unique<models::SessionOperation>(
            action, *endpoint, *session, models::targetOn(workspace()->profile(), *node), waitingFor(index)),
        workspace()->operations(), this);
}

void SessionsPage::showEvent(QShowEvent *event)
{
    workspace()->setSessionDetail(true);
    Page::showEvent(event);
}

void SessionsPage::hideEvent(QHideEvent *event)
{
    workspace()->setSessionDetail(false);
    Page::hideEvent(event);
}

void SessionsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"columns"_s, m_tree->header()->saveState());
    settings.setValue(u"node"_s, m_node->chosen());
}

void SessionsPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_tree->header()->restoreState(settings.value(u"columns"_s).toByteArray());
    m_node->choose(settings.value(u"node"_s).toString());
}

} // namespace seawall::ui
