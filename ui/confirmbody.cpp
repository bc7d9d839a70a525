// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/confirmbody.h"

#include "ui/guardlist.h"
#include "ui/wrappedlabel.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextLayout>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Preview;

namespace {

constexpr int mostLines = 40;
constexpr int fewestLines = 6;

/// How many lines the texts take, wrapped as a text field of that width does.
int linesOf(const QStringList &texts, const QFont &font, double width)
{
    int lines = 0;
    for (const auto &text : texts) {
        for (const auto &paragraph : text.split(u'\n')) {
            QTextLayout layout(paragraph, font);
            layout.setTextOption([] {
                QTextOption option;
                option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
                return option;
            }());
            layout.beginLayout();
            for (auto line = layout.createLine(); line.isValid(); line = layout.createLine())
                line.setLineWidth(width);
            layout.endLayout();
            lines += std::max(1, layout.lineCount());
        }
    }
    return lines;
}

} // namespace

ConfirmBody::ConfirmBody(const Preview &preview, int width, QWidget *parent)
    : QScrollArea(parent), m_width(width)
{
    setObjectName(u"confirmBody"_s);
    setAccessibleName(tr("What it does, and what speaks for or against it"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    auto *lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(fontMetrics().height() * 2 / 3);
    addActions(preview, lines);
    m_guards = new GuardList(preview.guards, content);
    m_guards->setVisible(!preview.guards.empty());
    lines->addWidget(m_guards);
    lines->addStretch();
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

void ConfirmBody::addActions(const Preview &preview, QVBoxLayout *lines)
{
    lines->addWidget(wrappedLabel(tr("Exactly this will be executed:"), this));
    m_actions = new QPlainTextEdit(preview.actions.join(u'\n'), this);
    m_actions->setObjectName(u"confirmActions"_s);
    m_actions->setAccessibleName(tr("What will be executed"));
    m_actions->setReadOnly(true);
    m_actions->setTabChangesFocus(true);
    m_actions->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_actions->ensurePolished(); // else its frame is not known
    const auto frame = m_actions->contentsMargins();
    const auto room = m_width - frame.left() - frame.right() - 2 * m_actions->document()->documentMargin();
    m_allLines = linesOf(preview.actions, m_actions->font(), room);
    showLines(std::min(m_allLines, mostLines));
    lines->addWidget(m_actions);
    if (!preview.consequence.isEmpty()) {
        m_consequence = wrappedLabel(preview.consequence, this);
        m_consequence->setObjectName(u"confirmConsequence"_s);
        lines->addWidget(m_consequence);
    }
}

int ConfirmBody::lineHeight() const
{
    return int(std::ceil(QFontMetricsF(m_actions->font()).lineSpacing())); // as a layout rounds it
}

/// Whole lines: half a one at the end looks like the last.
void ConfirmBody::showLines(int lines)
{
    m_lines = lines;
    const auto frame = m_actions->contentsMargins();
    const auto margin = int(std::ceil(m_actions->document()->documentMargin()));
    const int margins = lines < m_allLines ? margin : 2 * margin; // the next line would stand in that below
    // One more pixel, or the field thinks that the last line is cut.
    m_actions->setFixedHeight(lineHeight() * lines + margins + frame.top() + frame.bottom() + 1);
}

void ConfirmBody::shortenActions(int height)
{
    const int fewer = (height + lineHeight() - 1) / lineHeight();
    showLines(std::max(m_lines - fewer, std::min(m_lines, fewestLines)));
}

bool ConfirmBody::isLong(const Preview &preview)
{
    const auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    return linesOf(preview.actions, font, QFontMetricsF(font).horizontalAdvance(u'0') * 70) > 4;
}

int ConfirmBody::wholeHeight() const
{
    // With room for a scroll bar: one that was there for a moment stays, as it makes the texts longer.
    return widget()->layout()->totalHeightForWidth(m_width - verticalScrollBar()->sizeHint().width());
}

void ConfirmBody::setGuards(const std::vector<models::Guard> &guards)
{
    m_guards->setVisible(!guards.empty());
    m_guards->setGuards(guards);
}

void ConfirmBody::setConsequence(const QString &text)
{
    if (m_consequence)
        m_consequence->setText(text);
}

void ConfirmBody::showGuards()
{
    // Once they have the room for their words of now.
    QTimer::singleShot(0, this, [this] { ensureWidgetVisible(m_guards, 0, 0); });
}

} // namespace seawall::ui
