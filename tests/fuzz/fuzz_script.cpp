// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any text: it is split, judged and shown without a crash, its names are followed, and it is split where
// PostgreSQL's parser would.
#include "db/migrations/lint.h"
#include "db/migrations/names/namepicture.h"
#include "db/migrations/scriptsplitter.h"
#include "db/migrations/syntaxtree.h"

using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("does not hold: %s", what);
}

/// From a table t with an index, a view, and a partition in another schema.
void checkNames(Script script)
{
    LiveNames live;
    live.schemas = live.usable = {u"s"_s, u"public"_s};
    live.path = {u"$user"_s, u"public"_s, u"s"_s};
    live.role = u"r"_s;
    const RelationName table{u"public"_s, u"t"_s};
    live.relations[table] = {.columns = {u"a"_s, u"b"_s}, .owner = {}, .isParent = true};
    live.relations[{u"public"_s, u"i"_s}] = {.kind = u'i', .columns = {}, .owner = table};
    live.relations[{u"public"_s, u"v"_s}] = {.kind = u'v', .columns = {u"a"_s}, .owner = {}};
    live.relations[{u"s"_s, u"p"_s}] = {.columns = {u"a"_s, u"b"_s}, .owner = {}, .isHeir = true};
    NamePicture picture(live);
    for (const bool inTransaction : {true, false}) {
        picture.beginStep(inTransaction);
        for (auto &statement : script.statements)
            picture.read(statement);
    }
    for (const auto &finding : lint(script, {}))
        require(!finding.message.contains(u'{') || !finding.isFailure() || script.text.contains(u'{'),
                "a failure names what it is");
}

void checkScript(const QString &text)
{
    const auto script = readScript(u"fuzz.sql"_s, text);
    if (!script) {
        require(script.error().message.startsWith(u"fuzz.sql:"), "an error names its place");
        require(script.error().detail.endsWith(u'^'), "an error points at its place");
        return;
    }
    TextPosition last{0, 0};
    for (const auto &statement : script->statements) {
        require(!statement.sql.isEmpty(), "a statement is not empty");
        require(text.mid(statement.offset, statement.sql.size()) == statement.sql,
                "a statement is as written");
        require(statement.position == positionAt(*script, statement.offset), "positions agree");
        require(std::pair(last.line, last.column) <
                    std::pair(statement.position.line, statement.position.column),
                "positions grow");
        last = statement.position;
        require(pointedAt(*script, statement.unreadAt).contains(u'^'), "a place is pointed at");
    }
    for (const auto &finding : lint(*script, {}))
        require(!finding.message.isEmpty() && !finding.advice.isEmpty(), "a finding speaks");
    checkNames(*script);
}

/// Where the parser can read the whole text, it sees as many statements as the splitter.
void checkSplitter(const QString &text)
{
    if (text.contains(u'\0') || text.contains(QChar(0xfeff)))
        return;
    qsizetype pieces = 0, depth = 0;
    ScriptSplitter splitter(text);
    while (true) {
        const auto piece = splitter.next();
        if (!piece)
            return;
        if (!*piece)
            break;
        ++pieces;
        depth = qMax(depth, (*piece)->depth);
    }
    if (const auto tree = SyntaxTree::parse(text.toUtf8(), depth))
        require(qsizetype(tree->statements().size()) == pieces, "splitter and parser agree");
}

void checkTokens(const QString &text)
{
    qsizetype end = 0;
    for (const auto &token : scanTokens(text)) {
        require(token.offset >= end && token.length > 0 && token.end() <= text.size(),
                "tokens stand in a row");
        end = token.end();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    const auto text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    checkScript(text);
    checkSplitter(text);
    checkTokens(text);
    return 0;
}
