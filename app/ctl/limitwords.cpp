// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/limitwords.h"

#include "app/ctl/command.h"

#include <cmath>
#include <vector>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

std::optional<double> scaled(QString text, const std::vector<std::pair<QString, double>> &units)
{
    double factor = 1;
    for (const auto &[unit, size] : units) {
        if (!text.endsWith(unit, Qt::CaseInsensitive))
            continue;
        text.chop(unit.size());
        factor = size;
        break;
    }
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber) * factor;
    return isNumber && std::isfinite(value) && value >= 0 ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<double> secondsIn(const std::string &text)
{
    const auto duration = parsedDuration(text);
    return duration ? std::optional(static_cast<double>(duration->count()) / 1000) : std::nullopt;
}

std::optional<double> percentIn(const std::string &text)
{
    return scaled(QString::fromStdString(text), {{u"%"_s, 1}});
}

std::optional<double> numberIn(const std::string &text)
{
    return scaled(QString::fromStdString(text), {});
}

std::optional<double> bytesIn(const std::string &text)
{
    return scaled(QString::fromStdString(text),
                  {{u"kB"_s, 0x1p10}, {u"MB"_s, 0x1p20}, {u"GB"_s, 0x1p30}, {u"TB"_s, 0x1p40}, {u"B"_s, 1}});
}

QString plain(double value, int decimals)
{
    auto text = QString::number(value, 'f', decimals);
    if (text.contains(u'.'))
        while (text.endsWith(u'0') || text.endsWith(u'.')) {
            const bool wasPoint = text.endsWith(u'.');
            text.chop(1);
            if (wasPoint)
                break;
        }
    return text;
}

} // namespace seawall::app
