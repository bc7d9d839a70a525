// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/reportchart.h"

#include "models/checklist/reporthtml.h"
#include "models/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr double left = 70, right = 940, top = 34, panel = 110, gap = 34;
const QColor ink(0x33, 0x33, 0x33), grid(0xcc, 0xcc, 0xcc), line(0x1f, 0x5f, 0xa8),
    limitColour(0xb4, 0x23, 0x18);

struct Span {
    qint64 from = 0, to = 0;
    double x(qint64 ms) const
    {
        return to == from ? left : left + (right - left) * double(ms - from) / double(to - from);
    }
};

Span spanOf(const ReportInput &input, const ReportFacts &facts)
{
    Span span{facts.firstMs, facts.lastMs};
    for (const auto &series : input.series) {
        if (series.points.empty())
            continue;
        span.from =
            span.from == 0 ? series.points.front().first : std::min(span.from, series.points.front().first);
        span.to = std::max(span.to, series.points.back().first);
    }
    return span;
}

ChartShape word(double x, double y, const QString &text, const QColor &colour = ink)
{
    return {{{x, y}}, colour, false, text, true};
}

/// The lowest and the highest value of each pixel; a gap where a value is unknown.
void addCurve(ReportChart &chart, const ReportSeries &series, const Span &span, double base, double highest)
{
    std::vector<QPointF> curve;
    const auto flush = [&] {
        if (!curve.empty())
            chart.shapes.push_back({std::exchange(curve, {}), line, false, series.name, false});
    };
    const auto y = [&](double value) { return base - panel * std::clamp(value / highest, 0.0, 1.0); };
    for (size_t i = 0; i < series.points.size();) {
        if (!std::isfinite(series.points[i].second)) {
            flush();
            ++i;
            continue;
        }
        const auto x = std::round(span.x(series.points[i].first));
        auto [low, high] = std::pair{series.points[i].second, series.points[i].second};
        for (++i; i < series.points.size() && std::isfinite(series.points[i].second) &&
                  std::round(span.x(series.points[i].first)) <= x;
             ++i) {
            low = std::min(low, series.points[i].second);
            high = std::max(high, series.points[i].second);
        }
        curve.emplace_back(x, y(low));
        if (high > low)
            curve.emplace_back(x, y(high));
    }
    flush();
}

void addPanel(ReportChart &chart, const ReportSeries &series, const Span &span, double base)
{
    double highest = series.limit.value_or(0);
    for (const auto &[time, value] : series.points) {
        if (std::isfinite(value))
            highest = std::max(highest, value);
    }
    highest = highest > 0 ? highest * 1.1 : 1;
    chart.shapes.push_back(word(left, base - panel - 6, series.name));
    chart.shapes.push_back(word(4, base - panel + 10, QString::number(highest, 'g', 3)));
    chart.shapes.push_back(word(4, base, u"0"_s));
    chart.shapes.push_back({{{left, base}, {right, base}}, grid, false, {}, false});
    chart.shapes.push_back({{{left, base - panel}, {left, base}}, grid, false, {}, false});
    if (series.limit) {
        const double y = base - panel * *series.limit / highest;
        chart.shapes.push_back({{{left, y}, {right, y}}, limitColour, true, u"limit"_s, false});
        chart.shapes.push_back(word(right - 60, y - 3, u"limit %1"_s.arg(*series.limit), limitColour));
    }
    addCurve(chart, series, span, base, highest);
}

/// A step each; those that fall on one pixel with one result are one mark.
void addMarks(ReportChart &chart, const ReportFacts &facts, const Span &span)
{
    std::set<std::pair<int, StepState>> taken;
    for (const auto &shown : facts.nodes) {
        for (const auto *evidence : shown.evidence) {
            const double x = std::round(span.x(evidence->finishedMs));
            if (!taken.emplace(int(x), evidence->result).second)
                continue;
            const bool isGood = evidence->result == StepState::Passed;
            chart.shapes.push_back({{{x, top - 14}, {x, isGood ? top - 4 : chart.height - 24}},
                                    colourOf(evidence->result),
                                    !isGood,
                                    shown.title + u": "_s + toString(evidence->result),
                                    false});
        }
    }
}

QString number(double value)
{
    return QString::number(value, 'f', 1);
}

} // namespace

QColor colourOf(StepState state)
{
    switch (state) {
    case StepState::Passed:
        return {0x1b, 0x6e, 0x3c};
    case StepState::Failed:
    case StepState::Interrupted:
        return {0xb4, 0x23, 0x18};
    case StepState::Stale:
    case StepState::Running:
        return {0x8a, 0x5a, 0x00};
    case StepState::Skipped:
    case StepState::NotApplicable:
    case StepState::Open:
        break;
    }
    return {0x55, 0x55, 0x55};
}

ReportChart reportChart(const ReportInput &input, const ReportFacts &facts)
{
    ReportChart chart;
    const auto span = spanOf(input, facts);
    if (span.to == 0 || input.series.empty())
        return chart;
    chart.height = top + double(input.series.size()) * (panel + gap) + 24;
    chart.shapes.push_back(word(4, top - 6, u"Steps"_s));
    double base = top + gap + panel - 10;
    for (const auto &series : input.series) {
        addPanel(chart, series, span, base);
        base += panel + gap;
    }
    addMarks(chart, facts, span);
    chart.shapes.push_back(word(left, chart.height - 6, format::dateTime(span.from)));
    chart.shapes.push_back(word(right - 165, chart.height - 6, format::dateTime(span.to)));
    return chart;
}

QString toSvg(const ReportChart &chart)
{
    auto svg = u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" role=\"img\" "
               "aria-label=\"Figures during the run, steps marked\" font-family=\"sans-serif\" "
               "font-size=\"12\">\n"_s.arg(number(chart.width), number(chart.height));
    for (const auto &shape : chart.shapes) {
        const auto text = ReportHtml::escaped(shape.text);
        if (shape.isWord) {
            svg += u"<text x=\"%1\" y=\"%2\" fill=\"%3\">"_s.arg(
                       number(shape.points[0].x()), number(shape.points[0].y()), shape.colour.name()) +
                   text + u"</text>\n"_s;
            continue;
        }
        svg += u"<polyline fill=\"none\" stroke=\"%1\"%2 points=\""_s.arg(
            shape.colour.name(), shape.isDashed ? u" stroke-dasharray=\"4 3\""_s : QString());
        for (const auto &point : shape.points)
            svg += number(point.x()) + u',' + number(point.y()) + u' ';
        svg += u"\"><title>"_s + text + u"</title></polyline>\n"_s;
    }
    return svg + u"</svg>\n"_s;
}

QImage toImage(const ReportChart &chart)
{
    constexpr double scale = 2; // sharp on paper
    QImage image(QSizeF(chart.width * scale, chart.height * scale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    auto font = painter.font();
    font.setPixelSize(12);
    painter.setFont(font);
    for (const auto &shape : chart.shapes) {
        painter.setPen(QPen(shape.colour, 1.2, shape.isDashed ? Qt::DashLine : Qt::SolidLine));
        if (shape.isWord)
            painter.drawText(shape.points[0], shape.text);
        else if (shape.points.size() == 1)
            painter.drawPoint(shape.points[0]);
        else
            painter.drawPolyline(shape.points.data(), int(shape.points.size()));
    }
    return image;
}

} // namespace seawall::models
