// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/columntype.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

struct Type {
    QString name;
    QList<int> modifiers;
    bool isArray = false;
    bool isAnyOf(const QStringList &names) const { return names.contains(name); }
};

Type parsed(const QString &written)
{
    Type type;
    const auto open = written.indexOf(u'(');
    type.name = open < 0 ? written : written.first(open);
    if (open >= 0)
        for (const auto &modifier : written.sliced(open + 1).chopped(1).split(u','))
            type.modifiers << modifier.toInt();
    type.isArray = type.name.startsWith(u'_');
    if (type.isArray)
        type.name.remove(0, 1);
    return type;
}

/// What is too long for varchar(n) or character(n) fails.
bool isText(const Type &type)
{
    return type.isAnyOf({u"text"_s, u"varchar"_s, u"bpchar"_s, u"citext"_s});
}

bool isInteger(const Type &type)
{
    return type.isAnyOf({u"int2"_s, u"int4"_s, u"int8"_s});
}

/// Nothing: of any.
std::optional<int> scaleOf(const Type &type)
{
    if (isInteger(type))
        return 0;
    if (type.modifiers.isEmpty())
        return std::nullopt;
    return type.modifiers.value(1, 0);
}

/// What is too large for it fails.
bool keepsNumber(const Type &from, const Type &to)
{
    if (isInteger(to))
        return (isInteger(from) || from.name == u"numeric") && scaleOf(from).value_or(1) <= 0;
    if (to.name == u"numeric") {
        const auto scale = scaleOf(to);
        return (isInteger(from) || from.name == u"numeric") &&
               (!scale || scaleOf(from).value_or(*scale + 1) <= *scale);
    }
    return to.name == u"float8" ? from.isAnyOf({u"int2"_s, u"int4"_s, u"float4"_s})
                                : to.name == u"float4" && from.name == u"int2";
}

bool keepsTime(const Type &from, const Type &to)
{
    constexpr std::pair<QLatin1StringView, QLatin1StringView> wider[] = {
        {"timestamp"_L1, "timestamptz"_L1}, {"time"_L1, "timetz"_L1}, {"time"_L1, "interval"_L1}};
    if (from.name == u"date")
        return to.isAnyOf({u"timestamp"_s, u"timestamptz"_s});
    const bool isWider = std::ranges::any_of(
        wider, [&](const auto &pair) { return from.name == pair.first && to.name == pair.second; });
    const bool isSame = from.name == to.name && from.isAnyOf({u"timestamp"_s, u"timestamptz"_s, u"time"_s,
                                                              u"timetz"_s, u"interval"_s});
    return (isWider || isSame) && to.modifiers.value(0, 6) >= from.modifiers.value(0, 6);
}

bool keepsOther(const Type &from, const Type &to)
{
    static const QSet<QString> kept{u"bit varbit"_s,       u"varbit bit"_s,       u"bit bit"_s,
                                    u"varbit varbit"_s,    u"cidr inet"_s,        u"jsonb json"_s,
                                    u"macaddr macaddr8"_s, u"macaddr8 macaddr"_s, u"oid int8"_s};
    return kept.contains(from.name + u' ' + to.name);
}

} // namespace

QString typeOf(const SyntaxNode &typeName)
{
    const auto names = typeName.nodes("names");
    if (names.empty())
        return {};
    auto type = names.back().text("sval");
    QStringList modifiers;
    for (const auto &modifier : typeName.nodes("typmods"))
        modifiers << QString::number(modifier.node("ival").number("ival"));
    if (type == u"interval" && !modifiers.isEmpty()) {
        constexpr auto fullRange = 0x7fff;
        if (modifiers.takeFirst().toInt() != fullRange)
            type += u" of some fields"_s;
    }
    if (!modifiers.isEmpty())
        type += u'(' + modifiers.join(u',') + u')';
    return typeName.nodes("array_bounds").empty() ? type : u'_' + type;
}

bool keepsValues(const QString &from, const QString &to)
{
    const auto old = parsed(from), fresh = parsed(to);
    if (from == to || (isText(fresh) && !fresh.isArray))
        return true;
    if (old.isArray != fresh.isArray)
        return false;
    return isText(fresh) || (old.name == fresh.name && fresh.modifiers.isEmpty()) ||
           keepsNumber(old, fresh) || keepsTime(old, fresh) || keepsOther(old, fresh);
}

} // namespace seawall::db
