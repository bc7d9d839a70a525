// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axisscale.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

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
constexpr std::array byteUnits{Unit{1, "B"}, Unit{0x1p10, "KiB"}, Unit{0x1p20, "MiB"}, Unit{0x1p30, "GiB"},
                               Unit{0x1p40, "TiB"}};

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
    const int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2;
    auto text = QString::number(value, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

} // namespace

QString figureText(ChartUnit unit, double value)
{
    if (std::isnan(value))
        return QCoreApplication::translate("Chart", "unknown");
    if (unit == ChartUnit::Seconds && value >= 300 && value < 86400) {
        const auto whole = static_cast<qint64>(std::llround(value));
        return whole < 7200 ? u"%1 min %2 s"_s.arg(whole / 60).arg(whole % 60)
                            : u"%1 h %2 min"_s.arg(whole / 3600).arg(whole % 3600 / 60);
    }
    auto in = value == 0 && unit == ChartUnit::Seconds ? timeUnits[2] : unitFor(unit, std::abs(value));
    const auto suffix = suffixText(unit, in);
    const double shown = value / in.factor;
    const bool whole = unit == ChartUnit::Share || (unit == ChartUnit::Bytes && in.factor == 1);
    const auto number = whole ? QString::number(std::llround(shown)) : digits(shown);
    return suffix.isEmpty() ? number : number + QChar(0x202f) + suffix;
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
    scale.top = std::ceil(needed / scale.step - 1e-6) * scale.step;
    return scale;
}

QString AxisScale::label(double value) const
{
    const auto number = QString::number(value / factor, 'f', decimals);
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
