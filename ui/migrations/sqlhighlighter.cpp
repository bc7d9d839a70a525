// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/sqlhighlighter.h"

#include "db/migrations/sqllexer.h"
#include "ui/tone.h"

#include <QPalette>
#include <QTextDocument>

#include <optional>

namespace seawall::ui {

namespace {

std::optional<QTextCharFormat> formatFor(db::SqlToken::Kind kind, const QPalette &palette)
{
    using enum db::SqlToken::Kind;
    QTextCharFormat format;
    switch (kind) {
    case Keyword:
        format.setForeground(palette.color(QPalette::Link));
        format.setFontWeight(QFont::DemiBold);
        return format;
    case String:
        format.setForeground(toneColour(palette, Tone::Ok));
        return format;
    case Number:
    case Parameter:
        format.setForeground(toneColour(palette, Tone::Warning));
        return format;
    case Comment:
        format.setForeground(mutedText(palette));
        format.setFontItalic(true);
        return format;
    case Unterminated:
        format.setForeground(toneColour(palette, Tone::Critical));
        return format;
    case Identifier:
    case QuotedIdentifier:
    case Operator:
    case End:
        break;
    }
    return std::nullopt;
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{}

void SqlHighlighter::setSql(const QString &sql, const QPalette &palette)
{
    m_runs.clear();
    for (const auto &token : db::scanTokens(sql)) {
        if (auto format = formatFor(token.kind, palette))
            m_runs.emplace(int(token.offset), Run{int(token.length), std::move(*format)});
    }
}

void SqlHighlighter::highlightBlock(const QString &line)
{
    const int begin = currentBlock().position();
    const int end = begin + int(line.size());
    auto run = m_runs.upper_bound(begin);
    if (run != m_runs.begin())
        --run; // one that began on a line before
    for (; run != m_runs.end() && run->first < end; ++run) {
        const int from = std::max(run->first, begin);
        const int to = std::min(run->first + run->second.length, end);
        if (from < to)
            setFormat(from - begin, to - from, run->second.format);
    }
}

} // namespace seawall::ui
