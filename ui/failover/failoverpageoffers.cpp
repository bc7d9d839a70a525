// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page offers, as the cluster and the run under way allow.
#include "db/monitor/spokenname.h"
#include "models/failover/envswap.h"
#include "models/failover/failoverchoice.h"
#include "models/failover/failoverparts.h"
#include "ui/datatable.h"
#include "ui/failover/failoverpage.h"
#include "ui/failover/failoverquestion.h"
#include "ui/failover/failoverrunpanel.h"
#include "ui/failover/partedpanel.h"
#include "ui/overview/topologyview.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QSplitter>
#include <QTabWidget>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FailoverDesk;
using Phase = FailoverDesk::Phase;

namespace {

bool isBusy(const FailoverDesk *desk)
{
    return desk->phase() == Phase::Planning || desk->phase() == Phase::Running;
}

/// Who is no superuser is told so before he asks. Empty where nothing is known against it.
QString whyNoRight(const db::SnapshotPtr &snapshot)
{
    if (!snapshot)
        return {};
    for (const auto &node : snapshot->nodes)
        if (node.reachable && node.facts.isSuperuser == false)
            return FailoverPage::tr("It needs a superuser on every node; '%1' is none on %2")
                .arg(node.facts.user, db::spokenName(node));
    return {};
}

} // namespace

void FailoverPage::updateActions()
{
    updateChange();
    updateRejoin();
    updateServer();
    updateNotices();
}

/// A new one is looked at afresh, with the checks in front, the worst of them and the node that is down
/// chosen; not where somebody acts or is asked.
void FailoverPage::meetEmergency(const db::SnapshotPtr &snapshot)
{
    const bool isLost = !snapshot->hasPrimary();
    const bool wasLost = std::exchange(m_isLost, isLost);
    if (!isLost || wasLost || m_question->isOpen() || !workspace()->operations()->isIdle())
        return;
    m_tabs->setCurrentIndex(0);
    m_table->setCurrentIndex({}); // so that the worst is
    if (const auto down = models::nodeThatIsDown(*snapshot); !down.isEmpty())
        m_topology->selectNode(down);
}

/// What cannot be done now stays in its place, with the reason as its tool tip.
void FailoverPage::offer(QAction *action, const QString &against, const QString &meaning)
{
    action->setEnabled(against.isEmpty());
    action->setToolTip(against.isEmpty() ? meaning : against);
}

void FailoverPage::updateChange()
{
    const auto *desk = models::failoverOf(workspace());
    const auto candidate = models::readinessOf(workspace())->candidate();
    const auto who = db::spokenIn(m_snapshot, candidate);
    const bool isLost = m_snapshot && !m_snapshot->hasPrimary();
    const auto *primary = m_snapshot ? m_snapshot->primary() : nullptr;
    const bool isPossible = !candidate.isEmpty() && primary;
    const auto busy = isBusy(desk) ? tr("A change is being prepared or goes on") : QString();
    const auto noRight = whyNoRight(m_snapshot);
    const auto noSwitchover = desk->interrupted() ? tr("One that was cut off has to be ended first: see Run")
                              : !busy.isEmpty()   ? busy
                              : isPossible && primary->closed
                                  ? tr("The primary takes no new sessions, and it opens some")
                              : isPossible ? noRight
                                           : tr("It needs one primary and a replica that answer");
    offer(m_switchover, noSwitchover, tr("Makes %1 the primary, planned and without loss").arg(who));
    const auto noFailover = !busy.isEmpty()       ? busy
                            : !isLost             ? tr("Only where no primary answers")
                            : candidate.isEmpty() ? tr("No replica answers that could be promoted")
                                                  : noRight;
    offer(m_failover, noFailover,
          tr("Promotes %1, as the primary is lost; says beforehand what that loses").arg(who));
}

QString FailoverPage::whyNoRejoin(const QString &node) const
{
    if (isBusy(models::failoverOf(workspace())))
        return tr("A change is being prepared or goes on");
    if (!node.isEmpty())
        return whyNoRight(m_snapshot);
    if (!m_snapshot || m_snapshot->primary())
        return tr("No node is astray: each replica follows the primary");
    return m_snapshot->hasSeveralPrimaries()
               ? tr("Two nodes take writes: which one gives way is chosen under Split brain")
               : tr("There is no primary that answers, which a node could follow");
}

void FailoverPage::updateRejoin()
{
    const auto names = m_snapshot ? models::nodesToRejoin(*m_snapshot) : QStringList();
    const auto chosen = m_topology->selectedNode();
    const auto node = names.contains(chosen) ? chosen : names.value(0);
    m_rejoin->setData(node);
    const auto who = db::spokenIn(m_snapshot, node);
    m_rejoin->setText(node.isEmpty() ? tr("Rejoin…") : tr("Rejoin %1…").arg(who));
    offer(
        m_rejoin, whyNoRejoin(node),
        names.size() > 1
            ? tr("Brings %1 back as a replica; another one is chosen in the topology").arg(who)
            : tr("Brings %1 back as a replica of the primary; says beforehand what that discards").arg(who));
}

void FailoverPage::updateNotices()
{
    const auto *desk = models::failoverOf(workspace());
    const bool isCutOff = desk->interrupted() && desk->phase() != Phase::Running;
    if (isCutOff)
        m_notices->post(
            u"interrupted"_s, Tone::Critical,
            m_isLost ? tr("A change of primary was cut off, and no node that answers takes writes. Where it "
                          "stands and the ways out are under Run.")
                     : tr("A change of primary was cut off. Where it stands and the ways out are under Run."),
            tr("Show"));
    else
        m_notices->withdraw(u"interrupted"_s);
    const auto *watch = models::readinessOf(workspace());
    // What a switchover left, a standby.signal say, lets the primary that is started take no writes.
    // In a drill it fails on purpose, and the drill brings it back.
    if (const auto wayOut = watch->wayOut(); wayOut.isEmpty() || isCutOff || !desk->underWay().isEmpty())
        m_notices->withdraw(u"lost"_s);
    else
        m_notices->post(u"lost"_s, watch->primaryStillHeard().isEmpty() ? Tone::Critical : Tone::Warning,
                        wayOut);
    const auto *parted = models::partedOf(workspace());
    if (parted->isParted())
        m_notices->post(u"parted"_s, Tone::Critical,
                        parted->isSplitBrain()
                            ? tr("Split brain: two nodes take writes, each without the other's.")
                            : tr("A node has writes that the primary does not have."),
                        tr("Show"));
    else
        m_notices->withdraw(u"parted"_s);
    updateSwap();
}

QString FailoverPage::nodeToSwap() const
{
    if (!m_snapshot || models::failoverOf(workspace())->phase() == Phase::Running)
        return {};
    return models::nodeToNamePrimary(workspace()->profile(), models::environmentOf(workspace())->primary(),
                                     *m_snapshot);
}

void FailoverPage::updateSwap()
{
    const auto node = nodeToSwap();
    const auto named = models::environmentOf(workspace())->primary();
    const bool isSwapped = named != models::configuredPrimary(workspace()->profile());
    if (!node.isEmpty())
        m_notices->post(
            u"swap"_s, Tone::Warning,
            tr("%1 (%2) is the primary; the application's .env still names another server (%3) as such.")
                .arg(node, m_snapshot->node(node)->address, named),
            tr("Swap in the .env…"));
    else if (isSwapped)
        m_notices->post(u"swap"_s, Tone::Info,
                        tr("The .env names the server %1 as the primary now. The names here follow when the "
                           "cluster is opened again, which the window offers at its foot.")
                            .arg(named));
    else
        m_notices->withdraw(u"swap"_s);
}

void FailoverPage::onNotice(const QString &key)
{
    if (key == u"swap" && !nodeToSwap().isEmpty())
        m_question->ask([this] { models::failoverOf(workspace())->planSwap(nodeToSwap(), m_snapshot); });
    else if (key == u"interrupted")
        m_tabs->setCurrentWidget(m_run);
    else if (key == u"parted")
        m_tabs->setCurrentWidget(m_parted);
}

void FailoverPage::showParted()
{
    const auto *parted = models::partedOf(workspace());
    const int at = m_tabs->indexOf(m_parted);
    const bool wasParted = m_tabs->isTabVisible(at);
    if (!parted->isParted() && m_tabs->currentIndex() == at)
        m_tabs->setCurrentIndex(0); // and not the one beside it
    m_tabs->setTabVisible(at, parted->isParted());
    m_tabs->setTabText(at, parted->isSplitBrain() ? tr("Split brain") : tr("Parted"));
    if (parted->isParted() && !wasParted) {
        m_tabs->setCurrentWidget(m_parted);
        m_rowsBefore = m_rows->sizes();
        m_rows->setSizes({m_rows->height() * 9 / 20, m_rows->height() * 11 / 20});
    } else if (!parted->isParted() && wasParted) {
        m_rows->setSizes(m_rowsBefore);
    }
    updateNotices();
}

} // namespace seawall::ui
