// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outline.h"
#include "models/format.h"
#include "ui/checklist/codeblockview.h"
#include "ui/checklist/guidanceview.h"
#include "ui/checklist/livefigure.h"
#include "ui/checklist/statesign.h"
#include "ui/checklist/steppanel.h"
#include "ui/checklist/steptext.h"
#include "ui/elidedlabel.h"
#include "ui/wrappedlabel.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;
using models::StepState;

namespace {

void colour(QWidget *widget, const QColor &colour)
{
    auto palette = widget->palette();
    palette.setColor(QPalette::WindowText, colour);
    widget->setPalette(palette);
}

} // namespace

QString StepPanel::countsText() const
{
    const auto &checklist = m_view->run.checklist;
    const auto counts = models::countSteps(checklist, m_view->status)[size_t(m_node)];
    QStringList parts{tr("%1 of %2 steps are done").arg(counts.done).arg(counts.total)};
    if (counts.failed > 0)
        parts << tr("%1 failed").arg(counts.failed);
    if (counts.stale > 0)
        parts << tr("%1 stale").arg(counts.stale);
    if (const auto &duration = checklist.nodes[size_t(m_node)].duration; !duration.isEmpty())
        parts << duration;
    return parts.join(u"  ·  "_s);
}

void StepPanel::showHead()
{
    if (m_node < 0) {
        m_crumbs->setText({});
        m_title->setText(tr("Choose a step on the left"));
        for (auto *widget : std::initializer_list<QWidget *>{m_state, m_kind, m_why, m_alarm})
            widget->hide();
        return;
    }
    const auto &checklist = m_view->run.checklist;
    const auto &node = checklist.nodes[size_t(m_node)];
    m_crumbs->setText(crumbsOf(checklist, m_node));
    m_title->setText(node.title);
    m_kind->show();
    const bool isLeaf = checklist.isLeaf(m_node);
    const auto counts = isLeaf ? QString() : countsText();
    if (!models::isOwnStep(checklist, m_node, m_view->status)) {
        m_state->hide();
        m_kind->setText(counts);
        m_why->hide();
        m_alarm->hide();
        return;
    }
    const auto found = m_view->status.find(node.identity);
    const auto status = found == m_view->status.end() ? models::StepStatus() : found->second;
    const auto &spec = found == m_view->status.end() ? node.spec : status.spec;
    const auto state = models::ownState(checklist, m_node, m_view->status);
    m_state->show(state);
    m_state->show();
    m_kind->setText(isLeaf ? describe(spec, m_view->run.folder)
                           : u"%1  ·  %2"_s.arg(describe(spec, m_view->run.folder), counts));
    // That a step of words alone is done by hand is said by its kind.
    const bool isWords = spec.kind == models::StepSpec::Kind::Manual &&
                         spec.source == models::StepSpec::Source::Inferred && node.blocks.empty();
    auto why = isWords ? QString() : spec.why;
    if (node.tickedInFile)
        why = tr("Ticked in the file. %1").arg(why).trimmed();
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    const auto alarm = state == StepState::Interrupted
                           ? tr("It was running when the console ended: its outcome is not known. Look at "
                                "what it left, then run it again or say how it ended.")
                       : state == StepState::Stale ? status.staleReason
                                                   : QString();
    m_alarm->setText(alarm);
    m_alarm->setVisible(!alarm.isEmpty());
    colour(m_alarm, toneColour(palette(), Tone::Warning));
}

void StepPanel::showBody()
{
    QString key;
    std::vector<ShownBlock> blocks;
    QString guidance;
    QStringList signOffs;
    std::optional<models::StepSpec> metric;
    if (m_node >= 0) {
        const auto &node = m_view->run.checklist.nodes[size_t(m_node)];
        const auto found = m_view->status.find(node.identity);
        const auto &spec = found == m_view->status.end() ? node.spec : found->second.spec;
        blocks = blocksOf(node, spec);
        guidance = node.guidance;
        if (spec.kind == models::StepSpec::Kind::Metric)
            metric = spec;
        for (const auto &each : m_view->signOffs)
            if (each.phase == node.identity)
                signOffs << tr("Signed off by %1%2, %3")
                                .arg(each.name, each.second.isEmpty() ? QString() : tr(" and ") + each.second,
                                     format::dateTime(each.timeMs));
        key = node.identity + guidance + signOffs.join(u'\n') + describe(spec, m_view->run.folder);
        for (const auto &block : blocks)
            key += block.caption + block.text;
    }
    if (key == m_shownKey && m_scroll->widget())
        return fitBody(); // the evidence may have come or gone
    m_shownKey = key;
    auto *body = new QWidget(m_scroll);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 4, 6, 4);
    layout->setSpacing(10);
    for (const auto &line : signOffs)
        layout->addWidget(wrappedLabel(line, body));
    if (metric)
        layout->addWidget(new LiveFigure(metric->metric, metric->target, body));
    if (!guidance.trimmed().isEmpty())
        layout->addWidget(new GuidanceView(guidance, body));
    for (const auto &block : blocks)
        layout->addWidget(new CodeBlockView(block.caption, block.language, block.text, body));
    layout->addStretch();
    m_scroll->setWidget(body);
    fitBody();
}

/// No higher than what it shows: the evidence has the room that is left.
void StepPanel::fitBody()
{
    const auto *layout = m_scroll->widget() ? m_scroll->widget()->layout() : nullptr;
    if (!layout || m_evidence->isHidden())
        return m_scroll->setMaximumHeight(QWIDGETSIZE_MAX);
    const int whole = layout->hasHeightForWidth() ? layout->totalHeightForWidth(m_scroll->viewport()->width())
                                                  : layout->totalSizeHint().height();
    m_scroll->setMaximumHeight(whole + 2 * m_scroll->frameWidth());
}

} // namespace seawall::ui
