// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/confirmbody.h"

#include "ui/guardlist.h"
#include "ui/wrappedlabel.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Preview;

namespace {

constexpr int mostLines = 26;

/// How many lines the texts take where so many characters fit into one.
int linesOf(const QStringList &texts, int characters)
{
    int lines = 0;
    for (const auto &text : texts)
        for (const auto &line : text.split(u'\n'))
            lines += std::max(1, int(std::ceil(double(line.size()) * 1.1 / characters))); // words stay whole
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
    const int em = fontMetrics().height();
    lines->addWidget(wrappedLabel(tr("Exactly this will be executed:"), this));
    auto *actions = new QPlainTextEdit(preview.actions.join(u'\n'), this);
    actions->setObjectName(u"confirmActions"_s);
    actions->setAccessibleName(tr("What will be executed"));
    actions->setReadOnly(true);
    actions->setTabChangesFocus(true);
    actions->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const QFontMetrics letters(actions->font());
    const auto across = (m_width - 2 * em) / std::max(1, letters.horizontalAdvance(u'0'));
    const auto shown = std::clamp(linesOf(preview.actions, across), 1, mostLines);
    actions->setFixedHeight(letters.lineSpacing() * shown + em * 3 / 2);
    lines->addWidget(actions);
    if (!preview.consequence.isEmpty()) {
        m_consequence = wrappedLabel(preview.consequence, this);
        m_consequence->setObjectName(u"confirmConsequence"_s);
        lines->addWidget(m_consequence);
    }
}

bool ConfirmBody::isLong(const Preview &preview)
{
    return linesOf(preview.actions, 70) > 4;
}

int ConfirmBody::wholeHeight() const
{
    return widget()->layout()->totalHeightForWidth(m_width);
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
