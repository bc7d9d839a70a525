// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/sqllexer.h"
#include "db/result.h"

#include <optional>

namespace seawall::db {

/// One statement of a script as far as its words tell; what it does beyond that is the parser's to say.
struct ScriptPiece {
    qsizetype begin = 0, end = 0;     ///< without comments around it and its semicolon
    qsizetype depth = 0;              ///< no more than so many nodes can stand within each other in its tree
    std::vector<QStringView> words;   ///< the first names outside parentheses, quoted ones with their quotes
    std::vector<QStringView> options; ///< the first within one pair of parentheses
    bool isWord(size_t index, QLatin1StringView word) const;
    bool begins(std::initializer_list<QLatin1StringView> with) const;
    bool has(QLatin1StringView word) const { return indexOf(word) >= 0; } ///< among `words`
    bool hasOption(QLatin1StringView word) const;
    qsizetype indexOf(QLatin1StringView word) const;
};

/// What stops a script from being split, and where.
struct ScriptProblem {
    qsizetype offset = 0;
    QString message, hint;
};

/// Hands out the statements of a script one by one, at the semicolons at which psql and PostgreSQL's parser
/// would: not those within parentheses (CREATE RULE) and routine bodies (BEGIN ATOMIC … END).
class ScriptSplitter final
{
public:
    explicit ScriptSplitter(QStringView sql, qsizetype offset = 0);
    /// Nothing at the end of the script.
    std::expected<std::optional<ScriptPiece>, ScriptProblem> next();

private:
    void take(const SqlToken &token);
    void takeSign(QChar sign, qsizetype offset);
    void closeLevel();
    void takeWord(QStringView word);
    std::optional<ScriptProblem> problemOf(const SqlToken &token) const;
    std::expected<std::optional<ScriptPiece>, ScriptProblem> finished();

    /// How deep the tree can become within one pair of parentheses: joins, CASE and UNION build chains; so
    /// does anything else, but for what stands between commas, ANDs and ORs, which make flat lists.
    struct Level {
        qsizetype chain = 0, run = 0;
        qsizetype openedAt = 0;
    };

    QStringView m_sql;
    SqlLexer m_lexer;
    ScriptPiece m_piece;
    std::vector<Level> m_levels;
    qsizetype m_depthBelow = 0; ///< of all levels but the last
    qsizetype m_parentheses = 0;
    int m_bodies = 0; ///< open BEGIN ATOMIC
    SqlToken m_last;
};

/// Where a statement asks the client for rows, or hands it some; a runner has none to give.
bool isCopyWithClient(const ScriptPiece &piece);

} // namespace seawall::db
