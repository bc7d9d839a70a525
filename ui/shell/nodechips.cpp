// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/nodechips.h"

#include "ui/shell/nodechip.h"

#include <QEvent>
#include <QMenu>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

NodeChips::NodeChips(QWidget *parent) : QWidget(parent), m_more(new QToolButton(this))
{
    setObjectName(u"nodeChips"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_more->setObjectName(u"nodeChipsMore"_s);
    m_more->setAccessibleName(tr("More nodes"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setMenu(new QMenu(m_more));
    connect(m_more->menu(), &QMenu::aboutToShow, this, &NodeChips::fillMenu);
}

void NodeChips::showNodes(const std::vector<db::NodeSnapshot> &nodes)
{
    const auto before = sizeHint();
    m_nodes = nodes;
    while (m_chips.size() > nodes.size()) {
        delete m_chips.back();
        m_chips.pop_back();
    }
    while (m_chips.size() < nodes.size()) {
        auto *chip = new NodeChip(this);
        m_chips.push_back(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, chip] { Q_EMIT nodeActivated(chip->text()); });
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        m_chips[i]->showNode(nodes[i]);
        m_chips[i]->setObjectName(u"chip_"_s + nodes[i].name);
    }
    if (sizeHint() != before)
        updateGeometry();
    arrange();
    showWorst();
}

/// Not a part of arrange(): a new icon asks for a new layout, which would ask for a new icon.
void NodeChips::showWorst()
{
    auto worst = Tone::Ok;
    for (std::size_t i = m_shown; i < m_nodes.size(); ++i)
        if (rankOf(toneOf(m_nodes[i])) > rankOf(worst))
            worst = toneOf(m_nodes[i]);
    m_more->setIcon(toneIcon(worst));
}

QSize NodeChips::sizeHint() const
{
    const int em = fontMetrics().height();
    int width = 0;
    for (const auto *chip : m_chips)
        width += chip->sizeHint().width() + em / 2;
    return {width, em * 2 + em * 3 / 4};
}

QSize NodeChips::minimumSizeHint() const
{
    return {fontMetrics().height() * 8, sizeHint().height()};
}

void NodeChips::resizeEvent(QResizeEvent *)
{
    arrange();
}

bool NodeChips::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void NodeChips::arrange()
{
    const int gap = fontMetrics().height() / 2;
    const int moreWidth = m_more->sizeHint().width() + gap;
    std::vector<int> widths;
    int all = 0;
    for (const auto *chip : m_chips) {
        widths.push_back(chip->sizeHint().width());
        all += widths.back() + gap;
    }
    const int room = all - gap <= width() ? width() : width() - moreWidth;
    int x = 0;
    m_shown = 0;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const bool fits = m_shown == i && x + widths[i] <= room;
        m_chips[i]->setVisible(fits);
        if (!fits)
            continue;
        m_chips[i]->setGeometry(x, 0, widths[i], height());
        x += widths[i] + gap;
        ++m_shown;
    }
    const bool hidden = m_shown < m_chips.size();
    m_more->setVisible(hidden);
    if (!hidden)
        return;
    m_more->setText(tr("+%1").arg(m_chips.size() - m_shown));
    m_more->setToolTip(tr("%n more node(s)", nullptr, static_cast<int>(m_chips.size() - m_shown)));
    m_more->setAccessibleName(m_more->toolTip());
    const auto size = m_more->sizeHint();
    m_more->setGeometry(x, (height() - size.height()) / 2, size.width(), size.height());
}

void NodeChips::fillMenu()
{
    auto *menu = m_more->menu();
    menu->clear();
    for (std::size_t i = m_shown; i < m_nodes.size(); ++i) {
        const auto &node = m_nodes[i];
        auto *action =
            menu->addAction(toneIcon(toneOf(node)), u"%1   %2"_s.arg(node.name, nodeVerdictText(node)));
        connect(action, &QAction::triggered, this, [this, name = node.name] { Q_EMIT nodeActivated(name); });
    }
}

} // namespace seawall::ui
