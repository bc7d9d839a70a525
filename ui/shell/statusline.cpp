// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "db/monitor/verdict.h"
#include "models/format.h"
#include "ui/elidedlabel.h"
#include "ui/shell/noticebar.h"
#include "ui/toneicon.h"

#include <QHBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

StatusLine::StatusLine(QWidget *parent)
    : QFrame(parent), m_icon(new ToneIcon(this)), m_notices(new NoticeBar(NoticeBar::Place::Kept, this))
{
    setObjectName(u"statusLine"_s);
    auto small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    setFont(small);
    const int em = fontMetrics().height();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(em, 0, em, 0);
    layout->setSpacing(em);
    layout->addWidget(m_icon);
    layout->addSpacing(-em / 2);
    m_fresh = add(layout, u"statusFresh"_s, tr("When the figures on screen were taken."));
    layout->addWidget(m_notices, 1);
    auto *figures = new QWidget(m_notices);
    auto *line = new QHBoxLayout(figures);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(em * 3 / 2);
    line->addStretch();
    m_load = add(line, u"statusLoad"_s, loadTip());
    m_tick = add(line, u"statusTick"_s, tr("How often every node is asked."));
    m_cost = add(line, u"statusCost"_s, tr("Processor time the console spends on one tick."));
    m_recorder = add(line, u"statusRecorder"_s, tr("Size of the flight recorder's file, and its limit."));
    m_oldest = add(line, u"statusOldest"_s, tr("The oldest figure the flight recorder holds."));
    m_notices->setCalm(figures);
    setWorkspace(nullptr);
}

ElidedLabel *StatusLine::add(QLayout *layout, const QString &name, const QString &tip)
{
    auto *label = new ElidedLabel(this);
    label->setObjectName(name);
    label->setToolTip(tip);
    label->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(label);
    return label;
}

void StatusLine::setWorkspace(models::Workspace *workspace)
{
    m_workspace = workspace;
    refresh(0);
}

QString StatusLine::loadTip()
{
    return tr("The console writes and reads a little on the sandbox while it shows it, so that there is "
              "something to see.");
}

void StatusLine::showLoad(bool runs, const QString &failure)
{
    m_load->setText(!failure.isEmpty() ? tr("load on the sandbox fails")
                    : runs             ? tr("light load on the sandbox")
                                       : QString());
    m_load->setToolTip(failure.isEmpty() ? loadTip() : failure);
    m_load->setAccessibleDescription(failure);
}

std::optional<double> StatusLine::staleFor(const db::SnapshotPtr &snapshot, qint64 nowMs)
{
    if (!snapshot)
        return std::nullopt;
    const double age = static_cast<double>(nowMs - snapshot->timeMs) / 1000;
    if (age <= std::max(2.0, snapshot->tickSeconds * 3))
        return std::nullopt;
    return age;
}

void StatusLine::refresh(qint64 nowMs)
{
    const auto snapshot = m_workspace ? m_workspace->snapshot() : nullptr;
    auto tone = Tone::Unknown;
    if (!m_workspace) {
        m_fresh->setText(tr("Not sampling"));
    } else if (!snapshot) {
        m_fresh->setText(tr("No figures yet"));
    } else if (const auto stale = staleFor(snapshot, nowMs)) {
        tone = Tone::Warning;
        m_fresh->setText(
            tr("Stale: the last sample is %1 old").arg(models::format::seconds(std::floor(*stale))));
    } else if (std::ranges::all_of(snapshot->nodes, db::letsNobodyIn)) {
        tone = Tone::Critical;
        m_fresh->setText(
            tr("No node lets Seawall in, last asked %1").arg(models::format::clockTime(snapshot->timeMs)));
    } else if (std::ranges::none_of(snapshot->nodes, &db::NodeSnapshot::reachable)) {
        tone = Tone::Critical;
        m_fresh->setText(
            tr("No node answers, last asked %1").arg(models::format::clockTime(snapshot->timeMs)));
    } else {
        tone = Tone::Ok;
        m_fresh->setText(tr("Live, last sample %1").arg(models::format::clockTime(snapshot->timeMs)));
    }
    m_icon->setTone(tone);
    m_tick->setText(snapshot ? tr("tick %1").arg(models::format::seconds(snapshot->tickSeconds)) : QString());
    m_cost->setText(snapshot ? tr("cost %1").arg(models::format::seconds(snapshot->costSeconds)) : QString());
    const auto *history = m_workspace ? m_workspace->history() : nullptr;
    const auto bytes = history ? history->fileBytes() : 0;
    m_recorder->setText(history && bytes > 0 ? tr("recorder %1 of %2")
                                                   .arg(models::format::bytes(bytes),
                                                        models::format::bytes(history->fileLimitBytes()))
                                             : QString());
    const auto oldest = history ? history->oldestMs() : 0;
    m_oldest->setText(oldest > 0 ? tr("records since %1").arg(models::format::dateTime(oldest)) : QString());
}

} // namespace seawall::ui
