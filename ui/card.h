// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace seawall::ui {

/// A surface with a quiet border and a heading, to put one subject on.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString &title, QWidget *parent = nullptr);

    QVBoxLayout *body() const { return m_body; }
    QHBoxLayout *head() const { return m_head; } ///< for controls right of the heading

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_head;
    QVBoxLayout *m_body;
};

void paintCard(QWidget *widget); ///< the surface and border of a card; from a paintEvent()

} // namespace seawall::ui
