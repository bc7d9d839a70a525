// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/amounts.h"

#include <QRegularExpression>

#include <vector>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

std::optional<double> number(const QString &text, QString &unit)
{
    static const QRegularExpression pattern(u"^\\s*(\\d+(?:\\.\\d+)?)\\s*([^\\d\\s]*)\\s*$"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    unit = match.captured(2).toLower();
    return match.captured(1).toDouble();
}

using Units = std::vector<std::pair<QLatin1StringView, double>>;

std::optional<double> amountFrom(const QString &text, const Units &units)
{
    QString unit;
    const auto value = number(text, unit);
    if (!value)
        return std::nullopt;
    for (const auto &[name, factor] : units) {
        if (unit == name)
            return *value * factor;
    }
    return std::nullopt;
}

} // namespace

std::optional<double> secondsFrom(const QString &text)
{
    static const Units units{{"ms"_L1, 0.001},
                             {"millisecond"_L1, 0.001},
                             {"milliseconds"_L1, 0.001},
                             {"s"_L1, 1},
                             {"sec"_L1, 1},
                             {"secs"_L1, 1},
                             {"second"_L1, 1},
                             {"seconds"_L1, 1},
                             {"m"_L1, 60},
                             {"min"_L1, 60},
                             {"mins"_L1, 60},
                             {"minute"_L1, 60},
                             {"minutes"_L1, 60},
                             {"h"_L1, 3600},
                             {"hour"_L1, 3600},
                             {"hours"_L1, 3600}};
    return amountFrom(text, units);
}

std::optional<double> bytesFrom(const QString &text)
{
    constexpr double kilo = 1024;
    static const Units units{{""_L1, 1},
                             {"b"_L1, 1},
                             {"byte"_L1, 1},
                             {"bytes"_L1, 1},
                             {"kb"_L1, kilo},
                             {"kib"_L1, kilo},
                             {"mb"_L1, kilo * kilo},
                             {"mib"_L1, kilo * kilo},
                             {"gb"_L1, kilo * kilo * kilo},
                             {"gib"_L1, kilo * kilo * kilo}};
    return amountFrom(text, units);
}

} // namespace seawall::models
