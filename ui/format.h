// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace seawall::ui {

/// Figures as the console writes them; absent is 'unknown', never 0. Locale: the user's.
QString formatSeconds(std::optional<double> seconds); ///< '0 s', '12 ms', '4.2 s', '3 min 05 s', '2 h 10 min'
QString formatBytes(std::optional<qint64> bytes);     ///< '0 B', '1.4 MiB'
QString formatRate(std::optional<double> bytesPerSecond); ///< '1.4 MiB/s'
QString formatPercent(std::optional<double> fraction);    ///< 0.42 → '42 %'
QString formatTime(qint64 msSinceEpoch);                  ///< '14:05:09', with the date where it is not today
QString formatAge(qint64 thenMs, qint64 nowMs); ///< 'just now', '12 s ago', '3 h ago'; 'never' for 0

} // namespace seawall::ui
