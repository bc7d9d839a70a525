// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

#include <QString>

#include <optional>

/// How figures are written, in the console and on the command line alike. Absent figures read 'unknown',
/// never 0. The decimal sign is that of QLocale(): the person's in the console, a point in seawallctl, whose
/// texts are read by scripts.
namespace seawall::models::format {

QString unknown();                           ///< 'unknown'
QString count(std::optional<qint64> number); ///< '1234'
QString number(double number, int decimals); ///< '1234.5', '1234,5': nothing between the thousands
QString bytes(std::optional<qint64> number); ///< '512 B', '1.5 kB', '16 MB': 1024 each, as pg_size_pretty
QString byteRate(std::optional<double> perSecond); ///< '1.5 MB/s'
QString rate(std::optional<double> perSecond);     ///< '203 /s'
QString seconds(std::optional<double> seconds);    ///< '20 ms', '4.2 s', '3 min 20 s', '2 h 5 min', '3 d 4 h'
QString percent(std::optional<double> fraction);   ///< 0.806 → '80.6 %'
QString lag(const db::Lag &lag);                   ///< seconds by the LSN clock: '4.2 s', '> 1 h', '≈ 4.2 s'
QString dateTime(qint64 msSinceEpoch);             ///< '2026-11-23 16:07:06 CET'; 'unknown' for 0
QString clockTime(qint64 msSinceEpoch);            ///< '16:07:06 CET'; 'unknown' for 0
QString statement(QString title); ///< 'Apply 6 migrations?' asked before, told afterwards: no question mark
QString oneLine(const QString &text, int most = 1000); ///< white space folded, cut with '…'

} // namespace seawall::models::format
