// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/evidencepanel.h"

#include "db/monitor/spokenname.h"
#include "models/format.h"
#include "ui/checklist/statesign.h"
#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/wrappedlabel.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace format = models::format;

namespace {

enum Column { ResultColumn, TimeColumn, WhereColumn, ActorColumn, SummaryColumn, ColumnCount };

constexpr int mostOutputLines = 20'000;
constexpr qsizetype mostLive = 1 << 20; ///< characters, as much as evidence keeps
constexpr size_t mostRows = 3;          ///< of evidence, in sight at once

QString whereOf(const models::OperationTarget &target)
{
    if (target.node.isEmpty())
        return u"—"_s;
    QStringList parts{target.node};
    const auto role = db::roleBeside(target.node, target.role);
    if (target.role != db::Role::Unknown && !role.isEmpty())
        parts << role;
    if (target.timeline)
        parts << EvidencePanel::tr("timeline %1").arg(*target.timeline);
    if (target.lsn)
        parts << target.lsn->toString();
    return parts.join(u" · "_s);
}

QString tell(const models::Evidence &evidence)
{
    QStringList parts;
    if (!evidence.note.isEmpty())
        parts << EvidencePanel::tr("Note: %1").arg(evidence.note);
    if (!evidence.attachment.isEmpty())
        parts << EvidencePanel::tr("Attached: %1").arg(evidence.attachment);
    if (!evidence.output.isEmpty())
        parts << evidence.output.trimmed();
    if (!evidence.input.isEmpty())
        parts << EvidencePanel::tr("What ran:\n%1").arg(evidence.input.trimmed());
    return parts.join(u"\n\n"_s);
}

QString whyNothing(const models::Evidence &evidence)
{
    return evidence.kind == models::StepSpec::Kind::Manual
               ? EvidencePanel::tr("It was said by hand, without a note or a file; nothing more was kept.")
               : EvidencePanel::tr("It gave no output; the sentence above is all that was kept.");
}

} // namespace

EvidencePanel::EvidencePanel(QWidget *parent)
    : QWidget(parent), m_timer(new QTimer(this)), m_list(new QTreeWidget(this)),
      m_output(new QPlainTextEdit(this))
{
    m_list->setObjectName(u"checklistEvidence"_s);
    m_list->setAccessibleName(tr("Evidence of the step, newest first"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("Result"), tr("When"), tr("Where"), tr("By"), tr("Summary")});
    m_list->setItemDelegateForColumn(ResultColumn, new SeverityDelegate(m_list, Qt::AlignLeft));
    m_list->header()->setStretchLastSection(true);
    m_output->setObjectName(u"checklistOutput"_s);
    m_output->setAccessibleName(tr("Output"));
    m_output->setReadOnly(true);
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setMaximumBlockCount(mostOutputLines);
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(buildHead());
    layout->addWidget(m_list);
    layout->addWidget(buildSummary());
    layout->addWidget(m_output, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &EvidencePanel::showChosen);
    m_timer->setInterval(500ms);
    connect(m_timer, &QTimer::timeout, this, &EvidencePanel::showTime);
    end();
}

QWidget *EvidencePanel::buildHead()
{
    auto *head = new QWidget(this);
    m_title = new ElidedLabel(head);
    m_title->setObjectName(u"checklistRunning"_s);
    m_stop = new QPushButton(QIcon::fromTheme(u"process-stop"_s), tr("Stop"), head);
    m_stop->setObjectName(u"checklistStop"_s);
    m_stop->setToolTip(tr("Ends what runs now: the statement is cancelled, the command is killed"));
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, this, &EvidencePanel::stopRequested);
    return head;
}

QWidget *EvidencePanel::buildSummary()
{
    auto *row = new QWidget(this);
    m_summary = wrappedLabel({}, row);
    m_summary->setObjectName(u"checklistSummary"_s);
    m_folder = new QPushButton(QIcon::fromTheme(u"folder-open"_s), tr("Choose the folder…"), row);
    m_folder->setObjectName(u"checklistChooseFolder"_s);
    m_folder->setToolTip(tr("Where compose files are looked for, and commands run"));
    m_folder->hide();
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_summary, 1);
    layout->addWidget(m_folder, 0, Qt::AlignTop);
    connect(m_folder, &QPushButton::clicked, this, &EvidencePanel::folderWanted);
    return row;
}

void EvidencePanel::offerFolder(bool offered)
{
    m_folder->setVisible(offered && !m_evidence.empty());
}

void EvidencePanel::setEvidence(const QString &step, const std::vector<models::Evidence> &all, bool isRunning)
{
    std::vector<models::Evidence> own;
    for (auto each = all.rbegin(); each != all.rend(); ++each)
        if (each->step == step)
            own.push_back(*each);
    if (step == m_step && own == m_evidence)
        return;
    m_step = step;
    m_evidence = std::move(own);
    m_list->clear();
    for (const auto &each : m_evidence) {
        auto *item = new QTreeWidgetItem(
            m_list, {models::toString(each.result), format::dateTime(each.startedMs), whereOf(each.target),
                     each.actor, format::oneLine(each.summary.isEmpty() ? each.note : each.summary, 300)});
        if (const auto tone = toneOf(each.result); tone != Tone::Neutral)
            item->setData(ResultColumn, ToneRole, int(tone));
        for (int column = 0; column < ColumnCount; ++column)
            item->setToolTip(column, item->text(column));
        const auto took = double(each.finishedMs - each.startedMs) / 1000;
        item->setToolTip(TimeColumn, tr("%1, took %2").arg(item->text(TimeColumn), format::seconds(took)));
    }
    fitList();
    if (!isRunning && !m_evidence.empty())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showChosen();
    showTime();
}

void EvidencePanel::fitList()
{
    m_list->setVisible(!m_evidence.empty());
    if (m_evidence.empty())
        return;
    for (const int column : {ResultColumn, TimeColumn, WhereColumn, ActorColumn})
        m_list->resizeColumnToContents(column);
    const int rows = int(std::min(m_evidence.size(), mostRows));
    const int row = std::max(m_list->sizeHintForRow(0), fontMetrics().height());
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + rows * row + 2 * m_list->frameWidth());
}

void EvidencePanel::showChosen()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const auto *chosen = row >= 0 && size_t(row) < m_evidence.size() ? &m_evidence[size_t(row)] : nullptr;
    m_output->setPlaceholderText(chosen ? whyNothing(*chosen)
                                 : m_running
                                     ? tr("What runs gives nothing yet; it is shown here as it comes.")
                                     : tr("What the step gives is kept here."));
    m_output->setPlainText(chosen ? tell(*chosen) : m_live);
    m_summary->setText(chosen ? chosen->summary : QString());
    m_summary->setVisible(!m_summary->text().isEmpty());
}

void EvidencePanel::begin(const QString &title)
{
    m_running = true;
    m_progress = title;
    m_clock.start();
    m_timer->start();
    m_live.clear();
    m_list->setCurrentItem(nullptr);
    showChosen();
    m_stop->show();
    m_stop->setEnabled(true);
    showTime();
}

void EvidencePanel::addOutput(const QString &text)
{
    if (!m_running)
        return;
    m_live = (m_live + text).right(mostLive);
    if (m_list->currentItem())
        return;
    m_output->moveCursor(QTextCursor::End);
    m_output->insertPlainText(text);
}

void EvidencePanel::setProgress(const QString &text)
{
    m_progress = text;
    showTime();
}

void EvidencePanel::end()
{
    m_running = false;
    m_live.clear();
    m_timer->stop();
    m_stop->hide();
    showTime();
    if (!m_list->currentItem() && !m_evidence.empty())
        m_list->setCurrentItem(m_list->topLevelItem(0));
    showChosen();
}

void EvidencePanel::showTime()
{
    if (m_running)
        m_title->setText(
            tr("Running for %1: %2").arg(format::seconds(double(m_clock.elapsed() / 1000)), m_progress));
    else
        m_title->setText(m_evidence.empty() ? tr("No evidence yet") : tr("Evidence"));
}

} // namespace seawall::ui
