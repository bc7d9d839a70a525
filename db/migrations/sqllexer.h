// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <vector>

namespace seawall::db {

/// A word, literal, comment or sign of SQL; offset and length in UTF-16 units.
struct SqlToken {
    enum class Kind {
        Keyword, ///< of scanTokens() only; SqlLexer calls it Identifier
        Identifier,
        QuotedIdentifier,
        String, ///< any literal in quotes, dollar-quoted ones too
        Number,
        Parameter,
        Comment,
        Operator,     ///< a run of operator characters, or one sign such as '(' and ';'
        Unterminated, ///< a quote or comment that is never closed: from there to the end
        End
    };
    Kind kind = Kind::End;
    qsizetype offset = 0, length = 0;
    qsizetype end() const { return offset + length; }
    QStringView in(QStringView sql) const { return sql.sliced(offset, length); }
    bool operator==(const SqlToken &) const = default;
};

/// Reads SQL token by token by the lexical rules that PostgreSQL 13 to 18 share (manual: 'Lexical
/// Structure'), with standard_conforming_strings on. Unlike the parser's own scanner it also reads what is
/// newer than the parser, keeps no list in memory, and counts as QString does.
class SqlLexer final
{
public:
    explicit SqlLexer(QStringView sql, qsizetype offset = 0) : m_sql(sql), m_at(offset) {}
    SqlToken next(); ///< comments included; Kind::End from the end on

private:
    QChar at(qsizetype index) const { return index < m_sql.size() ? m_sql[index] : QChar(); }
    SqlToken token(SqlToken::Kind kind, qsizetype end);
    SqlToken quoted(SqlToken::Kind kind, qsizetype openingQuote, bool hasEscapes);
    SqlToken blockComment();
    SqlToken dollar();
    SqlToken word();
    SqlToken number();
    SqlToken sign();
    qsizetype continuation(qsizetype afterQuote) const;

    QStringView m_sql;
    qsizetype m_at = 0;
};

/// For highlighting: all tokens of an SQL text, comments included. Empty where a quote or comment is not
/// closed.
std::vector<SqlToken> scanTokens(QStringView sql);

} // namespace seawall::db
