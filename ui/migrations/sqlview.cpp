// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/sqlview.h"

#include "ui/migrations/findingtone.h"
#include "ui/migrations/sqlhighlighter.h"
#include "ui/toneicon.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace seawall::ui {

SqlView::SqlView(QWidget *parent)
    : QPlainTextEdit(parent), m_gutter(new QWidget(this)), m_highlighter(new SqlHighlighter(document()))
{
    setReadOnly(true);
    setLineWrapMode(NoWrap);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this](const QRect &area, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SqlView::placeGutter);
    placeGutter();
}

void SqlView::setScript(const QString &sql, int firstLine, const std::vector<db::Finding> &findings)
{
    m_firstLine = firstLine;
    m_marks.clear();
    m_messages.clear();
    for (const auto &finding : findings) {
        const auto [mark, isNew] = m_marks.try_emplace(finding.position.line, finding.severity);
        if (!isNew)
            mark->second = std::max(mark->second, finding.severity);
        m_messages[finding.position.line] << finding.message;
    }
    m_highlighter->setSql(sql, palette());
    setPlainText(sql);
    setExtraSelections({});
    placeGutter();
    m_gutter->update();
}

void SqlView::colour()
{
    m_highlighter->setSql(toPlainText(), palette());
    m_highlighter->rehighlight();
}

void SqlView::showLine(int line)
{
    const auto block = document()->findBlockByNumber(line - m_firstLine);
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    setTextCursor(cursor);
    centerCursor();
    QTextEdit::ExtraSelection marked;
    marked.cursor = cursor;
    marked.format.setBackground(toneBackground(palette(), Tone::Warning));
    marked.format.setProperty(QTextFormat::FullWidthSelection, true);
    setExtraSelections({marked});
}

int SqlView::gutterWidth() const
{
    const auto digits = std::max<qsizetype>(3, QString::number(m_firstLine + blockCount()).size());
    return fontMetrics().horizontalAdvance(u'9') * int(digits) + fontMetrics().height() + 12;
}

void SqlView::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const auto area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
}

void SqlView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void SqlView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        colour();
    else if (event->type() == QEvent::FontChange && m_gutter)
        placeGutter();
}

bool SqlView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_gutter)
        return QPlainTextEdit::eventFilter(watched, event);
    if (event->type() == QEvent::Paint) {
        paintGutter(static_cast<QPaintEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto line = cursorForPosition({0, help->pos().y()}).blockNumber() + m_firstLine;
        const auto found = m_messages.find(line);
        QToolTip::showText(help->globalPos(),
                           found == m_messages.end() ? QString() : found->second.join(u'\n'), m_gutter);
        return true;
    }
    return false;
}

void SqlView::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    painter.setFont(font());
    const int size = fontMetrics().height() - 4;
    for (auto block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const auto area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > event->rect().bottom())
            break;
        const int line = block.blockNumber() + m_firstLine;
        const auto top = int(area.top());
        painter.setPen(mutedText(palette()));
        painter.drawText(QRect(0, top, m_gutter->width() - 6, fontMetrics().height()), Qt::AlignRight,
                         QString::number(line));
        if (const auto mark = m_marks.find(line); mark != m_marks.end())
            paintTone(painter, QRectF(3, top + 2, size, size), palette(), toneOf(mark->second));
    }
}

} // namespace seawall::ui
