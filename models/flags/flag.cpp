// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flag.h"

#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    QLatin1StringView on, off;
};
constexpr std::array boolWords{Words{"true"_L1, "false"_L1}, Words{"1"_L1, "0"_L1}, Words{"yes"_L1, "no"_L1},
                               Words{"on"_L1, "off"_L1}};

/// `word` in the letters `like` has: 'True' → 'False', 'ON' → 'OFF'.
QString inCaseOf(QLatin1StringView word, const QString &like)
{
    QString text(word);
    if (like.isEmpty() || !like.front().isUpper())
        return text;
    if (like.size() > 1 && like == like.toUpper())
        return text.toUpper();
    return text.left(1).toUpper() + text.mid(1);
}

QString boolLike(bool isOn, const QString &current)
{
    const auto lower = current.trimmed().toLower();
    for (const auto &[on, off] : boolWords) {
        if (lower == on || lower == off)
            return inCaseOf(isOn ? on : off, current.trimmed());
    }
    return isOn ? u"true"_s : u"false"_s;
}

db::Result<QString> numberFor(const FlagDeclaration &flag, const QString &value)
{
    bool isNumber = false;
    const auto number = value.trimmed().toLongLong(&isNumber);
    const bool isInRange = number >= flag.least.value_or(number) && number <= flag.most.value_or(number);
    if (isNumber && isInRange)
        return QString::number(number);
    auto range = u"a whole number"_s;
    if (flag.least && flag.most)
        range += u" from %1 to %2"_s.arg(*flag.least).arg(*flag.most);
    else if (flag.least)
        range += u" from %1 on"_s.arg(*flag.least);
    else if (flag.most)
        range += u" up to %1"_s.arg(*flag.most);
    return db::fail(db::ErrorKind::InvalidInput, u"%1 cannot be '%2'."_s.arg(flag.key, value),
                    u"It takes %1."_s.arg(range));
}

} // namespace

QString toString(FlagKind kind)
{
    switch (kind) {
    case FlagKind::Bool:
        return u"bool"_s;
    case FlagKind::Choice:
        return u"choice"_s;
    case FlagKind::Number:
        return u"number"_s;
    case FlagKind::Text:
        break;
    }
    return u"text"_s;
}

QString toString(FlagEffect effect)
{
    switch (effect) {
    case FlagEffect::ReadsToReplica:
        return u"reads-to-replica"_s;
    case FlagEffect::Fallback:
        return u"fallback"_s;
    case FlagEffect::PrimaryPool:
        return u"primary-pool"_s;
    case FlagEffect::ReplicaPool:
        return u"replica-pool"_s;
    case FlagEffect::None:
        break;
    }
    return u"none"_s;
}

QString changedOutsideText()
{
    return u"Changed by another program."_s;
}

std::optional<bool> flagIsOn(const QString &value)
{
    const auto lower = value.trimmed().toLower();
    for (const auto &[on, off] : boolWords) {
        if (lower == on)
            return true;
        if (lower == off)
            return false;
    }
    return std::nullopt;
}

db::Result<QString> flagValue(const FlagDeclaration &flag, const QString &value, const QString &current)
{
    switch (flag.kind) {
    case FlagKind::Bool:
        if (const auto isOn = flagIsOn(value))
            return flagIsOn(current) == isOn ? current : boolLike(*isOn, current);
        return db::fail(db::ErrorKind::InvalidInput, u"%1 cannot be '%2'."_s.arg(flag.key, value),
                        u"It takes true or false."_s);
    case FlagKind::Choice:
        if (flag.choices.contains(value))
            return value;
        return db::fail(db::ErrorKind::InvalidInput, u"%1 cannot be '%2'."_s.arg(flag.key, value),
                        u"It takes one of %1."_s.arg(flag.choices.join(u", "_s)));
    case FlagKind::Number:
        return numberFor(flag, value);
    case FlagKind::Text:
        break;
    }
    return value;
}

std::optional<QString> revertValue(const FlagChange &change, const Flag *flag)
{
    if (change.from || !flag || flag->declaration.kind != FlagKind::Bool || !change.to)
        return change.from;
    const auto isOn = flagIsOn(*change.to);
    return isOn ? std::optional(*isOn ? u"false"_s : u"true"_s) : std::nullopt;
}

bool isSecretKey(const QString &key)
{
    static const QStringList ends{u"PASSWORD"_s, u"PASSWD"_s, u"SECRET"_s, u"TOKEN"_s,
                                  u"_KEY"_s,     u"_DSN"_s,   u"_URL"_s};
    const auto upper = key.toUpper();
    return std::ranges::any_of(ends, [&](const QString &end) { return upper.endsWith(end); });
}

} // namespace seawall::models
