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

GuardList::GuardList(const std::vector<Guard> &guards, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"guards"_s);
    const int em = fontMetrics().height();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(em / 2);
    grid->setVerticalSpacing(em / 3);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 3);
    int row = 0;
    for (const auto &guard : guards) {
        const auto tone = toneOf(guard.state);
        auto *sign = new ToneIcon(this);
        sign->setTone(tone);
        auto text = u"%1: %2"_s.arg(wordOf(guard.state), guard.measured);
        if (guard.state != Guard::State::Ok && !guard.remedy.isEmpty())
            text += u'\n' + guard.remedy;
        auto *measured = wrappedLabel(text, this);
        auto colours = measured->palette();
        colours.setColor(QPalette::WindowText, toneColour(palette(), tone));
        measured->setPalette(colours);
        grid->addWidget(sign, row, 0, Qt::AlignTop);
        grid->addWidget(wrappedLabel(guard.title, this), row, 1, Qt::AlignTop);
        grid->addWidget(measured, row, 2, Qt::AlignTop);
        ++row;
    }
}

} // namespace seawall::ui
