// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;

namespace seawall::ui {

class HelpView;

/// F1: what the documentation says of the page that is open, beside all other pages of it, and the shortcuts
/// that work now. Not modal, so that one can read and do.
class HelpWindow final : public QDialog
{
    Q_OBJECT

public:
    struct Shortcuts {
        QList<QAction *> everywhere, onPage;
        QString pageTitle;
    };
    HelpWindow(const QString &page, const Shortcuts &shortcuts, QWidget *parent);

private:
    QWidget *buildReader();
    void onPageShown(const QUrl &url);
    void find();

    HelpView *m_view;
    QListWidget *m_pages;
    QLineEdit *m_find;
};

} // namespace seawall::ui
