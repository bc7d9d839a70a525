// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/codeuse.h"

#include "db/migrations/scriptsplitter.h"

#include <QRegularExpression>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(const QString &word, const QStringList &words)
{
    return words.contains(word);
}

QStringList linesOf(const CodeBlock &block)
{
    QStringList lines;
    for (const auto &line : block.text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    }
    return lines;
}

bool isShellLanguage(const QString &language)
{
    static const QStringList names{u"bash"_s,    u"sh"_s,  u"shell"_s,         u"zsh"_s,
                                   u"console"_s, u"ksh"_s, u"shell-session"_s, u"terminal"_s};
    return isOneOf(language, names);
}

bool isSqlLanguage(const QString &language)
{
    static const QStringList names{u"sql"_s,   u"postgres"_s, u"postgresql"_s,
                                   u"pgsql"_s, u"psql"_s,     u"plpgsql"_s};
    return isOneOf(language, names);
}

const QRegularExpression &setting()
{
    static const QRegularExpression pattern(
        u"^(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(\"[^\"]*\"|'[^']*'|[^\\s;&|]*)"
        u"\\s*(?:#.*)?$"_s);
    return pattern;
}

bool looksLikeSql(const QString &text)
{
    static const QRegularExpression pattern(
        u"\\A(?:\\s|--[^\\n]*\\n)*(?:select|insert|update|delete|with|alter|create|drop|show|vacuum|analyze|"
        u"reindex|explain|grant|revoke|checkpoint)\\b[^\\n]*[\\s\\S]*;"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text).hasMatch();
}

bool looksLikeShell(const QStringList &lines)
{
    static const QRegularExpression pattern(
        u"^(?:\\$ "
        u"|(?:sudo|psql|docker|docker-compose|podman|kubectl|systemctl|pg_\\w+|pgbench|curl|seawallctl|"
        u"ssh|scp|rsync|apt-get|patronictl|initdb)\\b)"_s);
    return std::ranges::any_of(lines, [](const QString &line) { return pattern.match(line).hasMatch(); });
}

BlockUse useOfShell(const QStringList &lines)
{
    const auto isComment = [](const QString &line) { return line.startsWith(u'#'); };
    if (std::ranges::all_of(lines, isComment))
        return BlockUse::Comments;
    const bool isSettings = std::ranges::all_of(lines, [&isComment](const QString &line) {
        return isComment(line) || setting().match(line).hasMatch();
    });
    return isSettings ? BlockUse::Settings : BlockUse::Shell;
}

} // namespace

BlockUse useOf(const CodeBlock &block)
{
    const auto lines = linesOf(block);
    if (lines.isEmpty())
        return BlockUse::Reference;
    if (isSqlLanguage(block.language)) {
        const bool isComment =
            std::ranges::all_of(lines, [](const QString &line) { return line.startsWith("--"_L1); });
        return isComment ? BlockUse::Comments : BlockUse::Sql;
    }
    if (isShellLanguage(block.language))
        return useOfShell(lines);
    if (isOneOf(block.language, {u"env"_s, u"dotenv"_s, u"properties"_s}))
        return useOfShell(lines) == BlockUse::Settings ? BlockUse::Settings : BlockUse::Reference;
    if (!block.language.isEmpty())
        return BlockUse::Reference;
    if (looksLikeSql(block.text))
        return BlockUse::Sql;
    return looksLikeShell(lines) ? BlockUse::Shell : BlockUse::Reference;
}

std::vector<SqlPart> sqlParts(const CodeBlock &block, const TargetHints &hints, const QString &target)
{
    const auto lines = linesOf(block);
    if (std::ranges::any_of(lines, [](const QString &line) { return line.startsWith(u'\\'); }))
        return {};
    std::vector<SqlPart> parts;
    QString current = target;
    qsizetype behind = 0;
    db::ScriptSplitter splitter(block.text);
    while (true) {
        const auto piece = splitter.next();
        if (!piece) // it cannot be split; the server will say what is wrong
            return {{block.text.trimmed(), target}};
        if (!*piece)
            return parts;
        auto before = QStringView(block.text).sliced(behind, (*piece)->begin - behind);
        if (!parts.empty()) // what stands behind a statement on its line speaks of that one
            before = before.sliced(std::max<qsizetype>(before.indexOf(u'\n'), 0));
        if (const auto said = hints.targetOf(before.toString()); !said.isEmpty())
            current = said;
        parts.push_back({block.text.sliced((*piece)->begin, (*piece)->end - (*piece)->begin), current});
        behind = (*piece)->end;
    }
}

QString shellCommands(const CodeBlock &block)
{
    static const QRegularExpression prompt(u"^\\s*\\$ "_s);
    const auto lines = block.text.trimmed().split(u'\n');
    const bool isSession =
        std::ranges::any_of(lines, [](const QString &line) { return prompt.match(line).hasMatch(); });
    if (!isSession)
        return block.text.trimmed();
    QStringList commands;
    bool goesOn = false;
    for (const auto &line : lines) {
        const auto match = prompt.match(line);
        if (match.hasMatch() || goesOn) {
            commands << line.sliced(match.hasMatch() ? match.capturedEnd() : 0);
            goesOn = line.endsWith(u'\\');
        }
    }
    return commands.join(u'\n');
}

QStringList settingKeys(const CodeBlock &block)
{
    QStringList keys;
    for (const auto &line : linesOf(block)) {
        if (const auto match = setting().match(line); match.hasMatch())
            keys << match.captured(1) + u'=';
    }
    keys.removeDuplicates();
    return keys;
}

} // namespace seawall::models
