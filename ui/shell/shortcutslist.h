// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

namespace seawall::ui {

/// Every shortcut that works now: those of the window and those of the page.
class ShortcutsList final : public QTreeWidget
{
    Q_OBJECT

public:
    ShortcutsList(const QList<QAction *> &everywhere, const QString &pageTitle,
                  const QList<QAction *> &onPage, QWidget *parent);
};

} // namespace seawall::ui
