// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/codeblockview.h"

#include "ui/elidedlabel.h"
#include "ui/migrations/sqlhighlighter.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 16;

} // namespace

CodeBlockView::CodeBlockView(const QString &caption, const QString &language, const QString &text,
                             QWidget *parent)
    : QFrame(parent), m_text(new QPlainTextEdit(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // what room is left stays below
    auto *head = new ElidedLabel(caption, this);
    head->setForegroundRole(QPalette::PlaceholderText);
    m_text->setObjectName(u"checklistCode"_s);
    m_text->setAccessibleName(caption);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const auto shown = text.endsWith(u'\n') ? text.chopped(1) : text;
    if (language == u"sql") {
        m_highlighter = new SqlHighlighter(m_text->document());
        m_highlighter->setSql(shown, palette());
    }
    m_text->setPlainText(shown);
    const QFontMetrics metrics(m_text->font());
    int widest = 0;
    for (const auto &line : shown.split(u'\n'))
        widest = std::max(widest, int(line.size()));
    const int lines = std::min(m_text->blockCount(), mostLines);
    const bool mayScroll = widest > 70;
    m_text->setFixedHeight(lines * metrics.lineSpacing() + 22 +
                           (mayScroll ? m_text->horizontalScrollBar()->sizeHint().height() : 0));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(head);
    layout->addWidget(m_text);
}

void CodeBlockView::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        m_highlighter->setSql(m_text->toPlainText(), palette());
        m_highlighter->rehighlight();
    }
}

} // namespace seawall::ui
