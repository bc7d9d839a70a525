// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/tourbar.h"

#include "ui/toneicon.h"
#include "ui/welcome/toursteps.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

TourBar::TourBar(QWidget *parent)
    : QFrame(parent), m_steps(tourSteps(true)), m_sign(new ToneIcon(this)), m_title(new QLabel(this)),
      m_text(new QLabel(this)), m_action(new QPushButton(this)), m_back(new QPushButton(tr("Back"), this)),
      m_next(new QPushButton(this))
{
    setObjectName(u"tour"_s);
    setFrameShape(StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    hide();
    m_title->setObjectName(u"tourTitle"_s);
    m_text->setObjectName(u"tourText"_s);
    m_action->setObjectName(u"tourAction"_s);
    m_back->setObjectName(u"tourBack"_s);
    m_next->setObjectName(u"tourNext"_s);
    auto bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    buildControls();
    int widest = 0;
    for (const auto &words : {tr("End the tour"), tr("Next"), tr("Go on without")}) {
        m_next->setText(words);
        widest = std::max(widest, m_next->sizeHint().width());
    }
    m_next->setMinimumWidth(widest);
    connect(m_action, &QPushButton::clicked, this, &TourBar::act);
    connect(m_back, &QPushButton::clicked, this, [this] { go(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(+1); });
}

TourBar::~TourBar() = default;

void TourBar::buildControls()
{
    const int em = fontMetrics().height();
    auto *close = new QToolButton(this);
    close->setObjectName(u"tourClose"_s);
    close->setIcon(QIcon::fromTheme(u"window-close"_s));
    close->setToolTip(tr("End the tour"));
    close->setAccessibleName(close->toolTip());
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto *head = new QHBoxLayout;
    head->addWidget(m_sign);
    head->addWidget(m_title, 1);
    auto *words = new QVBoxLayout;
    words->addLayout(head);
    words->addWidget(m_text);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(em, em / 2, em / 2, em / 2);
    layout->setSpacing(em / 2);
    layout->addLayout(words, 1);
    for (auto *button : {m_action, m_back, m_next})
        layout->addWidget(button, 0, Qt::AlignVCenter);
    layout->addWidget(close, 0, Qt::AlignTop);
}

void TourBar::start(bool onSandbox)
{
    m_steps = tourSteps(onSandbox);
    m_current = 0;
    m_done.clear();
    showStep();
    show();
    Q_EMIT pageWanted(m_steps.front().page);
}

void TourBar::showSnapshot(const db::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (!isVisible())
        return;
    noteDone();
    showStep();
}

void TourBar::noteDone()
{
    for (size_t at = 0; at < m_steps.size(); ++at) {
        if (!m_steps[at].isDone || m_done.contains(at))
            continue;
        if (!m_steps[at].isDone(*m_snapshot))
            return;
        m_done.insert(at);
    }
}

bool TourBar::isPassedOver() const
{
    if (m_steps[m_current].passedOver.isEmpty())
        return false;
    for (size_t at = 0; at < m_current; ++at)
        if (m_steps[at].isDone && !m_done.contains(at))
            return true;
    return false;
}

void TourBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    keepHeight();
}

/// As high as its longest text needs, so that its buttons and the page above stay where they are.
void TourBar::keepHeight()
{
    const int width = m_text->width();
    int height = 0;
    for (const auto &step : m_steps) {
        for (const auto &text : {step.text, step.afterwards, step.passedOver})
            height =
                std::max(height, fontMetrics().boundingRect(0, 0, width, 0, Qt::TextWordWrap, text).height());
    }
    m_text->setMinimumHeight(height);
}

void TourBar::showStep()
{
    const auto &step = m_steps[m_current];
    const bool isOver = isPassedOver(); // what was not stopped is not started again, whatever it does
    const bool isDone = isOver || !step.isDone || (m_snapshot && step.isDone(*m_snapshot));
    m_sign->setTone(!step.isDone || isOver ? Tone::Neutral : isDone ? Tone::Ok : Tone::Unknown);
    m_title->setText(tr("%1 of %2: %3").arg(m_current + 1).arg(m_steps.size()).arg(step.title));
    m_text->setText(isOver ? step.passedOver : step.isDone && isDone ? step.afterwards : step.text);
    m_action->setText(step.action);
    const bool hasAction = !step.action.isEmpty() && !isDone;
    if (!hasAction && focusWidget() == m_action)
        m_next->setFocus(); // else it would go to the next in turn, which leads back
    m_action->setVisible(hasAction);
    m_back->setEnabled(m_current > 0);
    const bool isLast = m_current + 1 == m_steps.size();
    m_next->setText(isLast ? tr("End the tour") : isDone ? tr("Next") : tr("Go on without"));
    m_next->setDefault(isDone);
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_text->text());
}

void TourBar::go(int by)
{
    if (by > 0 && m_current + 1 == m_steps.size()) {
        hide();
        return;
    }
    m_current += static_cast<size_t>(by);
    showStep();
    Q_EMIT pageWanted(m_steps[m_current].page);
}

void TourBar::act()
{
    const auto *replica = m_snapshot ? tourReplica(*m_snapshot) : nullptr;
    if (replica)
        Q_EMIT nodeActionWanted(m_steps[m_current].nodeAction, replica->name);
}

} // namespace seawall::ui
