// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/reportfacts.h"

#include <QColor>
#include <QImage>
#include <QPointF>

namespace seawall::models {

/// A stroke or a word of the timeline, in its coordinates.
struct ChartShape {
    std::vector<QPointF> points; ///< a polyline; of a word: where its base line starts
    QColor colour;
    bool isDashed = false;
    QString text; ///< the word; of a stroke: told when pointed at
    bool isWord = false;
};

/// The series of a report over the time of its evidence, one above the other, with the steps marked.
struct ReportChart {
    double width = 960, height = 0; ///< height 0: there is nothing to show
    std::vector<ChartShape> shapes;
};
ReportChart reportChart(const ReportInput &input, const ReportFacts &facts);
QString toSvg(const ReportChart &chart); ///< an <svg> element
QImage toImage(const ReportChart &chart);

/// Dark enough on white paper; colour never stands alone, the word is beside it.
QColor colourOf(StepState state);

} // namespace seawall::models
