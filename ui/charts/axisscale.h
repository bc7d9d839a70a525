// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <vector>

namespace seawall::ui {

/// What a chart's figures are, as they come from the history: seconds, bytes, bytes per second, a share
/// (0 … 1, shown as per cent), a whole number of things, things per second.
enum class ChartUnit { Seconds, Bytes, BytesPerSecond, Share, Count, PerSecond };

/// A figure as text with its unit: '20 ms', '1.25 s', '3 min 20 s', '1.2 MB', '34 %'. NaN: 'unknown'.
QString figureText(ChartUnit unit, double value);

/// A value axis from 0 to `top` with ticks every `step` (1, 2 or 5 times a power of ten of the unit that
/// suits the range: ms, s, min, h; B, kB …). `top` is a multiple of a fifth of `step`.
struct AxisScale {
    double top = 1, step = 1;
    double factor = 1; ///< of the unit the labels are in
    QString suffix;
    int decimals = 0;

    static AxisScale forMaximum(ChartUnit unit, double maximum, int ticks);
    QString label(double value) const;
    bool operator==(const AxisScale &) const = default;
};

/// Keeps the top of an axis calm: it grows at once when figures need it, and shrinks only after they have
/// needed less than half of it for a while. Time is passed in.
class SteadyTop final
{
public:
    explicit SteadyTop(qint64 patienceMs = 15'000) : m_patienceMs(patienceMs) {}
    double update(double needed, qint64 nowMs); ///< the maximum to scale for
    void reset() { m_top = 0; }                 ///< the window changed: the next update takes what it needs

private:
    qint64 m_patienceMs;
    double m_top = 0;
    qint64 m_smallSinceMs = 0; ///< 0: not small
};

struct TimeTick {
    qint64 ms = 0;
    QString label;
    bool operator==(const TimeTick &) const = default;
};

/// Ticks of a time axis at round local times, at most `most` of them; the day is named where it begins.
std::vector<TimeTick> timeTicks(qint64 fromMs, qint64 toMs, int most);

/// A moment as text, with what is needed to place it: '14:03:21', '21 Nov 14:03:21'.
QString momentText(qint64 ms, qint64 nowMs);

} // namespace seawall::ui
