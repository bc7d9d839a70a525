// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axisscale.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr std::array<qint64, 22> steps{second,  2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
                                       minute,  2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
                                       hour,    2 * hour,   3 * hour,   6 * hour,    12 * hour,   day,
                                       2 * day, 7 * day,    14 * day,   28 * day};

qint64 stepFor(qint64 spanMs, int most)
{
    for (const auto step : steps) {
        if (spanMs / step <= most)
            return step;
    }
    return ((spanMs / most) / day + 1) * day;
}

QString labelFor(const QDateTime &when, qint64 step, bool newDay)
{
    if (step >= day || (newDay && when.time() == QTime(0, 0)))
        return QLocale().toString(when.date(), u"d MMM"_s);
    return when.toString(step < minute ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

} // namespace

std::vector<TimeTick> timeTicks(qint64 fromMs, qint64 toMs, int most)
{
    std::vector<TimeTick> ticks;
    if (toMs <= fromMs)
        return ticks;
    const auto step = stepFor(toMs - fromMs, std::max(most, 1));
    // Round times are round where the reader lives; the offset is asked for each tick, as it changes with
    // daylight saving.
    const auto offset = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms).offsetFromUtc() * second; };
    auto local = (fromMs + offset(fromMs) + step - 1) / step * step;
    for (; local - offset(local) < toMs; local += step) {
        const auto ms = local - offset(local - offset(local));
        if (ms < fromMs || ms > toMs)
            continue;
        ticks.push_back({ms, labelFor(QDateTime::fromMSecsSinceEpoch(ms), step, true)});
    }
    return ticks;
}

QString momentText(qint64 ms, qint64 nowMs)
{
    const auto when = QDateTime::fromMSecsSinceEpoch(ms);
    const bool today = when.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return QLocale().toString(when, today ? u"HH:mm:ss"_s : u"d MMM HH:mm:ss"_s);
}

} // namespace seawall::ui
