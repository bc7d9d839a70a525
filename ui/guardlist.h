// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"
#include "ui/tone.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace seawall::ui {

class ToneIcon;

/// The guards of an Operation, one line each: sign, title, what was measured, and what to do where it is not
/// fine.
class GuardList final : public QWidget
{
    Q_OBJECT

public:
    explicit GuardList(const std::vector<models::Guard> &guards, QWidget *parent = nullptr);

    void setGuards(const std::vector<models::Guard> &guards); ///< as they are now; lines that stay are kept

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Line {
        ToneIcon *sign;
        QLabel *title, *measured;
        Tone tone = Tone::Unknown;
    };
    void addLine();
    void colour();

    QGridLayout *m_grid;
    std::vector<Line> m_lines;
};

} // namespace seawall::ui
