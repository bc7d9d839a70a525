// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/metric.h"
#include "ui/charts/axisscale.h"

#include <QByteArray>

#include <functional>

namespace seawall::ui {

enum class ChartStyle { Lines, Stacked };

/// A line of a chart: which series, what it is called, and its place in the colour order.
struct ChartSeries {
    models::SeriesKey key;
    QString label;
    int colour = 0;
    bool operator==(const ChartSeries &) const = default;
};

/// A horizontal line that the figures are measured against: 'limit 1 s'.
struct ChartLimit {
    double value = 0;
    QString label;
    bool operator==(const ChartLimit &) const = default;
};

/// Where a chart's figures come from: models::History::bands, or a test's hand.
using BandSource =
    std::function<models::Bands(const models::SeriesKey &, qint64 fromMs, qint64 toMs, int columns)>;

/// What a chart shows at present. A plain value; may travel to a worker.
struct ChartData {
    struct Line {
        QString label;
        int colour = 0;
        models::Bands bands;
    };
    QString title;
    ChartUnit unit = ChartUnit::Count;
    ChartStyle style = ChartStyle::Lines;
    std::vector<Line> lines;

    bool isEmpty() const;   ///< nothing known in any line
    double maximum() const; ///< of all that is drawn; 0 where nothing is known
    /// The lines as drawn: for stacked ones each the sum of itself and those before it, unknown where any is.
    std::vector<models::Bands> outlines() const;
    /// One row a time, one column a line; an unknown figure is an empty field. RFC 4180, times in ISO 8601.
    QByteArray csv() const;
};

/// The band that covers a moment; nullptr where none does.
const models::Band *bandAt(const models::Bands &bands, qint64 ms);
/// The greatest figure of each column of `widthMs`; unknown where no known band begins in it, or lasts into
/// it.
std::vector<double> greatestByColumn(const models::Bands &bands, qint64 fromMs, qint64 widthMs, int columns);
/// What the newest sample says of a series: unknown where it does, or where there was none at `nowMs`.
double newestFigure(const BandSource &source, const models::SeriesKey &key, qint64 nowMs);
bool sameBands(const models::Bands &a, const models::Bands &b); ///< as ==, with unknown equal to unknown

} // namespace seawall::ui
