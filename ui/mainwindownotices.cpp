// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window tells beside its page: counts in the rail, and notices with what their buttons do.
#include "models/failover/failoverparts.h"
#include "models/flags/flagbook.h"
#include "ui/flags/flagwords.h"
#include "ui/mainwindow.h"
#include "ui/shell/clusternotices.h"
#include "ui/shell/navigationrail.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/statusline.h"

#include <QDateTime>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto flagNotice = "flag_"_L1; // and the id of the dead man's switch

} // namespace

void MainWindow::onTimer()
{
    const auto now = QDateTime::currentMSecsSinceEpoch();
    m_status->refresh(now);
    const auto snapshot = m_workspace ? m_workspace->snapshot() : nullptr;
    if (StatusLine::staleFor(snapshot, now))
        m_notices->post(u"stale"_s, Tone::Warning,
                        tr("These figures are old: no sample has come since a while. They show the past."),
                        tr("Reconnect now"));
    else
        m_notices->withdraw(u"stale"_s);
}

void MainWindow::onAlerts()
{
    if (!m_workspace)
        return;
    const auto current = m_workspace->alerts()->current();
    m_rail->setCount(u"alerts"_s, static_cast<int>(current.size()),
                     current.empty() ? Tone::Neutral : toneOf(current.front().rule.severity));
}

void MainWindow::onEnvironment()
{
    if (m_workspace)
        showEnvironmentNotice(*m_workspace, *m_notices);
}

/// The pages that come back look as those that go.
void MainWindow::reopen()
{
    saveState();
    Q_EMIT reopenRequested();
}

/// Whatever page is shown: a flag that changed by itself, or should have, is told.
void MainWindow::onSwitch(const models::DeadManSwitch &each)
{
    if (each.state == models::DeadManSwitch::State::Disarmed)
        return;
    const auto change = each.state == models::DeadManSwitch::State::Fired
                            ? tr("%1 was reverted by itself.").arg(each.change.key)
                            : tr("Dead man's switch of %1:").arg(each.change.key);
    m_notices->post(QString(flagNotice) + each.id, toneOf(each.state), u"%1 %2"_s.arg(change, each.sentence),
                    tr("Flags"));
}

void MainWindow::onNotice(const QString &key)
{
    if (key.startsWith(flagNotice))
        openPage(u"flags"_s);
    else if (key == environmentNotice)
        reopen();
    else if (key == u"stale"_s && m_workspace)
        m_workspace->reconnectNow();
    else if (m_workspace && m_workspace->snapshot())
        actOnClusterNotice(key, *m_workspace->snapshot(), *this);
}

} // namespace seawall::ui
