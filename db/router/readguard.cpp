// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/readguard.h"

#include "db/migrations/sqllexer.h"

#include <algorithm>
#include <array>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array reading{u"SELECT",  u"WITH",   u"TABLE", u"VALUES", u"SHOW",
                             u"EXPLAIN", u"COMMIT", u"END",   u"ABORT",  u"ROLLBACK"};
constexpr std::array beginning{u"BEGIN", u"START"};

bool isOneOf(QStringView word, const auto &words)
{
    return std::ranges::any_of(
        words, [word](QStringView each) { return word.compare(each, Qt::CaseInsensitive) == 0; });
}

QStringView firstWord(QStringView sql)
{
    SqlLexer lexer(sql);
    for (auto token = lexer.next(); token.kind != SqlToken::Kind::End; token = lexer.next()) {
        if (token.kind != SqlToken::Kind::Comment && token.in(sql) != u"(")
            return token.in(sql);
    }
    return {};
}

bool namesWrite(QStringView sql)
{
    SqlLexer lexer(sql);
    for (auto token = lexer.next(); token.kind != SqlToken::Kind::End; token = lexer.next()) {
        if (token.in(sql).compare(u"WRITE", Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

std::unexpected<Error> refusal(const QString &what)
{
    return fail(ErrorKind::InvalidInput, u"This session is for reading: %1. Nothing was sent."_s.arg(what),
                u"Take a session for writing."_s);
}

} // namespace

Result<void> checkRead(const QString &sql, const QByteArray &readOnlyDefault)
{
    const auto word = firstWord(sql);
    const bool begins = isOneOf(word, beginning);
    if (!begins && !isOneOf(word, reading))
        return refusal(word.isEmpty() ? u"there is no statement"_s
                                      : u"%1 is none of the statements it takes"_s.arg(word.toString()));
    if (begins && namesWrite(sql))
        return refusal(u"its transactions cannot be READ WRITE"_s);
    const bool isKnown = !readOnlyDefault.isEmpty();
    if (isKnown ? readOnlyDefault != "on" : sql.contains(u"read_only"_s, Qt::CaseInsensitive))
        return refusal(u"its read-only state was lifted, or would be"_s);
    return {};
}

} // namespace seawall::db
