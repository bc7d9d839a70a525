// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/topologypainter.h"

#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "models/format.h"
#include "ui/shell/nodechip.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Topology", text);
}

/// What does not fit is left out, the version first.
QString factsLine(const db::NodeSnapshot &node, const QFontMetricsF &metrics, double room)
{
    const auto timeline = node.facts.timeline ? tr("TL %1").arg(*node.facts.timeline) : QString();
    const auto version = node.facts.versionText.isEmpty() ? QString() : tr("v%1").arg(node.facts.versionText);
    for (QStringList parts :
         {QStringList{node.address, version, timeline}, {node.address, timeline}, {node.address}}) {
        parts.removeAll(QString());
        const auto line = parts.join(u"  ·  "_s);
        if (metrics.horizontalAdvance(line) + 1 <= room) // else rounding elides what fits
            return line;
    }
    return node.address;
}

} // namespace

TopologyPainter::TopologyPainter(QPainter &painter, const QPalette &palette, const QFont &font, bool compact)
    : m_painter(painter), m_palette(palette), m_font(font), m_bold(font), m_small(font),
      m_em(QFontMetricsF(font).height()), m_compact(compact)
{
    m_bold.setWeight(QFont::DemiBold);
    m_small.setPointSizeF(font.pointSizeF() * 0.9);
    m_painter.setRenderHint(QPainter::Antialiasing);
}

double TopologyPainter::text(const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
                             Qt::Alignment alignment)
{
    m_painter.setFont(font);
    m_painter.setPen(colour);
    const QFontMetricsF metrics(font);
    const auto shown = metrics.elidedText(text, Qt::ElideMiddle, rect.width());
    m_painter.drawText(rect, static_cast<int>(alignment), shown);
    return metrics.horizontalAdvance(shown);
}

void TopologyPainter::card(const QRectF &rect, const db::NodeSnapshot &node, bool selected)
{
    const auto tone = toneOf(node);
    const auto calm = tone == Tone::Ok ? borderColour(m_palette) : toneColour(m_palette, tone);
    const double radius = m_em / 2.5;
    m_painter.setPen(QPen(selected ? m_palette.color(QPalette::Highlight) : calm, selected ? 2 : 1));
    m_painter.setBrush(m_palette.color(QPalette::Base));
    m_painter.drawRoundedRect(rect, radius, radius);
    // A quiet ground in the tone's colour lets a broken node be found among twenty.
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(tone == Tone::Ok ? QColor(Qt::transparent) : toneBackground(m_palette, tone));
    m_painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);

    const auto inner = rect.adjusted(m_em * 0.6, m_em * 0.4, -m_em * 0.6, -m_em * 0.4);
    if (m_compact)
        compactCard(inner, node);
    else
        fullCard(inner, node);
}

void TopologyPainter::fullCard(const QRectF &inner, const db::NodeSnapshot &node)
{
    const auto muted = mutedText(m_palette);
    const auto tone = toneOf(node);
    const double line = m_em * 1.2;
    const QRectF first(inner.left(), inner.top(), inner.width(), line);
    const QRectF icon(first.left(), first.center().y() - m_em / 2, m_em, m_em);
    toneIcon(tone).paint(&m_painter, icon.toAlignedRect());
    const auto role = db::roleBeside(node);
    const double roleWidth = QFontMetricsF(m_small).horizontalAdvance(role);
    text(first.adjusted(m_em * 1.4, 0, -roleWidth - m_em / 2, 0), node.name, m_bold,
         m_palette.color(QPalette::WindowText));
    text(first, role, m_small, muted, Qt::AlignRight | Qt::AlignVCenter);

    text(first.translated(0, line), factsLine(node, QFontMetricsF(m_small), inner.width()), m_small, muted);
    const auto third = first.translated(0, line * 2);
    const double wordWidth = text(third, db::wordOn(node).text, m_bold, toneColour(m_palette, tone));
    if (node.utilization && node.facts.sessions && node.usableConnections) {
        const auto place = third.adjusted(wordWidth + m_em / 2, 0, 0, 0);
        const auto total = node.facts.sessions->total();
        auto used = tr("%1 of %2 sessions").arg(total).arg(*node.usableConnections);
        if (QFontMetricsF(m_small).horizontalAdvance(used) > place.width())
            used = tr("%1/%2 sessions").arg(total).arg(*node.usableConnections);
        if (QFontMetricsF(m_small).horizontalAdvance(used) <= place.width()) // the bar below tells it too
            text(place, used, m_small, muted, Qt::AlignRight | Qt::AlignVCenter);
    }
    useBar(QRectF(inner.left(), inner.bottom() - m_em / 4, inner.width(), m_em / 4), node);
}

void TopologyPainter::useBar(const QRectF &rect, const db::NodeSnapshot &node)
{
    if (!node.utilization)
        return;
    constexpr double limit = 0.8;
    const double radius = rect.height() / 2;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_palette.color(QPalette::Button));
    m_painter.drawRoundedRect(rect, radius, radius);
    auto used = rect;
    used.setWidth(std::max(rect.height(), rect.width() * std::clamp(*node.utilization, 0.0, 1.0)));
    m_painter.setBrush(*node.utilization >= limit ? toneColour(m_palette, Tone::Warning)
                                                  : m_palette.color(QPalette::Highlight));
    m_painter.drawRoundedRect(used, radius, radius);
    m_painter.setPen(mutedText(m_palette));
    const double mark = rect.left() + rect.width() * limit;
    m_painter.drawLine(QPointF(mark, rect.top() - 1), QPointF(mark, rect.bottom() + 1));
}

void TopologyPainter::compactCard(const QRectF &inner, const db::NodeSnapshot &node)
{
    const auto tone = toneOf(node);
    const QRectF icon(inner.left(), inner.center().y() - m_em / 2, m_em, m_em);
    toneIcon(tone).paint(&m_painter, icon.toAlignedRect());
    const double room = inner.width() - m_em * 1.4;
    const double name = std::min(QFontMetricsF(m_bold).horizontalAdvance(node.name) + 1, room * 0.6);
    const double rest = room - name - m_em / 2; // the icon and the colour tell the verdict too
    const auto word = QFontMetricsF(m_small).elidedText(db::wordOn(node).text, Qt::ElideRight, rest);
    const double wordWidth = QFontMetricsF(m_small).horizontalAdvance(word) + 1;
    text(inner.adjusted(m_em * 1.4, 0, -wordWidth - m_em / 2, 0), node.name, m_bold,
         m_palette.color(QPalette::WindowText));
    text(QRectF(inner.right() - wordWidth, inner.top(), wordWidth, inner.height()), word, m_small,
         toneColour(m_palette, tone), Qt::AlignRight | Qt::AlignVCenter);
}

void TopologyPainter::arrow(const QRectF &from, const QRectF &to, const db::NodeSnapshot &node, bool attached)
{
    const auto tone = toneOf(node);
    const auto colour = tone == Tone::Ok ? mutedText(m_palette) : toneColour(m_palette, tone);
    const QPointF start(from.right(), from.center().y());
    const QPointF end(to.left(), to.center().y());
    const double bend = start.x() + m_em * 1.2;
    const double radius = std::min(m_em / 2, std::abs(end.y() - start.y()) / 2);
    const double down = end.y() >= start.y() ? 1 : -1;

    QPainterPath path(start);
    if (std::abs(end.y() - start.y()) > 0.5) {
        path.lineTo(bend - radius, start.y());
        path.quadTo(QPointF(bend, start.y()), QPointF(bend, start.y() + radius * down));
        path.lineTo(bend, end.y() - radius * down);
        path.quadTo(QPointF(bend, end.y()), QPointF(bend + radius, end.y()));
    }
    path.lineTo(end.x() - m_em / 2, end.y());
    m_painter.setPen(QPen(colour, m_em / 9, attached ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPath(path);
    const double wing = m_em / 3;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colour);
    m_painter.drawPolygon(
        QPolygonF{end - QPointF(1, 0), end - QPointF(m_em * 0.7, wing), end - QPointF(m_em * 0.7, -wing)});
    arrowTexts(QPointF(bend, end.y()), end, node, colour);
}

void TopologyPainter::arrowTexts(QPointF start, QPointF end, const db::NodeSnapshot &node,
                                 const QColor &colour)
{
    const QRectF above(start.x() + m_em / 2, end.y() - m_em * 1.35, end.x() - start.x() - m_em * 1.4,
                       m_em * 1.2);
    const bool known = node.lag.seconds.has_value();
    auto lag = known ? nodeLagText(node) : tr("lag unknown");
    if (!known && QFontMetricsF(m_small).horizontalAdvance(lag) > above.width())
        lag = tr("unknown");
    text(above, lag, m_compact || !known ? m_small : m_bold,
         known ? m_palette.color(QPalette::WindowText) : mutedText(m_palette),
         Qt::AlignHCenter | Qt::AlignBottom);
    if (m_compact)
        return;
    auto below = above.translated(0, m_em * 1.55).adjusted(-m_em / 4, 0, m_em, 0);
    const auto word = db::toString(node.verdict);
    if (QFontMetricsF(m_small).horizontalAdvance(word) <= below.width()) // its card says it as well
        text(below, word, m_small, colour, Qt::AlignHCenter | Qt::AlignTop);
    below.translate(0, m_em * 1.05);
    if (node.lag.catchUpSeconds)
        text(below, tr("caught up in %1").arg(format::seconds(node.lag.catchUpSeconds)), m_small, colour,
             Qt::AlignHCenter | Qt::AlignTop);
    else if (node.lag.bytes.replay.value_or(0) > 0)
        text(below, tr("%1 behind").arg(format::bytes(node.lag.bytes.replay)), m_small, mutedText(m_palette),
             Qt::AlignHCenter | Qt::AlignTop);
}

} // namespace seawall::ui
