// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tone.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace seawall::ui {

class ToneIcon;

/// The designed empty, loading and failed state of a page or part of one: an icon, what is, what it means,
/// and a button with what to do next.
class StatePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit StatePanel(QWidget *parent = nullptr);

    void show(Tone tone, const QString &title, const QString &text, const QString &action = {});
    using QWidget::show;

Q_SIGNALS:
    void actionTriggered();

private:
    ToneIcon *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
};

} // namespace seawall::ui
