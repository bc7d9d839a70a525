// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page.h"

#include <QAction>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

QAction *Page::makeAction(const QString &name, const QString &text, const QString &icon, const QString &tip,
                          const std::function<void()> &call)
{
    auto *action = new QAction(icon.isEmpty() ? QIcon() : QIcon::fromTheme(icon), text, this);
    action->setObjectName(name);
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, call);
    addAction(action);
    return action;
}

QToolButton *Page::buttonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + u"Button"_s);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace seawall::ui
