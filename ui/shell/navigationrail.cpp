// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigationrail.h"

#include "ui/shell/railbutton.h"

#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

NavigationRail::NavigationRail(const std::vector<PageInfo> &pages, QWidget *parent)
    : QFrame(parent), m_group(new QButtonGroup(this))
{
    setObjectName(u"navigationRail"_s);
    setAccessibleName(tr("Pages"));
    auto *layout = new QVBoxLayout(this);
    const int em = fontMetrics().height();
    layout->setContentsMargins(0, em / 2, 1, em / 2);
    layout->setSpacing(em / 5);
    int number = 0;
    for (const auto &page : pages) {
        ++number;
        auto *button = new RailButton(this);
        button->setObjectName(u"rail_"_s + page.id);
        button->setText(page.title);
        button->setIcon(QIcon::fromTheme(page.iconName));
        button->setAccessibleName(page.title);
        button->setToolTip(
            u"%1 (%2)"_s.arg(page.purpose, pageShortcut(number).toString(QKeySequence::NativeText)));
        m_group->addButton(button);
        m_buttons[page.id] = button;
        layout->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, id = page.id] { Q_EMIT pageRequested(id); });
    }
    layout->addStretch();
}

void NavigationRail::setCurrent(const QString &id)
{
    const auto found = m_buttons.find(id);
    if (found == m_buttons.end())
        return;
    found->second->setChecked(true);
    // One stop for Tab, the arrow keys go on from there: a ring around another page's button would look as if
    // two were open.
    const auto *focused = window()->focusWidget();
    for (const auto &[page, button] : m_buttons)
        button->setFocusPolicy(button == found->second ? Qt::TabFocus : Qt::NoFocus);
    if (focused != found->second && focused && focused->parentWidget() == this)
        found->second->setFocus();
}

void NavigationRail::setCount(const QString &id, int count, Tone tone)
{
    if (const auto found = m_buttons.find(id); found != m_buttons.end())
        found->second->setCount(count, tone);
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(borderColour(palette()));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

} // namespace seawall::ui
