// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace seawall::ui {

/// Ctrl+K: every action of the window and of the current page, found by a few letters of its text. A child of
/// the window it lies on; Escape or a click elsewhere closes it, and focus goes back where it was.
class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *window);

    void open(const QList<QAction *> &actions);
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill();
    void place();
    void trigger();
    void move(int by);

    QLineEdit *m_search;
    QTreeWidget *m_list;
    QList<QPointer<QAction>> m_actions;
    QPointer<QWidget> m_focusBefore;
};

} // namespace seawall::ui
