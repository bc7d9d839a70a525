// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/clusterevent.h"
#include "ui/charts/chartdata.h"
#include "ui/charts/timewindow.h"

#include <QImage>
#include <QWidget>

#include <memory>

namespace seawall::ui {

/// A live chart of some series over a TimeWindow that charts of a page share. Draws one band a pixel column:
/// min to max faint, the average as a line, or stacked areas; what is unknown is a gap. Wheel and drag zoom,
/// Shift or the middle button pan, a double click or End goes back to live; arrows, + and − do it from the
/// keyboard, Ctrl with an arrow moves the cursor. It repaints only while it can be seen, and only when
/// something changed. The window must outlive it.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    TimeChart(const QString &title, ChartUnit unit, TimeWindow *window, QWidget *parent = nullptr);
    ~TimeChart() override;

    void setSource(BandSource source);
    void setTitle(const QString &title);
    void setStyle(ChartStyle style);
    void setSeries(const std::vector<ChartSeries> &series);
    void setLimits(const std::vector<ChartLimit> &limits);
    void setEvents(const std::vector<models::ClusterEvent> &events); ///< newest first
    void addHeaderWidget(QWidget *widget);  ///< a choice that belongs to the chart, behind its title
    void setEmptyText(const QString &text); ///< what to say, and to do, while there is nothing to draw

    /// The source has something new. Many calls before the next turn of the event loop cost one repaint.
    void refresh();
    /// Fetches and paints now, whether anything changed or not (benchmarks, pictures).
    void refreshNow();

    const ChartData &data() const; ///< as last painted
    double top() const;            ///< of the value axis
    QString emptyText() const;
    QString description() const; ///< the latest figures in words; the accessible description
    QImage picture();            ///< header and plot, as on screen

public Q_SLOTS:
    void setFitted(bool fitted); ///< scale to the figures alone, even where the limit is far above

Q_SIGNALS:
    void repainted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::ui
