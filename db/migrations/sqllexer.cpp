// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/sqllexer.h"

#include "db/migrations/syntaxtree.h"

namespace seawall::db {
namespace {

using Kind = SqlToken::Kind;

bool isSpace(QChar c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r');
}

bool isNewline(QChar c)
{
    return c == u'\n' || c == u'\r';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isWordStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c.unicode() >= 0x80;
}

bool isOperator(QChar c)
{
    return QStringView(u"~!@#^&|`?+-*/%<>=").contains(c);
}

} // namespace

SqlToken SqlLexer::next()
{
    while (m_at < m_sql.size() && isSpace(m_sql[m_at]))
        ++m_at;
    if (m_at >= m_sql.size())
        return token(Kind::End, m_sql.size());
    const QChar c = m_sql[m_at], following = at(m_at + 1);
    if (c == u'-' && following == u'-') {
        auto end = m_at;
        while (end < m_sql.size() && !isNewline(m_sql[end]))
            ++end;
        return token(Kind::Comment, end);
    }
    if (c == u'/' && following == u'*')
        return blockComment();
    if (c == u'\'')
        return quoted(Kind::String, m_at, false);
    if (c == u'"')
        return quoted(Kind::QuotedIdentifier, m_at, false);
    if (c == u'$')
        return dollar();
    if (isWordStart(c))
        return word();
    if (isDigit(c) || (c == u'.' && isDigit(following)))
        return number();
    return sign();
}

SqlToken SqlLexer::token(Kind kind, qsizetype end)
{
    const auto begin = std::exchange(m_at, end);
    return {kind, begin, end - begin};
}

/// Where the next part of a literal in parts begins ('a' newline 'b'), or -1. Only of importance to those
/// with escapes, which have them in each part.
qsizetype SqlLexer::continuation(qsizetype afterQuote) const
{
    bool hasNewline = false;
    for (auto i = afterQuote; i < m_sql.size(); ++i) {
        if (isSpace(m_sql[i])) {
            hasNewline = hasNewline || isNewline(m_sql[i]);
        } else if (m_sql[i] == u'-' && at(i + 1) == u'-') {
            while (i + 1 < m_sql.size() && !isNewline(m_sql[i + 1]))
                ++i;
        } else {
            return m_sql[i] == u'\'' && hasNewline ? i : -1;
        }
    }
    return -1;
}

SqlToken SqlLexer::quoted(Kind kind, qsizetype openingQuote, bool hasEscapes)
{
    const auto quote = m_sql[openingQuote];
    for (auto i = openingQuote + 1; i < m_sql.size(); ++i) {
        if (hasEscapes && m_sql[i] == u'\\') {
            ++i;
        } else if (m_sql[i] == quote) {
            if (at(i + 1) == quote)
                ++i;
            else if (const auto more = hasEscapes ? continuation(i + 1) : -1; more >= 0)
                i = more;
            else
                return token(kind, i + 1);
        }
    }
    return token(Kind::Unterminated, m_sql.size());
}

SqlToken SqlLexer::blockComment()
{
    int depth = 0;
    for (auto i = m_at; i + 1 < m_sql.size(); ++i) {
        if (m_sql[i] == u'/' && m_sql[i + 1] == u'*') {
            ++depth;
            ++i;
        } else if (m_sql[i] == u'*' && m_sql[i + 1] == u'/') {
            ++i;
            if (--depth == 0)
                return token(Kind::Comment, i + 1);
        }
    }
    return token(Kind::Unterminated, m_sql.size());
}

SqlToken SqlLexer::dollar()
{
    auto i = m_at + 1;
    if (isDigit(at(i))) {
        while (isDigit(at(i)))
            ++i;
        return token(Kind::Parameter, i);
    }
    if (isWordStart(at(i)))
        while (isWordStart(at(i)) || isDigit(at(i)))
            ++i;
    if (at(i) != u'$')
        return token(Kind::Operator, m_at + 1);
    const auto tag = m_sql.sliced(m_at, i + 1 - m_at);
    const auto close = m_sql.indexOf(tag, i + 1);
    return close < 0 ? token(Kind::Unterminated, m_sql.size()) : token(Kind::String, close + tag.size());
}

SqlToken SqlLexer::word()
{
    const auto first = m_sql[m_at].toLower();
    const auto following = at(m_at + 1);
    if (following == u'\'' && QStringView(u"ebxn").contains(first))
        return quoted(Kind::String, m_at + 1, first == u'e');
    if (first == u'u' && following == u'&') {
        if (at(m_at + 2) == u'\'')
            return quoted(Kind::String, m_at + 2, false);
        if (at(m_at + 2) == u'"')
            return quoted(Kind::QuotedIdentifier, m_at + 2, false);
    }
    auto end = m_at + 1;
    while (isWordStart(at(end)) || isDigit(at(end)) || at(end) == u'$')
        ++end;
    return token(Kind::Identifier, end);
}

SqlToken SqlLexer::number()
{
    auto end = m_at + 1;
    const bool isHexadecimal = m_sql[m_at] == u'0' && at(end).toLower() == u'x';
    for (; end < m_sql.size(); ++end) {
        const auto c = m_sql[end];
        const bool isSignOfExponent = (c == u'+' || c == u'-') && !isHexadecimal &&
                                      m_sql[end - 1].toLower() == u'e' && isDigit(at(end + 1));
        const bool isPoint = c == u'.' && at(end + 1) != u'.';
        if (!isDigit(c) && !isWordStart(c) && !isPoint && !isSignOfExponent)
            break;
    }
    return token(Kind::Number, end);
}

SqlToken SqlLexer::sign()
{
    auto end = m_at + 1;
    if (isOperator(m_sql[m_at])) {
        while (isOperator(at(end)) && !(at(end) == u'-' && at(end + 1) == u'-') &&
               !(at(end) == u'/' && at(end + 1) == u'*'))
            ++end;
    }
    return token(Kind::Operator, end);
}

std::vector<SqlToken> scanTokens(QStringView sql)
{
    std::vector<SqlToken> tokens;
    SqlLexer lexer(sql);
    for (auto token = lexer.next(); token.kind != Kind::End; token = lexer.next()) {
        if (token.kind == Kind::Unterminated)
            return {};
        if (token.kind == Kind::Identifier && isKeyword(token.in(sql)))
            token.kind = Kind::Keyword;
        tokens.push_back(token);
    }
    return tokens;
}

} // namespace seawall::db
