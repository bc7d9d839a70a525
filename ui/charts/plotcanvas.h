// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotscene.h"
#include "ui/charts/timewindow.h"

namespace seawall::ui {

/// The plot inside a TimeChart: axes, layers and the mouse. Draws the scene; a wheel, a drag or a pan changes
/// the TimeWindow, a moving mouse its cursor. Inner class of ui/charts.
class PlotCanvas final : public QCustomPlot
{
    Q_OBJECT

public:
    PlotCanvas(TimeWindow *window, QWidget *parent);

    PlotScene &scene() { return m_scene; }
    int columns() const;                ///< pixel columns of the inner rectangle
    void restyle(const QPalette &from); ///< after a change of palette or font
    void repaintScene();                ///< the whole plot
    void repaintCursor();
    void followMouse(); ///< the time under a resting mouse changes with the window

Q_SIGNALS:
    void resized();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void setMargins();
    void styleAxis(QCPAxis *axis) const;

    TimeWindow *m_window;
    PlotScene m_scene;
    enum class Drag { None, Select, Pan } m_drag = Drag::None;
    bool m_hovered = false; ///< the mouse has moved here: one that merely rests shows no cursor
    QPointF m_dragStart;
    qint64 m_dragStartTo = 0;
};

} // namespace seawall::ui
