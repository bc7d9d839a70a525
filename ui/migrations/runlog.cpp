// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/runlog.h"

#include <QDateTime>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostBlocks = 20000;

} // namespace

RunLog::RunLog(QWidget *parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setMaximumBlockCount(mostBlocks);
}

void RunLog::addSentence(qint64 timeMs, const QString &sentence)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(timeMs).time().toString(u"HH:mm:ss.zzz"_s) + u"  "_s;
    const int width = fontMetrics().horizontalAdvance(time);
    QTextBlockFormat format;
    format.setLeftMargin(width);
    format.setTextIndent(-width);
    add(time + sentence, format);
}

void RunLog::addExcerpt(const QString &lines)
{
    QTextBlockFormat format;
    format.setNonBreakableLines(true);
    format.setLeftMargin(
        fontMetrics().horizontalAdvance(u"00:00:00.000  "_s)); // under the sentence it belongs to
    add(lines, format);
}

void RunLog::scrollToEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

/// Who reads further up is left there.
void RunLog::add(const QString &text, const QTextBlockFormat &format)
{
    const bool follows = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    if (document()->isEmpty())
        end.setBlockFormat(format);
    else
        end.insertBlock(format);
    end.insertText(text);
    if (follows)
        scrollToEnd();
}

} // namespace seawall::ui
