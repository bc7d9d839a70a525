// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statepanel.h"

#include "ui/toneicon.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

StatePanel::StatePanel(QWidget *parent)
    : QWidget(parent), m_icon(new ToneIcon(this, 2.2)), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_action(new QPushButton(this))
{
    const int em = fontMetrics().height();
    auto bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setObjectName(u"stateTitle"_s);
    m_text->setObjectName(u"stateText"_s);
    m_action->setObjectName(u"stateAction"_s);
    m_text->setMaximumWidth(em * 32);
    for (auto *label : {m_title, m_text}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setTextFormat(Qt::PlainText);
    }

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(em / 2);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_text, 8);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addSpacing(em / 2);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionTriggered);
    show(Tone::Neutral, {}, {});
}

void StatePanel::show(Tone tone, const QString &title, const QString &text, const QString &action)
{
    m_icon->setTone(tone);
    m_icon->setVisible(tone != Tone::Neutral);
    m_title->setText(title);
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

} // namespace seawall::ui
