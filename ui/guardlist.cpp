// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guardlist.h"

#include "ui/toneicon.h"
#include "ui/wrappedlabel.h"

#include <QGridLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Guard;

namespace {

QString wordOf(Guard::State state)
{
    switch (state) {
    case Guard::State::Ok:
        return GuardList::tr("fine");
    case Guard::State::Warning:
        return GuardList::tr("warning");
    case Guard::State::Blocking:
        return GuardList::tr("speaks against it");
    case Guard::State::Unknown:
        break;
    }
    return GuardList::tr("unknown");
}

} // namespace

GuardList::GuardList(const std::vector<Guard> &guards, QWidget *parent)
    : QWidget(parent), m_grid(new QGridLayout(this))
{
    setObjectName(u"guards"_s);
    const int em = fontMetrics().height();
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(em / 2);
    m_grid->setVerticalSpacing(em / 3);
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnStretch(2, 3);
    setGuards(guards);
}

void GuardList::addLine()
{
    const Line line{new ToneIcon(this), wrappedLabel({}, this), wrappedLabel({}, this)};
    const auto row = int(m_lines.size());
    m_grid->addWidget(line.sign, row, 0, Qt::AlignTop);
    m_grid->addWidget(line.title, row, 1, Qt::AlignTop);
    m_grid->addWidget(line.measured, row, 2, Qt::AlignTop);
    m_lines.push_back(line);
}

void GuardList::setGuards(const std::vector<Guard> &guards)
{
    while (m_lines.size() < guards.size())
        addLine();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        auto &line = m_lines[i];
        const bool isUsed = i < guards.size();
        for (auto *each : std::initializer_list<QWidget *>{line.sign, line.title, line.measured})
            each->setVisible(isUsed);
        if (!isUsed)
            continue;
        const auto &guard = guards[i];
        line.tone = toneOf(guard.state);
        auto text = u"%1: %2"_s.arg(wordOf(guard.state), guard.measured);
        if (guard.state != Guard::State::Ok && !guard.remedy.isEmpty())
            text += u'\n' + guard.remedy;
        line.sign->setTone(line.tone);
        line.title->setText(guard.title);
        line.measured->setText(text);
    }
    colour();
}

void GuardList::colour()
{
    for (const auto &line : m_lines) {
        auto colours = line.measured->palette();
        colours.setColor(QPalette::WindowText, toneColour(palette(), line.tone));
        line.measured->setPalette(colours);
    }
}

/// What was coloured before a style sheet came to it has lost its colour.
void GuardList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    colour();
}

void GuardList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace seawall::ui
