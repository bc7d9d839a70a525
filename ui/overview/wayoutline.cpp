// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/wayoutline.h"

#include "db/monitor/spokenname.h"
#include "models/failover/failoverparts.h"
#include "ui/toneicon.h"
#include "ui/wrappedlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FailoverDesk;
using models::ReadinessWatch;

namespace {

/// What is wrong though a primary answers; the page has what to do about it.
QString underPrimaries(const db::SnapshotPtr &snapshot)
{
    if (snapshot && snapshot->verdict == db::ClusterVerdict::SplitBrain)
        return WayOutLine::tr("Two nodes take writes. Stop the application's writes; the page Failover shows "
                              "what only one of the two has.");
    const auto *primary = snapshot ? snapshot->primary() : nullptr;
    return primary && primary->refusesWrites()
               ? WayOutLine::tr("%1 refuses writes. The page Failover says what takes that back.")
                     .arg(db::spokenName(*primary, db::Place::Start))
               : QString();
}

} // namespace

WayOutLine::WayOutLine(models::Workspace *workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_sign(new ToneIcon(this)), m_text(wrappedLabel({}, this))
{
    setObjectName(u"overviewWayOut"_s);
    m_text->setObjectName(u"overviewWayOutText"_s);
    auto *open = new QPushButton(tr("Failover"), this);
    open->setObjectName(u"overviewWayOutOpen"_s);
    open->setToolTip(tr("Opens the page Failover, where it is done"));
    const int em = fontMetrics().height();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(em, em / 3, em, em / 2);
    layout->addWidget(m_sign, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    layout->addWidget(open, 0, Qt::AlignVCenter);
    connect(open, &QPushButton::clicked, this, &WayOutLine::openRequested);
    connect(models::readinessOf(workspace), &ReadinessWatch::changed, this, &WayOutLine::refresh);
    connect(models::failoverOf(workspace), &FailoverDesk::changed, this, &WayOutLine::refresh);
    connect(workspace, &models::Workspace::snapshotChanged, this, &WayOutLine::refresh);
    refresh();
}

void WayOutLine::refresh()
{
    const auto *watch = models::readinessOf(m_workspace);
    const auto *desk = models::failoverOf(m_workspace);
    const auto going = desk->underWay();
    const auto cutOff = desk->interrupted() ? desk->interrupted()->told : QString();
    const auto said = !going.isEmpty()    ? going
                      : !cutOff.isEmpty() ? cutOff
                                          : watch->wayOut() + underPrimaries(m_workspace->snapshot());
    m_sign->setTone(!going.isEmpty()                                            ? Tone::Info
                    : !cutOff.isEmpty() || watch->primaryStillHeard().isEmpty() ? Tone::Critical
                                                                                : Tone::Warning);
    m_text->setText(said);
    setVisible(!said.isEmpty());
}

} // namespace seawall::ui
