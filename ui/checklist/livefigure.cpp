// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/livefigure.h"

#include "models/checklist/metricfigure.h"
#include "models/format.h"
#include "ui/toneicon.h"

#include <QHBoxLayout>
#include <QLabel>

namespace seawall::ui {

using namespace Qt::StringLiterals;

LiveFigure::LiveFigure(const models::MetricRule &rule, QString target, QWidget *parent)
    : QWidget(parent), m_rule(rule), m_target(std::move(target)), m_icon(new ToneIcon(this, 1.4)),
      m_text(new QLabel(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_text->setObjectName(u"stepLiveFigure"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.15);
    m_text->setFont(large);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    m_text->setText(tr("Now: not known yet"));
}

void LiveFigure::setSnapshot(const db::SnapshotPtr &snapshot)
{
    const auto reading = models::readingOf(m_rule, *snapshot, m_target);
    if (!reading.value) {
        m_icon->setTone(Tone::Unknown);
        m_text->setText(tr("Now: unknown, %1").arg(reading.where));
        return;
    }
    const bool isKept = models::holds(m_rule, *reading.value);
    m_icon->setTone(isKept ? Tone::Ok : Tone::Critical);
    const auto figure = models::figureText(m_rule.figure, *reading.value);
    m_text->setText(isKept ? tr("Now: %1 (%2), as it should be").arg(figure, reading.where)
                           : tr("Now: %1 (%2), not as it should be").arg(figure, reading.where));
}

} // namespace seawall::ui
