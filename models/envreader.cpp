// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/envreader.h"

#include <QRegularExpression>

#include <set>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Result;

QString EnvReader::text(const QString &key, const QString &otherwise) const
{
    const auto value = m_file.value(key).value_or(QString());
    return value.isEmpty() ? otherwise : value;
}

std::unexpected<db::Error> EnvReader::mistake(const QString &key, const QString &what,
                                              const QString &hint) const
{
    int line = 0;
    for (const auto &entry : m_file.entries()) {
        if (entry.key == key)
            line = entry.line;
    }
    return db::fail(db::ErrorKind::InvalidInput,
                    u"%1, line %2: %3 is %4."_s.arg(m_name, QString::number(line), key, what), hint);
}

Result<std::optional<int>> EnvReader::number(const QString &key, int least, int most) const
{
    if (!has(key))
        return std::nullopt;
    bool isNumber = false;
    const int value = text(key).toInt(&isNumber);
    if (!isNumber || value < least || value > most)
        return mistake(key, u"not a whole number from %1 to %2"_s.arg(least).arg(most),
                       u"Correct that line."_s);
    return value;
}

Result<std::optional<bool>> EnvReader::boolean(const QString &key) const
{
    if (!has(key))
        return std::nullopt;
    const auto value = text(key).toLower();
    if (QStringList{u"true"_s, u"1"_s, u"yes"_s, u"on"_s}.contains(value))
        return true;
    if (QStringList{u"false"_s, u"0"_s, u"no"_s, u"off"_s}.contains(value))
        return false;
    return mistake(key, u"neither true nor false"_s, u"Write true or false."_s);
}

Result<QString> EnvReader::port(const QString &key, const QString &otherwise) const
{
    const auto value = number(key, 1, 65535);
    if (!value)
        return mistake(key, u"not a port"_s, u"Give a number from 1 to 65535; PostgreSQL's own is 5432."_s);
    return value->has_value() ? QString::number(**value) : otherwise;
}

Result<QString> EnvReader::oneOf(const QString &key, const QStringList &allowed) const
{
    auto value = text(key);
    if (value.isEmpty() || allowed.contains(value))
        return value;
    return mistake(key, u"none of the values it can have"_s, u"Give one of %1."_s.arg(allowed.join(u", "_s)));
}

std::vector<int> EnvReader::replicas() const
{
    static const QRegularExpression pattern(u"^POSTGRES_REPLICA([0-9]{0,3})_HOST$"_s);
    std::set<int> numbers;
    for (const auto &entry : m_file.entries()) {
        const auto match = pattern.match(entry.key);
        if (match.hasMatch() && has(entry.key) && match.captured(1) != "1"_L1)
            numbers.insert(match.captured(1).isEmpty() ? 1 : match.captured(1).toInt());
    }
    return {numbers.begin(), numbers.end()};
}

} // namespace seawall::models
