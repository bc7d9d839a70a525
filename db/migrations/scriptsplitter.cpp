// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/scriptsplitter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

using Kind = SqlToken::Kind;

constexpr size_t wordsKept = 64;

bool same(QStringView word, QLatin1StringView other)
{
    return word.compare(other, Qt::CaseInsensitive) == 0;
}

bool isOneOf(QStringView word, std::initializer_list<QLatin1StringView> words)
{
    return std::ranges::any_of(words, [&](auto other) { return same(word, other); });
}

ScriptProblem unterminated(QStringView text, qsizetype offset)
{
    if (text.startsWith(u"/*"))
        return {offset, u"the comment that begins here is never closed"_s, u"Close it with */."_s};
    if (text.startsWith(u'$')) {
        const auto tag = text.first(text.indexOf(u'$', 1) + 1);
        return {offset, u"the text that begins with %1 here is never closed"_s.arg(tag),
                u"Close it with %1."_s.arg(tag)};
    }
    return {offset, u"the quote that opens here is never closed"_s,
            u"Close it; a quote within quotes is written twice."_s};
}

} // namespace

bool ScriptPiece::isWord(size_t index, QLatin1StringView word) const
{
    return index < words.size() && same(words[index], word);
}

bool ScriptPiece::begins(std::initializer_list<QLatin1StringView> with) const
{
    size_t index = 0;
    return std::ranges::all_of(with, [&](auto word) { return isWord(index++, word); });
}

qsizetype ScriptPiece::indexOf(QLatin1StringView word) const
{
    const auto found = std::ranges::find_if(words, [&](auto other) { return same(other, word); });
    return found == words.end() ? -1 : found - words.begin();
}

bool ScriptPiece::hasOption(QLatin1StringView word) const
{
    return std::ranges::any_of(options, [&](auto other) { return same(other, word); });
}

bool isCopyWithClient(const ScriptPiece &piece)
{
    if (!piece.isWord(0, "COPY"_L1))
        return false;
    for (size_t i = 1; i + 1 < piece.words.size(); ++i)
        if ((piece.isWord(i, "FROM"_L1) && piece.isWord(i + 1, "STDIN"_L1)) ||
            (piece.isWord(i, "TO"_L1) && piece.isWord(i + 1, "STDOUT"_L1)))
            return true;
    return false;
}

ScriptSplitter::ScriptSplitter(QStringView sql, qsizetype offset)
    : m_sql(sql), m_lexer(sql, offset), m_levels(1)
{}

std::expected<std::optional<ScriptPiece>, ScriptProblem> ScriptSplitter::next()
{
    m_last = {};
    for (auto token = m_lexer.next(); token.kind != Kind::End; token = m_lexer.next()) {
        if (token.kind == Kind::Comment)
            continue;
        if (auto problem = problemOf(token))
            return std::unexpected(std::move(*problem));
        const bool isEnd = token.in(m_sql) == u";" && m_parentheses == 0 && m_bodies == 0;
        if (!isEnd)
            take(token);
        else if (m_last.length > 0)
            return finished();
    }
    if (m_last.length == 0)
        return std::nullopt;
    return finished();
}

std::optional<ScriptProblem> ScriptSplitter::problemOf(const SqlToken &token) const
{
    if (token.kind == Kind::Unterminated)
        return unterminated(token.in(m_sql), token.offset);
    if (token.kind != Kind::Operator)
        return {};
    const auto sign = m_sql[token.offset];
    if (sign == u'\\') {
        auto end = token.end();
        while (end < m_sql.size() && !m_sql[end].isSpace())
            ++end;
        return ScriptProblem{token.offset,
                             u"%1 is a command of psql, which only psql understands"_s.arg(
                                 m_sql.sliced(token.offset, qMin(end - token.offset, qsizetype(40)))),
                             u"Write SQL in its place, or take it out of the migration."_s};
    }
    if (sign == u')' && m_parentheses == 0)
        return ScriptProblem{token.offset, u"nothing opens the parenthesis that is closed here"_s,
                             u"Take it out, or open it."_s};
    return {};
}

std::expected<std::optional<ScriptPiece>, ScriptProblem> ScriptSplitter::finished()
{
    if (m_parentheses > 0) {
        const auto open =
            std::ranges::find_if(m_levels.begin() + 1, m_levels.end(),
                                 [this](const Level &level) { return m_sql[level.openedAt] == u'('; });
        return std::unexpected(ScriptProblem{
            open->openedAt, u"the parenthesis that opens here is never closed"_s, u"Close it."_s});
    }
    m_piece.end = m_last.end();
    m_levels.assign(1, {});
    m_depthBelow = 0;
    m_bodies = 0;
    return std::exchange(m_piece, {});
}

void ScriptSplitter::take(const SqlToken &token)
{
    if (m_last.length == 0)
        m_piece.begin = token.offset;
    auto &level = m_levels.back();
    ++level.run;
    m_piece.depth = qMax(m_piece.depth, m_depthBelow + level.chain + level.run);
    if (token.kind == Kind::Operator && token.length == 1)
        takeSign(m_sql[token.offset], token.offset);
    else if (token.kind == Kind::Identifier)
        takeWord(token.in(m_sql));
    if (token.kind == Kind::Identifier || token.kind == Kind::QuotedIdentifier) {
        auto &words = m_parentheses == 0 ? m_piece.words : m_piece.options;
        if (m_parentheses < 2 && words.size() < wordsKept)
            words.push_back(token.in(m_sql));
    }
    m_last = token;
}

void ScriptSplitter::takeSign(QChar sign, qsizetype offset)
{
    const auto opening = [this] { return m_sql[m_levels.back().openedAt]; };
    if (sign == u'(' || sign == u'[') {
        m_depthBelow += m_levels.back().chain + m_levels.back().run;
        m_levels.push_back({0, 0, offset});
        m_parentheses += sign == u'(';
    } else if (sign == u']') {
        if (m_levels.size() > 1 && opening() == u'[')
            closeLevel();
    } else if (sign == u')') {
        while (opening() == u'[')
            closeLevel();
        closeLevel();
        --m_parentheses;
    } else if (sign == u',' || sign == u';') {
        m_levels.back().run = 0;
    }
}

void ScriptSplitter::closeLevel()
{
    m_levels.pop_back();
    m_depthBelow -= m_levels.back().chain + m_levels.back().run;
}

void ScriptSplitter::takeWord(QStringView word)
{
    const auto previous = m_last.length > 0 ? m_last.in(m_sql) : QStringView();
    if (same(word, "ATOMIC"_L1) && same(previous, "BEGIN"_L1) && m_piece.isWord(0, "CREATE"_L1))
        ++m_bodies;
    else if (m_bodies > 0 && same(word, "END"_L1) && (previous == u";" || same(previous, "ATOMIC"_L1)))
        --m_bodies;
    else if (isOneOf(word, {"AND"_L1, "OR"_L1}))
        m_levels.back().run = 0;
    else if (isOneOf(word, {"UNION"_L1, "INTERSECT"_L1, "EXCEPT"_L1, "JOIN"_L1, "CASE"_L1}))
        ++m_levels.back().chain;
}

} // namespace seawall::db
