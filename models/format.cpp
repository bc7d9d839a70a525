// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace seawall::models::format {

using namespace Qt::StringLiterals;

namespace {

bool hasTenths(double number)
{
    return std::llround(number * 10) % 10 != 0;
}

/// Three figures at most: 1.5, 16, 999; a trailing '.0' says nothing and goes.
QString shortNumber(double number)
{
    return format::number(number, std::abs(number) < 9.95 && hasTenths(number) ? 1 : 0);
}

QString twoUnits(qint64 big, const QString &bigUnit, qint64 small, const QString &smallUnit)
{
    const auto first = u"%1 %2"_s.arg(big).arg(bigUnit);
    return small == 0 ? first : u"%1 %2 %3"_s.arg(first).arg(small).arg(smallUnit);
}

QString scaled(double number)
{
    constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB"};
    size_t unit = 0;
    while (std::abs(number) >= 1023.5 && unit + 1 < units.size()) {
        number /= 1024;
        ++unit;
    }
    return u"%1 %2"_s.arg(unit == 0 ? QString::number(std::llround(number)) : shortNumber(number),
                          QLatin1StringView(units.at(unit)));
}

} // namespace

QString unknown()
{
    return u"unknown"_s;
}

QString count(std::optional<qint64> number)
{
    return number ? QString::number(*number) : unknown();
}

QString number(double number, int decimals)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number, 'f', decimals);
}

QString bytes(std::optional<qint64> number)
{
    return number ? scaled(static_cast<double>(*number)) : unknown();
}

QString byteRate(std::optional<double> perSecond)
{
    return perSecond && std::isfinite(*perSecond) ? scaled(*perSecond) + u"/s"_s : unknown();
}

QString rate(std::optional<double> perSecond)
{
    return perSecond && std::isfinite(*perSecond) ? shortNumber(*perSecond) + u" /s"_s : unknown();
}

QString seconds(std::optional<double> seconds)
{
    if (!seconds || !std::isfinite(*seconds))
        return unknown();
    if (*seconds < 0)
        return u"-"_s + format::seconds(-*seconds);
    if (*seconds == 0)
        return u"0 s"_s;
    if (*seconds < 0.9995)
        return shortNumber(*seconds * 1000) + u" ms"_s;
    if (*seconds < 119.5)
        return shortNumber(*seconds) + u" s"_s;
    const auto whole = std::llround(*seconds);
    if (whole < 3600)
        return twoUnits(whole / 60, u"min"_s, whole % 60, u"s"_s);
    if (whole < 86400)
        return twoUnits(whole / 3600, u"h"_s, whole % 3600 / 60, u"min"_s);
    return twoUnits(whole / 86400, u"d"_s, whole % 86400 / 3600, u"h"_s);
}

QString percent(std::optional<double> fraction)
{
    if (!fraction || !std::isfinite(*fraction))
        return unknown();
    const double hundredths = *fraction * 100;
    return number(hundredths, hasTenths(hundredths) ? 1 : 0) + u" %"_s;
}

QString lag(const db::Lag &lag)
{
    auto text = seconds(lag.seconds);
    if (!lag.seconds)
        return text;
    if (lag.secondsIsFloor)
        return u"> "_s + text;
    return lag.secondsIsEstimate ? u"≈ "_s + text : text;
}

QString dateTime(qint64 msSinceEpoch)
{
    if (msSinceEpoch == 0)
        return unknown();
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch).toString(u"yyyy-MM-dd HH:mm:ss t"_s);
}

QString clockTime(qint64 msSinceEpoch)
{
    if (msSinceEpoch == 0)
        return unknown();
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch).toString(u"HH:mm:ss t"_s);
}

QString statement(QString title)
{
    if (title.endsWith(u'?'))
        title.chop(1);
    return title;
}

QString oneLine(const QString &text, int most)
{
    const auto folded = text.simplified();
    return folded.size() <= most ? folded : folded.first(most - 1) + u'…';
}

} // namespace seawall::models::format
