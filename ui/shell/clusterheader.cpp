// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/clusterheader.h"

#include "ui/badge.h"
#include "ui/elidedlabel.h"
#include "ui/shell/nodechips.h"
#include "ui/shell/readinessbadge.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

QString productionStyle(int em)
{
    return u"background:#b9300a;color:white;font-weight:600;border-radius:%1px;padding:1px %2px;"_s
        .arg(em / 4)
        .arg(em / 2);
}

ClusterHeader::ClusterHeader(QWidget *parent)
    : QFrame(parent), m_name(new ElidedLabel(this)), m_production(new QLabel(tr("PRODUCTION"), this)),
      m_verdict(new Badge(this)), m_readiness(new ReadinessBadge(this)), m_reason(new ElidedLabel(this)),
      m_chips(new NodeChips(this)), m_tools(new QHBoxLayout)
{
    setObjectName(u"clusterHeader"_s);
    const int em = fontMetrics().height();
    auto bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.25);
    bold.setWeight(QFont::DemiBold);
    m_name->setFont(bold);
    m_name->setObjectName(u"clusterName"_s);
    m_name->setElideMode(Qt::ElideMiddle);
    m_production->setObjectName(u"productionMark"_s);
    m_production->setStyleSheet(productionStyle(em));
    m_production->hide();
    m_verdict->setObjectName(u"clusterVerdict"_s);
    m_reason->setObjectName(u"clusterReason"_s);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // it takes what the chips leave
    m_reason->setMinimumWidth(em * 12);

    auto *first = new QHBoxLayout;
    first->setSpacing(em * 2 / 3);
    first->addWidget(m_name);
    first->addWidget(m_production);
    first->addWidget(m_readiness);
    first->addStretch();
    auto *second = new QHBoxLayout;
    second->setSpacing(em / 2);
    second->addWidget(m_verdict);
    second->addWidget(m_reason, 1);
    auto *left = new QVBoxLayout;
    left->setSpacing(em / 5);
    left->addLayout(first);
    left->addLayout(second);
    m_tools->setSpacing(em / 6);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(em, em / 2, em / 2, em / 2 + 1);
    layout->setSpacing(em);
    layout->addLayout(left, 1);
    layout->addWidget(m_chips);
    layout->addLayout(m_tools);
    connect(m_chips, &NodeChips::nodeActivated, this, &ClusterHeader::nodeActivated);
    connect(m_readiness, &QAbstractButton::clicked, this, &ClusterHeader::readinessActivated);
    showProfile(nullptr);
}

void ClusterHeader::showProfile(const models::ClusterProfile *profile)
{
    m_name->setText(profile ? profile->name : tr("No cluster"));
    m_name->setMinimumWidth(
        std::min(m_name->sizeHint().width(), fontMetrics().height() * 14)); // before the chips
    m_production->setVisible(profile && profile->production);
    m_colour = profile ? profile->colour : QColor();
    showSnapshot(nullptr);
    m_verdict->setVisible(profile != nullptr);
    if (!profile)
        m_reason->setText(tr("Open one with Ctrl+O."));
    update();
}

void ClusterHeader::showSnapshot(const db::SnapshotPtr &snapshot)
{
    if (!snapshot) {
        m_snapshotVerdict.reset();
        m_snapshotReason = tr("Waiting for the first answer of the nodes.");
        showReason();
        m_chips->showNodes({});
        return;
    }
    m_snapshotVerdict = snapshot->verdict;
    m_snapshotReason = snapshot->reason;
    showReason();
    m_chips->showNodes(snapshot->nodes);
}

/// What is lost on purpose is no alarm.
void ClusterHeader::showReason()
{
    const auto going = m_desk ? m_desk->underWay() : QString();
    m_reason->setText(going.isEmpty() ? m_snapshotReason : going);
    if (!m_snapshotVerdict)
        m_verdict->show(Tone::Unknown, tr("CONNECTING"));
    else
        m_verdict->show(going.isEmpty() ? toneOf(*m_snapshotVerdict) : Tone::Info,
                        db::toString(*m_snapshotVerdict));
}

void ClusterHeader::setReadiness(models::ReadinessWatch *watch, models::FailoverDesk *desk)
{
    m_readiness->setWatch(watch, desk);
    if (m_desk)
        disconnect(m_desk, nullptr, this, nullptr);
    m_desk = desk;
    if (desk)
        connect(desk, &models::FailoverDesk::changed, this, &ClusterHeader::showReason);
}

void ClusterHeader::addTool(QAction *action)
{
    auto *button = new QToolButton(this);
    const int em = fontMetrics().height();
    button->setDefaultAction(action);
    button->setIconSize({em * 5 / 4, em * 5 / 4});
    button->setObjectName(u"tool_"_s + action->objectName());
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::TabFocus);
    m_tools->addWidget(button);
}

void ClusterHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(borderColour(palette()));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (m_colour.isValid())
        painter.fillRect(0, 0, fontMetrics().height() / 4, height() - 1, m_colour);
}

} // namespace seawall::ui
