// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/script.h"

#include "db/migrations/names/namereader.h"
#include "db/migrations/scriptsplitter.h"
#include "db/migrations/statementkind.h"
#include "db/migrations/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

constexpr QChar byteOrderMark(0xfeff);
// What is larger is parsed statement by statement, so that no tree is larger than it must be.
constexpr qsizetype parsedAtOnce = 100'000;

/// Counts lines and columns on the way through a text.
class PositionCounter
{
public:
    PositionCounter(QStringView text, int firstLine) : m_text(text), m_position{firstLine, 1} {}
    /// Offsets must not decrease from call to call.
    TextPosition at(qsizetype offset)
    {
        for (; m_at < qMin(offset, m_text.size()); ++m_at) {
            if (m_text[m_at] == u'\n')
                m_position = {m_position.line + 1, 1};
            else if (!m_text[m_at].isLowSurrogate() && !(m_at == 0 && m_text[0] == byteOrderMark))
                ++m_position.column;
        }
        return m_position;
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
    TextPosition m_position;
};

std::unexpected<Error> problemIn(const Script &script, const ScriptProblem &problem)
{
    const auto position = positionAt(script, problem.offset);
    return fail(
        ErrorKind::InvalidInput,
        u"%1:%2:%3: %4"_s.arg(script.file).arg(position.line).arg(position.column).arg(problem.message),
        problem.hint, pointedAt(script, problem.offset));
}

std::expected<std::vector<ScriptPiece>, ScriptProblem> split(QStringView text)
{
    if (const auto nul = text.indexOf(u'\0'); nul >= 0)
        return std::unexpected(ScriptProblem{nul,
                                             u"a NUL character stands here, which PostgreSQL cannot take"_s,
                                             u"Save the file as UTF-8 text."_s});
    std::vector<ScriptPiece> pieces;
    ScriptSplitter splitter(text, text.startsWith(byteOrderMark) ? 1 : 0);
    while (true) {
        auto piece = splitter.next();
        if (!piece)
            return std::unexpected(std::move(piece.error()));
        if (!*piece)
            return pieces;
        if (isCopyWithClient(**piece))
            return std::unexpected(ScriptProblem{
                (*piece)->begin, u"COPY FROM STDIN and TO STDOUT exchange rows with a client program"_s,
                u"Write INSERT statements, or COPY from a file that the server can read."_s});
        pieces.push_back(std::move(**piece));
    }
}

/// Takes BEGIN and COMMIT around the whole script away, as each migration has its transaction anyway.
std::optional<ScriptProblem> unwrapTransaction(std::vector<ScriptPiece> &pieces, const QString &what)
{
    using enum TransactionControl;
    const bool isWrapped = pieces.size() >= 2 && transactionControlOf(pieces.front()) == Begin &&
                           transactionControlOf(pieces.back()) == Commit;
    if (isWrapped) {
        pieces.erase(pieces.begin());
        pieces.pop_back();
    }
    for (const auto &piece : pieces) {
        if (transactionControlOf(piece) != None)
            return ScriptProblem{piece.begin,
                                 u"%1 would end or begin a transaction inside the %2"_s.arg(
                                     piece.words.front().toString().toUpper(), what),
                                 u"Take it out: a %1 runs in one transaction. BEGIN; … COMMIT; may "
                                 u"stand around the whole script, "
                                 u"without options; for several transactions write several %1s."_s.arg(what)};
        if (const auto why = whyAlone(piece); isWrapped && !why.isEmpty())
            return ScriptProblem{piece.begin, u"%1, and cannot stand between BEGIN and COMMIT"_s.arg(why),
                                 u"Give it a %1 of its own, without BEGIN and COMMIT."_s.arg(what)};
    }
    return {};
}

/// Parses what stands from offset to end. Positions in errors become offsets in the text.
std::expected<SyntaxTree, SyntaxError> parse(const QString &text, qsizetype offset, qsizetype end,
                                             qsizetype depth)
{
    const auto part = QStringView(text).sliced(offset, end - offset);
    auto tree = SyntaxTree::parse(part.toUtf8(), depth);
    if (!tree) {
        auto &at = tree.error().characters;
        qsizetype units = 0;
        for (; at > 0 && units < part.size(); --at)
            units += part[units].isHighSurrogate() ? 2 : 1;
        at = qMin(offset + units, end);
    }
    return tree;
}

/// The trees of all statements parsed in one go, which is quicker; empty where that cannot be.
std::optional<SyntaxTree> parseAll(const Script &script, const std::vector<ScriptPiece> &pieces)
{
    if (pieces.empty() || pieces.back().end - pieces.front().begin > parsedAtOnce)
        return {};
    const auto depth = std::ranges::max(pieces, {}, &ScriptPiece::depth).depth;
    auto tree = parse(script.text, pieces.front().begin, pieces.back().end, depth);
    if (!tree || tree->statements().size() != pieces.size())
        return {};
    return std::move(*tree);
}

/// What the words tell of a statement.
Statement statementOf(const Script &script, const ScriptPiece &piece)
{
    Statement statement;
    statement.sql = script.text.sliced(piece.begin, piece.end - piece.begin);
    statement.offset = piece.begin;
    statement.kind = kindOf(piece).value_or(Statement::Kind::Other);
    statement.whyAlone = whyAlone(piece);
    return statement;
}

Result<void> readStatements(Script &script, const std::vector<ScriptPiece> &pieces)
{
    const auto all = parseAll(script, pieces);
    PositionCounter counter(script.text, script.firstLine);
    Understanding understanding;
    NameReader names;
    script.statements.reserve(pieces.size());
    for (size_t i = 0; i < pieces.size(); ++i) {
        const auto &piece = pieces[i];
        auto &statement = script.statements.emplace_back(statementOf(script, piece));
        statement.position = counter.at(piece.begin);
        if (all) {
            understanding.read(all->statements()[i], statement);
            statement.names = names.read(all->statements()[i]);
            continue;
        }
        const auto tree = parse(script.text, piece.begin, piece.end, piece.depth);
        if (tree) {
            if (!tree->statements().empty()) {
                understanding.read(tree->statements().front(), statement);
                statement.names = names.read(tree->statements().front());
            }
        } else if (!kindOf(piece)) {
            return problemIn(script, {tree.error().characters, tree.error().message,
                                      u"No statement of PostgreSQL begins like that."_s});
        } else {
            statement.unread = tree.error().message;
            statement.unreadAt = tree.error().characters;
            script.wasParsed = false;
            statement.names = {{}};
        }
    }
    return {};
}

} // namespace

bool Script::runsInTransaction() const
{
    return std::ranges::all_of(statements, &QString::isEmpty, &Statement::whyAlone);
}

TextPosition positionAt(const Script &script, qsizetype offset)
{
    return PositionCounter(script.text, script.firstLine).at(offset);
}

QString pointedAt(const Script &script, qsizetype offset)
{
    constexpr qsizetype shown = 38; // on either side, a line of a terminal; one can be as long as the file
    const QStringView text = script.text;
    offset = qBound(qsizetype(0), offset, text.size());
    const auto begin = offset > 0 ? text.lastIndexOf(u'\n', offset - 1) + 1 : 0;
    const auto newline = text.indexOf(u'\n', offset);
    auto before = text.sliced(begin, offset - begin);
    auto after = text.sliced(offset, (newline < 0 ? text.size() : newline) - offset);
    const bool cutsBefore = before.size() > shown, cutsAfter = after.size() > shown;
    if (cutsBefore)
        before = before.last(shown - (before[before.size() - shown].isLowSurrogate() ? 1 : 0));
    if (cutsAfter)
        after = after.first(shown - (after[shown - 1].isHighSurrogate() ? 1 : 0));
    if (begin == 0 && before.startsWith(byteOrderMark))
        before = before.sliced(1);
    while (after.endsWith(u'\r'))
        after.chop(1);
    QString margin = cutsBefore ? u" "_s : QString();
    for (const auto c : before)
        if (!c.isLowSurrogate())
            margin += c == u'\t' ? u'\t' : u' ';
    return (cutsBefore ? u"…"_s : QString()) + before.toString() + after.toString() +
           (cutsAfter ? u"…\n"_s : u"\n"_s) + margin + u'^';
}

Result<Script> readScript(const QString &file, const QString &text, int firstLine, const QString &what)
{
    Script script{.file = file, .text = text, .firstLine = firstLine};
    auto pieces = split(script.text);
    if (!pieces)
        return problemIn(script, pieces.error());
    if (const auto problem = unwrapTransaction(*pieces, what))
        return problemIn(script, *problem);
    if (auto read = readStatements(script, *pieces); !read)
        return std::unexpected(std::move(read.error()));
    return script;
}

} // namespace seawall::db
