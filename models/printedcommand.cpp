// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/printedcommand.h"

#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString quotedForShell(const QString &path)
{
    static const QRegularExpression plain(u"^[\\w./@:+=,-]+$"_s);
    return plain.match(path).hasMatch() ? path : u'\'' + QString(path).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

QString withEnv(const QString &text, const QString &envFile)
{
    if (envFile.isEmpty() || !text.contains(u"seawallctl "))
        return text;
    static const QRegularExpression command(
        u"\\bseawallctl (?:status|watch|load|migrate(?! new)|failover "
        u"(?!--)[a-z-]+|flags (?:history|make-table)|"
        "journal mirror|snapshot take|checklist run)\\b(?![^\\n.;']* --env )"_s);
    const auto named = u" --env "_s + quotedForShell(envFile);
    auto told = text;
    qsizetype added = 0;
    for (auto found = command.globalMatch(text); found.hasNext(); added += named.size())
        told.insert(found.next().capturedEnd() + added, named);
    return told;
}

db::Error withEnv(db::Error error, const QString &envFile)
{
    for (auto *text : {&error.message, &error.hint, &error.detail})
        *text = withEnv(*text, envFile);
    return error;
}

Outcome withEnv(Outcome outcome, const QString &envFile)
{
    outcome.summary = withEnv(outcome.summary, envFile);
    if (outcome.error)
        outcome.error = withEnv(std::move(*outcome.error), envFile);
    return outcome;
}

} // namespace seawall::models
