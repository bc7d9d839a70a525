// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/topologyview.h"

#include "db/monitor/spokenname.h"
#include "ui/overview/topologypainter.h"
#include "ui/shell/nodechip.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

TopologyView::TopologyView(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"topology"_s);
    setAccessibleName(tr("Topology of the cluster"));
    setFocusPolicy(Qt::StrongFocus);
}

TopologyMetrics TopologyView::metrics(double room) const
{
    const double em = fontMetrics().height();
    const double least = em * (compact() ? 7 : 8);
    const double share = (room - (m_shape.columns - 1) * least) / std::max(1, m_shape.columns);
    if (compact())
        return {{std::clamp(share, em * 12, em * 16), em * 1.9}, em * 0.45, least, em * 14};
    return {{std::clamp(share, em * 13, em * 17), em * 5.1}, em * 1.2, least, em * 14};
}

void TopologyView::setSnapshot(const db::SnapshotPtr &snapshot)
{
    if (snapshot == m_snapshot)
        return;
    m_snapshot = snapshot;
    m_shape = snapshot ? topologyShape(*snapshot) : TopologyShape();
    if (snapshot && !snapshot->node(m_selected))
        m_selected.clear();
    setAccessibleDescription(snapshot ? describeTopology(*snapshot) : QString());
    updateGeometry();
    arrange();
}

void TopologyView::selectNode(const QString &name)
{
    if (name == m_selected || !m_snapshot || !m_snapshot->node(name))
        return;
    m_selected = name;
    update();
    Q_EMIT nodeSelected(name);
}

QRectF TopologyView::cardOf(const QString &name) const
{
    if (m_snapshot)
        for (std::size_t i = 0; i < m_layout.cards.size(); ++i)
            if (m_snapshot->nodes[i].name == name)
                return m_layout.cards[i];
    return {};
}

void TopologyView::arrange()
{
    const double em = fontMetrics().height();
    const auto room = QSizeF(size()) - QSizeF(em * 2, em * 2);
    m_layout = m_snapshot ? layOutTopology(*m_snapshot, metrics(room.width()), room) : TopologyLayout();
    for (auto &card : m_layout.cards)
        card.translate(em, em);
    update();
}

QSize TopologyView::sizeHint() const
{
    return minimumSizeHint();
}

QSize TopologyView::minimumSizeHint() const
{
    const double em = fontMetrics().height();
    if (!m_snapshot || m_snapshot->nodes.empty())
        return QSizeF(em * 20, em * 8).toSize();
    const auto least = layOutTopology(*m_snapshot, metrics(0), {}).size;
    return (least + QSizeF(em * 2, em * 2)).toSize();
}

void TopologyView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void TopologyView::paintEvent(QPaintEvent *)
{
    if (!m_snapshot)
        return;
    QPainter painter(this);
    TopologyPainter brush(painter, palette(), font(), compact());
    const auto &nodes = m_snapshot->nodes;
    // Sound arrows first, so that broken ones are on top where they share a line.
    for (const bool attached : {true, false})
        for (const auto &arrow : m_layout.arrows)
            if (arrow.attached == attached)
                brush.arrow(m_layout.cards[nodeIndex(arrow.from)], m_layout.cards[nodeIndex(arrow.to)],
                            nodes[nodeIndex(arrow.to)], attached);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        brush.card(m_layout.cards[i], nodes[i], nodes[i].name == m_selected);
}

int TopologyView::nodeAt(QPointF position) const
{
    const auto found =
        std::ranges::find_if(m_layout.cards, [&](const QRectF &card) { return card.contains(position); });
    return found == m_layout.cards.end() ? -1 : static_cast<int>(found - m_layout.cards.begin());
}

void TopologyView::mousePressEvent(QMouseEvent *event)
{
    if (const int node = nodeAt(event->position()); node >= 0)
        selectNode(m_snapshot->nodes[nodeIndex(node)].name);
}

void TopologyView::step(int by)
{
    if (!m_snapshot || m_snapshot->nodes.empty())
        return;
    const auto &nodes = m_snapshot->nodes;
    const auto found = std::ranges::find(nodes, m_selected, &db::NodeSnapshot::name);
    const int now = found == nodes.end() ? (by > 0 ? -1 : 1) : static_cast<int>(found - nodes.begin());
    selectNode(nodes[nodeIndex(std::clamp(now + by, 0, static_cast<int>(nodes.size()) - 1))].name);
}

void TopologyView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Right:
        step(1);
        return;
    case Qt::Key_Up:
    case Qt::Key_Left:
        step(-1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TopologyView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int node = nodeAt(event->pos());
    if (!isByKey && node >= 0)
        selectNode(m_snapshot->nodes[nodeIndex(node)].name);
    if ((isByKey || node >= 0) && !m_selected.isEmpty())
        Q_EMIT menuRequested(m_selected, isByKey ? mapToGlobal(cardOf(m_selected).center().toPoint())
                                                 : event->globalPos());
}

bool TopologyView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const int node = nodeAt(help->pos()); node >= 0)
        QToolTip::showText(help->globalPos(), nodeTooltip(m_snapshot->nodes[nodeIndex(node)]), this,
                           m_layout.cards[nodeIndex(node)].toRect());
    else
        event->ignore();
    return true;
}

QString describeTopology(const db::Snapshot &snapshot)
{
    QStringList sentences;
    std::vector<const TopologyLayout::Arrow *> arrowTo(snapshot.nodes.size(), nullptr);
    const auto arrows = topologyArrows(snapshot);
    for (const auto &arrow : arrows)
        arrowTo[nodeIndex(arrow.to)] = &arrow;
    for (std::size_t i = 0; i < snapshot.nodes.size(); ++i) {
        const auto &node = snapshot.nodes[i];
        const auto role = db::roleBeside(node);
        const auto who = role.isEmpty() ? node.name : u"%1 (%2)"_s.arg(node.name, role);
        auto sentence = TopologyView::tr("%1 is %2").arg(who, nodeVerdictText(node));
        if (const auto *arrow = arrowTo[i])
            sentence +=
                (arrow->attached ? TopologyView::tr(", fed by %1") : TopologyView::tr(", not attached to %1"))
                    .arg(snapshot.nodes[nodeIndex(arrow->from)].name);
        sentences << sentence + u'.';
    }
    return sentences.join(u' ');
}

} // namespace seawall::ui
