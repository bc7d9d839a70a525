// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;

namespace seawall::ui {

/// F1: every shortcut that works now, those of the window and those of the page.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(const QList<QAction *> &everywhere, const QString &pageTitle,
                    const QList<QAction *> &onPage, QWidget *parent);
};

} // namespace seawall::ui
