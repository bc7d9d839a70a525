// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axisscale.h"

#include "models/format.h"

#include <array>
#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

struct Unit {
    double factor;
    const char *suffix;
};

constexpr std::array timeUnits{Unit{1e-6, "µs"}, Unit{1e-3, "ms"}, Unit{1, "s"},
                               Unit{60, "min"},  Unit{3600, "h"},  Unit{86400, "d"}};
constexpr std::array byteUnits{Unit{1, "B"}, Unit{0x1p10, "kB"}, Unit{0x1p20, "MB"}, Unit{0x1p30, "GB"},
                               Unit{0x1p40, "TB"}};

/// Up to 5 minutes are told in seconds and up to 2 hours in minutes: few people divide by 60 with ease.
Unit timeUnit(double value)
{
    if (value < 1e-3)
        return timeUnits[0];
    if (value < 1)
        return timeUnits[1];
    if (value < 300)
        return timeUnits[2];
    if (value < 7200)
        return timeUnits[3];
    return value < 2 * 86400 ? timeUnits[4] : timeUnits[5];
}

Unit byteUnit(double value)
{
    for (auto unit = byteUnits.rbegin(); unit != byteUnits.rend(); ++unit) {
        if (value >= unit->factor)
            return *unit;
    }
    return byteUnits[0];
}

Unit unitFor(ChartUnit unit, double value)
{
    switch (unit) {
    case ChartUnit::Seconds:
        return timeUnit(value);
    case ChartUnit::Bytes:
    case ChartUnit::BytesPerSecond:
        return byteUnit(value);
    case ChartUnit::Share:
        return {0.01, "%"};
    case ChartUnit::Count:
        return {1, ""};
    case ChartUnit::PerSecond:
        return {1, "/s"};
    }
    return {1, ""};
}

QString suffixText(ChartUnit unit, const Unit &in)
{
    auto suffix = QString::fromUtf8(in.suffix);
    if (unit == ChartUnit::BytesPerSecond)
        suffix += u"/s"_s;
    return suffix;
}

double niceStep(double rough)
{
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double mantissa : {1.0, 2.0, 5.0}) {
        if (mantissa * power >= rough * 0.999)
            return mantissa * power;
    }
    return 10 * power;
}

/// Three significant digits, without useless zeros.
QString digits(double value)
{
    const double size = std::abs(value);
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
    auto rounded = std::llround(value * std::pow(10, decimals));
    for (; decimals > 0 && rounded % 10 == 0; rounded /= 10)
        --decimals;
    return models::format::number(value, decimals);
}

} // namespace

QString figureText(ChartUnit unit, double value)
{
    namespace format = models::format;
    if (std::isnan(value))
        return format::unknown();
    switch (unit) {
    case ChartUnit::Seconds:
        return format::seconds(value);
    case ChartUnit::Bytes:
        return format::bytes(std::llround(value));
    case ChartUnit::BytesPerSecond:
        return format::byteRate(value);
    case ChartUnit::Share:
        return format::percent(value);
    case ChartUnit::PerSecond:
        return format::rate(value);
    case ChartUnit::Count:
        break;
    }
    return digits(value);
}

AxisScale AxisScale::forMaximum(ChartUnit unit, double maximum, int ticks)
{
    AxisScale scale;
    const double fallback = unit == ChartUnit::Count ? 4 : unit == ChartUnit::Share ? 1 : 1;
    const double needed = std::isfinite(maximum) && maximum > 0 ? maximum : fallback;
    const auto in = unitFor(unit, needed);
    scale.factor = in.factor;
    scale.suffix = suffixText(unit, in);
    double step = niceStep(needed / in.factor / std::max(ticks, 1));
    if (unit == ChartUnit::Count || (unit == ChartUnit::Bytes && in.factor == 1))
        step = std::max(step, 1.0);
    scale.decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    scale.step = step * in.factor;
    scale.top = std::ceil(needed / scale.step * 5 - 1e-6) * scale.step / 5;
    return scale;
}

QString AxisScale::label(double value) const
{
    const auto number = models::format::number(value / factor, decimals);
    return suffix.isEmpty() ? number : number + QChar(0x202f) + suffix;
}

double SteadyTop::update(double needed, qint64 nowMs)
{
    if (needed >= m_top) {
        m_top = needed;
        m_smallSinceMs = 0;
    } else if (needed >= m_top * 0.5) {
        m_smallSinceMs = 0;
    } else if (m_smallSinceMs == 0) {
        m_smallSinceMs = nowMs;
    } else if (nowMs - m_smallSinceMs >= m_patienceMs) {
        m_top = needed;
        m_smallSinceMs = 0;
    }
    return m_top;
}

} // namespace seawall::ui
