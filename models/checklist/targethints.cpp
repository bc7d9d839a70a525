// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/targethints.h"

#include <QRegularExpression>
#include <QStringList>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

const QRegularExpression &replicaWords()
{
    static const QRegularExpression pattern(u"\\b(?:replica|standby|secondary|follower)s?\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

const QRegularExpression &primaryWords()
{
    static const QRegularExpression pattern(u"\\b(?:primary|master|leader)\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

const QRegularExpression &ports()
{
    static const QRegularExpression pattern(
        u"(?:\\bport\\s*[:=]?\\s*|_PORT\\s*=\\s*|(?:^|\\s)-p\\s*|--port[= ]|(?:localhost|127\\.0\\.0\\.1):)"
        u"[\"']?(\\d{4,5})\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    return pattern;
}

} // namespace

TargetHints::TargetHints(const QString &file) : m_ports{{u"5432"_s, u"primary"_s}, {u"5433"_s, u"replica"_s}}
{
    QHash<QString, QString> said;
    for (const auto &match : ports().globalMatch(file)) {
        const auto begin = file.lastIndexOf(u'\n', match.capturedStart(1)) + 1;
        const auto line = QStringView(file).sliced(begin, match.capturedEnd() - begin).right(200);
        const bool replica = line.contains("replica"_L1, Qt::CaseInsensitive) ||
                             line.contains("standby"_L1, Qt::CaseInsensitive);
        const bool primary = line.contains("primary"_L1, Qt::CaseInsensitive);
        if (replica != primary && !said.contains(match.captured(1)))
            said.insert(match.captured(1), replica ? u"replica"_s : u"primary"_s);
    }
    m_ports.insert(said);
}

TargetHints::Found TargetHints::find(const QString &text) const
{
    static const QRegularExpression every(
        u"\\b(?:every|all|both|each)\\s+(?:the\\s+)?(?:nodes?|servers?)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = every.match(text); match.hasMatch())
        return {u"*"_s, match.captured()};
    Found found;
    const auto add = [&found](const QString &target, const QString &words) {
        if (found.target.isEmpty())
            found = {target, words};
        else if (found.target != target)
            found = {u"*"_s, found.words + u"' and '"_s + words};
    };
    for (const auto &match : ports().globalMatch(text)) {
        if (const auto target = m_ports.value(match.captured(1)); !target.isEmpty())
            add(target, match.captured().trimmed());
    }
    if (const auto match = replicaWords().match(text); match.hasMatch())
        add(u"replica"_s, match.captured());
    if (const auto match = primaryWords().match(text); match.hasMatch())
        add(u"primary"_s, match.captured());
    return found;
}

QString TargetHints::targetOf(const QString &text) const
{
    return find(text).target;
}

} // namespace seawall::models
