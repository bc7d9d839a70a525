// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Format", text);
}

QString unknown()
{
    return tr("unknown");
}

} // namespace

QString formatSeconds(std::optional<double> seconds)
{
    if (!seconds || std::isnan(*seconds))
        return unknown();
    const double value = *seconds;
    const QLocale locale;
    if (value <= 0)
        return tr("0 s");
    if (value < 0.9995)
        return tr("%1 ms").arg(locale.toString(std::max(1.0, std::round(value * 1000)), 'f', 0));
    if (value < 9.995)
        return tr("%1 s").arg(locale.toString(value, 'f', 2));
    if (value < 59.95)
        return tr("%1 s").arg(locale.toString(value, 'f', 1));
    const auto whole = static_cast<qint64>(std::llround(value));
    if (whole < 3600)
        return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QChar(u'0'));
    if (whole < 86400)
        return tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QChar(u'0'));
    return tr("%1 d %2 h").arg(whole / 86400).arg(whole / 3600 % 24);
}

QString formatBytes(std::optional<qint64> bytes)
{
    if (!bytes)
        return unknown();
    if (*bytes < 1024)
        return tr("%1 B").arg(*bytes);
    return QLocale().formattedDataSize(*bytes, 1, QLocale::DataSizeIecFormat);
}

QString formatRate(std::optional<double> bytesPerSecond)
{
    if (!bytesPerSecond || std::isnan(*bytesPerSecond))
        return unknown();
    return tr("%1/s").arg(formatBytes(std::llround(*bytesPerSecond)));
}

QString formatPercent(std::optional<double> fraction)
{
    if (!fraction || std::isnan(*fraction))
        return unknown();
    return tr("%1 %").arg(QLocale().toString(*fraction * 100, 'f', 0));
}

QString formatTime(qint64 msSinceEpoch)
{
    const auto then = QDateTime::fromMSecsSinceEpoch(msSinceEpoch);
    const bool today = then.date() == QDate::currentDate();
    return then.toString(today ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString formatAge(qint64 thenMs, qint64 nowMs)
{
    if (thenMs <= 0)
        return tr("never");
    const auto seconds = (nowMs - thenMs) / 1000;
    if (seconds < 2)
        return tr("just now");
    if (seconds < 120)
        return tr("%1 s ago").arg(seconds);
    if (seconds < 7200)
        return tr("%1 min ago").arg(seconds / 60);
    if (seconds < 172800)
        return tr("%1 h ago").arg(seconds / 3600);
    return tr("%1 d ago").arg(seconds / 86400);
}

} // namespace seawall::ui
