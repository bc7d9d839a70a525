// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QToolButton;

namespace seawall::ui {

class ElidedLabel;
class TimeWindow;

/// Chooses what a TimeWindow shows: 1 min to 30 days, back and forth, zoom, and live.
class ChartBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartBar(TimeWindow *window, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *button(const QString &name, const QString &text, const QString &icon,
                        const QString &toolTip);
    void show();
    void fit(); ///< the longest spans give way to what is shown now

    TimeWindow *m_window;
    struct Choice {
        qint64 spanMs;
        QToolButton *button;
    };
    std::vector<Choice> m_choices;
    QToolButton *m_live;
    ElidedLabel *m_range;
};

} // namespace seawall::ui
