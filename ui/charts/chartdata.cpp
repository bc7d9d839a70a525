// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartdata.h"

#include <QDateTime>

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Band;
using models::Bands;

namespace {

/// How long the last band lasts is not said by a next one: as long as the one before it, twice for lateness.
qint64 lastWidth(const Bands &bands)
{
    if (bands.size() < 2)
        return 2000;
    return std::max<qint64>(2 * (bands.back().timeMs - bands[bands.size() - 2].timeMs), 2000);
}

QString quoted(QString text)
{
    return u"\"%1\""_s.arg(text.replace(u'"', u"\"\""_s));
}

} // namespace

const Band *bandAt(const Bands &bands, qint64 ms)
{
    const auto after = std::ranges::upper_bound(bands, ms, {}, &Band::timeMs);
    if (after == bands.begin())
        return nullptr;
    const auto found = after - 1;
    if (after == bands.end() && ms - found->timeMs > lastWidth(bands))
        return nullptr;
    return &*found;
}

std::vector<double> greatestByColumn(const Bands &bands, qint64 fromMs, qint64 widthMs, int columns)
{
    std::vector<double> greatest;
    auto next = std::ranges::lower_bound(bands, fromMs, {}, &Band::timeMs);
    for (qint64 column = fromMs; column < fromMs + columns * widthMs; column += widthMs) {
        double figure = models::unknownFigure;
        bool begins = false;
        for (; next != bands.end() && next->timeMs < column + widthMs; ++next) {
            begins = true;
            figure = std::fmax(figure, next->max); // of a number and NaN, the number
        }
        const auto *lasting = begins ? nullptr : bandAt(bands, column);
        greatest.push_back(lasting ? lasting->max : figure);
    }
    return greatest;
}

double newestFigure(const BandSource &source, const models::SeriesKey &key, qint64 nowMs)
{
    // In columns of the window's width it would be a mean with what was before.
    const auto bands = source(key, nowMs, nowMs + 1, 1);
    const auto *newest = bandAt(bands, nowMs);
    return newest ? newest->avg : models::unknownFigure;
}

bool sameBands(const Bands &a, const Bands &b)
{
    const auto same = [](double x, double y) {
        return std::bit_cast<quint64>(x) == std::bit_cast<quint64>(y);
    };
    return std::ranges::equal(a, b, [&](const Band &x, const Band &y) {
        return x.timeMs == y.timeMs && same(x.avg, y.avg) && same(x.min, y.min) && same(x.max, y.max);
    });
}

bool ChartData::isEmpty() const
{
    return std::ranges::none_of(
        lines, [](const Line &line) { return std::ranges::any_of(line.bands, &Band::isKnown); });
}

std::vector<Bands> ChartData::outlines() const
{
    std::vector<Bands> result;
    for (const auto &line : lines) {
        Bands top = line.bands;
        if (style == ChartStyle::Stacked) {
            for (auto &band : top) {
                double below = 0;
                if (!result.empty()) {
                    const auto *under = bandAt(result.back(), band.timeMs);
                    below = under ? under->avg : models::unknownFigure;
                }
                band.avg += below;
                band.min = band.max = band.avg;
            }
        }
        result.push_back(std::move(top));
    }
    return result;
}

double ChartData::maximum() const
{
    double highest = 0;
    for (const auto &bands : outlines()) {
        for (const auto &band : bands) {
            if (band.isKnown())
                highest = std::max(highest, band.max);
        }
    }
    return highest;
}

QByteArray ChartData::csv() const
{
    std::set<qint64> times;
    QStringList header{u"time"_s};
    const bool banded = style == ChartStyle::Lines;
    for (const auto &line : lines) {
        for (const auto &band : line.bands)
            times.insert(band.timeMs);
        header << quoted(line.label);
        if (banded)
            header << quoted(line.label + u" min"_s) << quoted(line.label + u" max"_s);
    }
    const auto field = [](double figure) {
        return std::isnan(figure) ? QString() : QString::number(figure, 'g', 10);
    };
    QByteArray text = header.join(u',').toUtf8() + "\r\n";
    for (const auto time : times) {
        QStringList row{QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs)};
        for (const auto &line : lines) {
            const auto *found = bandAt(line.bands, time);
            const auto band = found ? *found : Band{};
            row << field(band.avg);
            if (banded)
                row << field(band.min) << field(band.max);
        }
        text += row.join(u',').toUtf8() + "\r\n";
    }
    return text;
}

} // namespace seawall::ui
