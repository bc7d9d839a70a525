// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/journal/journalpage.h"

#include "db/monitor/spokenname.h"
#include "models/format.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/statepanel.h"

#include <QAction>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using J = models::JournalModel;
namespace format = models::format;

namespace {

QString detailsOf(const models::JournalModelRow &row)
{
    const auto &entry = row.entry;
    QStringList lines{entry.title};
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines << u"%1: %2"_s.arg(name, value);
    };
    const auto &target = entry.target;
    add(JournalPage::tr("Outcome"), row.unknown.isEmpty() ? entry.summary : row.unknown);
    add(JournalPage::tr("Reason"), entry.reason);
    add(JournalPage::tr("Who"), entry.actor);
    add(JournalPage::tr("Node"),
        target.address.isEmpty() ? target.node : db::withAddress(target.node, target.address));
    add(JournalPage::tr("Role"), target.role == db::Role::Unknown ? QString() : db::toString(target.role));
    add(JournalPage::tr("Timeline"), target.timeline ? QString::number(*target.timeline) : QString());
    add(JournalPage::tr("LSN"), target.lsn ? target.lsn->toString() : QString());
    add(JournalPage::tr("Cluster"),
        row.isOther ? JournalPage::tr("another one than is watched now, system identifier %1")
                          .arg(target.systemIdentifier)
                    : QString());
    add(JournalPage::tr("Profile"), target.profile);
    add(JournalPage::tr("Started"), format::dateTime(entry.startedMs));
    add(JournalPage::tr("Finished"), entry.finishedMs ? format::dateTime(*entry.finishedMs) : QString());
    // Last, as a script can be long: how it ended is what is looked for.
    if (!entry.actions.isEmpty())
        lines << QString() << JournalPage::tr("What was to be executed:") << entry.actions;
    if (!entry.details.isEmpty())
        lines << QString() << QString::fromUtf8(QJsonDocument(entry.details).toJson(QJsonDocument::Indented));
    return lines.join(u'\n');
}

} // namespace

JournalPage::JournalPage(models::Workspace *workspace, QWidget *parent)
    : Page(workspace, parent), m_stack(new QStackedWidget(this)), m_state(new StatePanel(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_view(new DataTable(&m_journal, this)),
      m_details(new QPlainTextEdit(this))
{
    m_state->setObjectName(u"journalState"_s);
    m_view->setObjectName(u"journalTable"_s);
    m_view->setAccessibleName(tr("The Journal, newest first"));
    m_view->setWidths({{J::StartedColumn, 22},
                       {J::StateColumn, 11},
                       {J::TitleColumn, 28},
                       {J::NodeColumn, 8},
                       {J::ActorColumn, 12},
                       {J::ReasonColumn, 15},
                       {J::DurationColumn, 6},
                       {J::SummaryColumn, 30}});
    m_view->setColumnHidden(J::ProfileColumn, true);
    m_view->setStretch({J::SummaryColumn});
    m_view->setOptional({J::DurationColumn, J::ActorColumn});
    m_view->setSeverityColumn(J::StateColumn);
    m_view->setEmptyText(tr("No entry fits the filter."));
    m_details->setObjectName(u"journalDetails"_s);
    m_details->setAccessibleName(tr("Details of the chosen entry"));
    m_details->setReadOnly(true);
    m_details->setPlaceholderText(
        tr("Choose an entry to see all that was written of it. Columns that do not fit the window, as By and "
           "Took, are told here too."));
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({420, 200});
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_splitter);
    m_state->show(Tone::Unknown, tr("Reading the Journal"), tr("It is read from the disk by a worker."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(buildBar());
    layout->addWidget(m_stack, 1);
    auto *runner = workspace->operations();
    connect(runner, &models::OperationRunner::journalRead, this, &JournalPage::showEntries);
    connect(runner, &models::OperationRunner::journalVerified, this, &JournalPage::showVerification);
    connect(runner, &models::OperationRunner::journalFailed, this, &JournalPage::showFailure);
    connect(runner, &models::OperationRunner::started, runner, &models::OperationRunner::readJournal);
    connect(runner, &models::OperationRunner::finished, runner, &models::OperationRunner::readJournal);
    connect(m_state, &StatePanel::actionTriggered, runner, &models::OperationRunner::readJournal);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &JournalPage::showDetails);
}

QWidget *JournalPage::buildBar()
{
    auto *bar = new QWidget(this);
    auto *filter = new QLineEdit(bar);
    filter->setObjectName(u"journalFilter"_s);
    filter->setAccessibleName(tr("Filter of the Journal"));
    filter->setPlaceholderText(tr("Filter by operation, node, person, reason, outcome …"));
    filter->setClearButtonEnabled(true);
    connect(filter, &QLineEdit::textChanged, m_view, &DataTable::setFilter);
    m_summary = new ElidedLabel(bar);
    m_summary->setObjectName(u"journalSummary"_s);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto *verify =
        makeAction(u"verifyJournal"_s, tr("Verify chain"), u"security-high"_s,
                   tr("Each entry holds the hash of the one before it: recompute them all, so that an entry "
                      "that was changed or removed is found"),
                   [this] {
                       m_summary->setText(tr("Verifying …"));
                       workspace()->operations()->verifyJournal();
                   });
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(filter, 2);
    layout->addWidget(m_summary, 2);
    layout->addWidget(buttonFor(verify, bar));
    return bar;
}

/// Of the servers only one thing counts here: whether they are the cluster that the entries are of.
void JournalPage::setSnapshot(const db::SnapshotPtr &)
{
    if (std::exchange(m_cluster, workspace()->systemIdentifier()) != workspace()->systemIdentifier())
        workspace()->operations()->readJournal();
}

void JournalPage::showEvent(QShowEvent *event)
{
    workspace()->operations()->readJournal();
    Page::showEvent(event);
}

void JournalPage::showEntries(const std::vector<models::JournalEntry> &entries)
{
    m_cluster = workspace()->systemIdentifier();
    m_journal.setEntries(entries, m_cluster, workspace()->profile().envFile);
    if (entries.empty()) {
        m_state->show(
            Tone::Info, tr("The Journal is empty"),
            tr("Whatever the console does to a server is written here first: what, where, who and why, and "
               "how it ended. Cancelling a statement on the Sessions page, say."));
        m_stack->setCurrentWidget(m_state);
        return;
    }
    m_stack->setCurrentWidget(m_splitter);
    const auto interrupted =
        std::ranges::count(entries, models::JournalEntry::State::Interrupted, &models::JournalEntry::state);
    if (m_summary->text().isEmpty() && interrupted > 0)
        m_summary->setText(interrupted == 1 ? tr("1 operation was interrupted")
                                            : tr("%1 operations were interrupted").arg(interrupted));
    showDetails();
}

void JournalPage::showDetails()
{
    const auto *row = m_journal.row(m_view->sourceIndex());
    const auto text = row ? detailsOf(*row) : QString();
    if (text != m_details->toPlainText())
        m_details->setPlainText(text);
}

void JournalPage::showVerification(qint64 rows, qint64 firstBrokenRow)
{
    m_summary->setText(
        firstBrokenRow == 0
            ? tr("The chain of %1 rows is whole.").arg(rows)
            : tr("The chain is broken at row %1: it or the one before it was changed or removed. Keep "
                 "the file, and compare it with a backup.")
                  .arg(firstBrokenRow));
}

void JournalPage::showFailure(const QString &sentence)
{
    m_summary->setText(sentence);
    if (m_journal.rowCount() > 0)
        return;
    m_state->show(Tone::Critical, tr("The Journal cannot be read"),
                  sentence + u' ' + tr("Until it can, the console runs no operation."), tr("Try again"));
    m_stack->setCurrentWidget(m_state);
}

void JournalPage::saveState(QSettings &settings) const
{
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    settings.setValue(u"columns"_s, m_view->horizontalHeader()->saveState());
}

void JournalPage::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_view->horizontalHeader()->restoreState(settings.value(u"columns"_s).toByteArray());
}

} // namespace seawall::ui
