// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/nodechip.h"

#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "models/format.h"

#include <QPainter>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QFont smallFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

QFont boldFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QString nodeLagText(const db::NodeSnapshot &node)
{
    return models::format::lag(node.lag);
}

QString nodeVerdictText(const db::NodeSnapshot &node)
{
    const auto word = db::wordOn(node).text;
    const bool isOfReplication = node.reachable && word == db::toString(node.verdict);
    return isOfReplication && node.lag.seconds ? u"%1 · %2"_s.arg(word, nodeLagText(node)) : word;
}

QString nodeTooltip(const db::NodeSnapshot &node)
{
    QStringList who{node.name, db::roleBeside(node), node.address};
    who.removeAll(QString());
    QStringList lines{who.join(u" · "_s), nodeVerdictText(node)};
    if (!node.reason.isEmpty())
        lines << node.reason;
    if (node.error && !node.error->hint.isEmpty())
        lines << node.error->hint;
    return lines.join(u'\n');
}

NodeChip::NodeChip(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void NodeChip::showNode(const db::NodeSnapshot &node)
{
    const auto verdict = nodeVerdictText(node);
    const auto role = db::roleBeside(node);
    const auto tone = toneOf(node);
    setToolTip(nodeTooltip(node));
    if (text() == node.name && verdict == m_verdict && role == m_role && tone == m_tone)
        return;
    const auto before = sizeHint();
    setText(node.name);
    m_role = role;
    m_verdict = verdict;
    m_tone = tone;
    setAccessibleName(role.isEmpty() ? u"%1, %2"_s.arg(node.name, verdict)
                                     : u"%1, %2, %3"_s.arg(node.name, role, verdict));
    setAccessibleDescription(node.reason);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

QSize NodeChip::sizeHint() const
{
    const QFontMetrics bold(boldFont(font()));
    const QFontMetrics small(smallFont(font()));
    const int em = fontMetrics().height();
    const int gap = em / 2;
    // A little more than the advances add up to: hinted glyphs paint wider than they measure.
    const int first = bold.horizontalAdvance(text()) + gap + small.horizontalAdvance(m_role) + gap / 2;
    // Rounded up to whole ems, so that a changing figure does not make the header jump at each tick.
    const int second = (small.horizontalAdvance(m_verdict) + em * 2 - 1) / em * em;
    const int widest = std::min(std::max(first, second), em * 15);
    return {gap + em + gap + widest + gap, em * 2 + em * 3 / 4};
}

void NodeChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int em = fontMetrics().height();
    const auto accent = palette().color(QPalette::Highlight);
    const auto colour = toneColour(palette(), m_tone);
    auto edge = m_tone == Tone::Ok ? borderColour(palette()) : colour;
    painter.setPen(QPen(hasFocus() ? accent : edge, hasFocus() ? 2 : 1));
    painter.setBrush(underMouse() ? palette().color(QPalette::Button) : cardColour(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), em / 3.0, em / 3.0);

    const int gap = em / 2;
    toneIcon(m_tone).paint(&painter, QRect(gap, (height() - em) / 2, em, em));
    const int left = gap + em + gap;
    const int room = width() - left - gap;
    const QRect top(left, height() / 2 - em - em / 12, room, em);
    const QRect bottom(left, height() / 2 + em / 12, room, em);
    painter.setFont(boldFont(font()));
    painter.setPen(palette().color(QPalette::WindowText));
    const int roleWidth = QFontMetrics(smallFont(font())).horizontalAdvance(m_role);
    const auto name = painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, room - roleWidth - gap);
    painter.drawText(top, Qt::AlignVCenter, name);
    const int used = painter.fontMetrics().horizontalAdvance(name) + gap;
    painter.setFont(smallFont(font()));
    painter.setPen(mutedText(palette()));
    painter.drawText(top.adjusted(used, 0, 0, 0), Qt::AlignVCenter, m_role);
    painter.setPen(colour);
    painter.drawText(bottom, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_verdict, Qt::ElideRight, room));
}

} // namespace seawall::ui
