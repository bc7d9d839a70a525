// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/readinessbadge.h"

#include "models/failover/readinesswords.h"
#include "ui/badge.h"

#include <QDateTime>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QTimer>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::ReadinessWatch;

namespace {

constexpr int staleCheckMs = 5000;

} // namespace

ReadinessBadge::ReadinessBadge(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(u"readinessBadge"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &ReadinessBadge::refresh);
    timer->start(staleCheckMs);
    refresh();
}

void ReadinessBadge::setWatch(ReadinessWatch *watch, models::FailoverDesk *desk)
{
    if (m_watch) {
        m_watch->look(this, false);
        disconnect(m_watch, nullptr, this, nullptr);
    }
    if (m_desk)
        disconnect(m_desk, nullptr, this, nullptr);
    m_watch = watch;
    m_desk = desk;
    if (desk)
        connect(desk, &models::FailoverDesk::changed, this, &ReadinessBadge::refresh);
    if (watch)
        connect(watch, &ReadinessWatch::changed, this, &ReadinessBadge::refresh);
    refresh();
    if (watch && isVisible())
        watch->look(this, true);
}

void ReadinessBadge::refresh()
{
    const auto phase = m_watch ? m_watch->phase() : ReadinessWatch::Phase::NoCluster;
    setVisible(phase != ReadinessWatch::Phase::NoCluster);
    if (const auto going = m_desk ? m_desk->underWay() : QString(); !going.isEmpty())
        return say(Tone::Info, tr("%1 UNDER WAY").arg(m_desk->wordUnderWay().toUpper()), going);
    if (const auto heard = m_watch ? m_watch->primaryStillHeard() : QString(); !heard.isEmpty())
        return say(Tone::Warning, tr("FAILOVER: NOT ADVISED"), heard);
    if (phase == ReadinessWatch::Phase::NoReplica)
        return m_watch->candidate().isEmpty()
                   ? say(Tone::Critical, tr("FAILOVER: NOT POSSIBLE"),
                         models::nobodySentence(!m_watch->primary().isEmpty()))
                   : say(Tone::Warning, tr("FAILOVER POSSIBLE"),
                         models::onlyFailoverSentence(m_watch->spokenPrimary(), m_watch->spokenCandidate()));
    if (phase == ReadinessWatch::Phase::Asking)
        return say(Tone::Unknown, tr("FAILOVER: CHECKING"),
                   tr("Asking whether %1 could take over from %2 now.")
                       .arg(m_watch->spokenCandidate(), m_watch->spokenPrimary()));
    if (phase != ReadinessWatch::Phase::Known)
        return;
    const auto &readiness = *m_watch->readiness();
    if (m_watch->isStale(QDateTime::currentMSecsSinceEpoch()))
        return say(Tone::Unknown, tr("FAILOVER: UNKNOWN"), tr("The last answer is old."));
    const auto word = models::readinessWord(readiness);
    say(toneOf(models::readinessState(readiness)),
        models::isOnlyFailover(readiness) ? word : tr("FAILOVER: %1").arg(word),
        models::readinessSentence(readiness));
}

void ReadinessBadge::say(Tone tone, const QString &word, const QString &sentence)
{
    m_tone = tone;
    setText(word);
    setAccessibleName(word);
    setToolTip(tr("Could we fail over now? %1").arg(sentence));
    updateGeometry();
    update();
}

QSize ReadinessBadge::sizeHint() const
{
    return Badge::sizeFor(font(), text());
}

void ReadinessBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    Badge::paint(painter, rect(), palette(), m_tone, text());
    if (!hasFocus())
        return;
    QStyleOptionFocusRect option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

void ReadinessBadge::showEvent(QShowEvent *event)
{
    if (m_watch)
        m_watch->look(this, true);
    QAbstractButton::showEvent(event);
}

void ReadinessBadge::hideEvent(QHideEvent *event)
{
    if (m_watch)
        m_watch->look(this, false);
    QAbstractButton::hideEvent(event);
}

} // namespace seawall::ui
