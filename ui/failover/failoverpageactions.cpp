// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be begun from the page: a change of primary, a rejoin, what is done to the server of a node.
#include "models/failover/failoverchoice.h"
#include "models/failover/failoverparts.h"
#include "models/failover/readinesswords.h"
#include "models/operationtarget.h"
#include "ui/failover/failoverpage.h"
#include "ui/failover/failoverquestion.h"
#include "ui/failover/failoverrunpanel.h"
#include "ui/failover/nodemenu.h"
#include "ui/failover/partedpanel.h"
#include "ui/overview/topologyview.h"
#include "ui/shell/noticebar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QTabWidget>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FailoverDesk;

namespace {

/// What of readiness is not fine, and in one line that the rest is.
std::vector<models::Guard> guardsFrom(const std::optional<db::Readiness> &readiness, const QString &to)
{
    if (!readiness || readiness->candidate != to)
        return {{FailoverPage::tr("Checks before a switchover"), FailoverPage::tr("not known yet"), {}}};
    std::vector<models::Guard> guards;
    for (const auto &check : readiness->checks)
        if (check.state != db::ReadinessCheck::State::Ok)
            guards.push_back(models::guardOf(check));
    guards.push_back({FailoverPage::tr("Checks before a switchover"),
                      models::readinessSentence(*readiness),
                      {},
                      models::guardState(readiness->state())});
    return guards;
}

} // namespace

void FailoverPage::buildActions(QWidget *bar)
{
    m_again = makeAction(u"checkReadiness"_s, tr("Check again"), u"view-refresh"_s,
                         tr("Asks primary and candidate again now"),
                         [this] { models::readinessOf(workspace())->refresh(); });
    m_switchover = makeAction(u"switchover"_s, tr("Switch over…"), u"exchange-positions"_s, {},
                              [this] { planSwitchover(); });
    m_failover =
        makeAction(u"promote"_s, tr("Fail over…"), u"security-high"_s, {}, [this] { planPromote(); });
    m_rejoin = makeAction(u"rejoin"_s, tr("Rejoin…"), u"edit-redo"_s, {},
                          [this] { planRejoin(m_rejoin->data().toString()); });
    m_nodeMenu = new QMenu(this);
    m_nodeMenu->setObjectName(u"nodeMenu"_s);
    m_nodeMenu->setToolTipsVisible(true);
    m_startDown = makeAction(u"nodeStartDown"_s, {}, u"media-playback-start"_s, {},
                             [this] { planAction(db::NodeAction::Start, m_startDown->data().toString()); });
    m_nodeMenu->addAction(m_startDown);
    for (const auto &each : nodeCommands())
        m_nodeMenu->addAction(
            makeAction(QString::fromLatin1(each.name), {}, QString::fromLatin1(each.icon), {},
                       [this, action = each.action] { planAction(action, m_topology->selectedNode()); }));
    auto *menu = new QToolButton(bar);
    menu->setObjectName(u"nodeMenuButton"_s);
    menu->setText(tr("Server"));
    menu->setToolTip(tr("Stop, start, freeze or thaw the server of the node chosen in the topology"));
    menu->setIcon(QIcon::fromTheme(u"system-run"_s));
    menu->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    menu->setPopupMode(QToolButton::InstantPopup);
    menu->setMenu(m_nodeMenu);
    auto *open = new QAction(this); // for the command of the window
    open->setObjectName(u"serverMenu"_s);
    connect(open, &QAction::triggered, menu,
            [this, menu] { m_nodeMenu->popup(menu->mapToGlobal(menu->rect().bottomLeft())); });
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    for (auto *action : {m_switchover, m_failover})
        layout->addWidget(buttonFor(action, bar));
    layout->addWidget(menu);
    layout->addWidget(buttonFor(m_rejoin, bar)); // last: its text grows by a node's name
    layout->addStretch(1);
    layout->addWidget(buttonFor(m_again, bar));
}

void FailoverPage::connectDesk()
{
    auto *desk = models::failoverOf(workspace());
    connect(desk, &FailoverDesk::changed, this, &FailoverPage::updateActions);
    connect(m_question, &FailoverQuestion::begun, this, [this] { m_tabs->setCurrentWidget(m_run); });
    connect(m_question, &FailoverQuestion::failed, this, [this](const db::Error &error) {
        m_notices->post(u"plan"_s, Tone::Warning,
                        error.hint.isEmpty() ? error.message : u"%1 %2"_s.arg(error.message, error.hint));
    });
    connect(m_run, &FailoverRunPanel::stopRequested, this,
            [this, desk] { workspace()->operations()->cancel(desk->run()); });
    connect(m_run, &FailoverRunPanel::recoveryRequested, this,
            [this, desk](bool forward) { m_question->ask([=] { desk->planRecovery(forward); }); });
    connect(m_topology, &TopologyView::nodeSelected, this, &FailoverPage::updateActions);
    connect(m_topology, &TopologyView::menuRequested, this,
            [this](const QString &, const QPoint &at) { m_nodeMenu->popup(at); });
    connect(workspace(), &models::Workspace::snapshotChanged, this, &FailoverPage::meetEmergency);
    connect(models::environmentOf(workspace()), &models::EnvWatch::changed, this, &FailoverPage::updateSwap);
    connect(m_notices, &NoticeBar::actionTriggered, this, &FailoverPage::onNotice);
    connect(m_parted, &PartedPanel::rejoinRequested, this, &FailoverPage::planRejoin);
    connect(models::partedOf(workspace()), &models::PartedWatch::changed, this, &FailoverPage::showParted);
}

void FailoverPage::updateServer()
{
    const auto phase = models::failoverOf(workspace())->phase();
    const bool isBusy = phase == FailoverDesk::Phase::Planning || phase == FailoverDesk::Phase::Running;
    const auto *node = m_snapshot ? m_snapshot->node(m_topology->selectedNode()) : nullptr;
    const auto down = m_snapshot ? models::nodeThatIsDown(*m_snapshot) : QString();
    m_startDown->setVisible(!down.isEmpty() && (!node || down != node->name));
    m_startDown->setData(down);
    if (m_startDown->isVisible())
        showNodeCommand(m_startDown, nodeCommands().front(), m_snapshot->node(down), isBusy);
    for (const auto &each : nodeCommands())
        showNodeCommand(findChild<QAction *>(QString::fromLatin1(each.name)), each, node, isBusy);
}

/// The first replica: the least harm where somebody acts before choosing.
void FailoverPage::chooseNode()
{
    if (!m_topology->selectedNode().isEmpty() || m_snapshot->nodes.empty())
        return;
    const auto replica = std::ranges::find_if(m_snapshot->nodes, &db::NodeSnapshot::isReplica);
    m_topology->selectNode(replica == m_snapshot->nodes.end() ? m_snapshot->nodes.front().name
                                                              : replica->name);
}

void FailoverPage::planSwitchover()
{
    m_notices->withdraw(u"plan"_s);
    m_question->askLive([this, to = models::readinessOf(workspace())->candidate()] {
        models::failoverOf(workspace())
            ->planSwitchover(to, guardsFrom(models::readinessOf(workspace())->readiness(), to));
    });
}

void FailoverPage::planPromote()
{
    m_notices->withdraw(u"plan"_s);
    const auto candidate = models::readinessOf(workspace())->candidate();
    if (m_snapshot && !candidate.isEmpty())
        m_question->askLive([this, candidate, seen = models::lastSeenPrimary(*m_snapshot)] {
            const auto now = models::lastSeenPrimary(*m_snapshot); // it may have come back, and gone again
            models::failoverOf(workspace())->planPromote(candidate, now ? now : seen);
        });
}

void FailoverPage::planRejoin(const QString &node)
{
    m_notices->withdraw(u"plan"_s);
    m_question->askLive([this, node] { models::failoverOf(workspace())->planRejoin(node); });
}

void FailoverPage::planAction(db::NodeAction action, const QString &name)
{
    m_notices->withdraw(u"plan"_s);
    const auto *node = m_snapshot ? m_snapshot->node(name) : nullptr;
    if (!node)
        return;
    m_question->ask([this, action, target = models::targetOn(workspace()->profile(), *node)] {
        models::failoverOf(workspace())->planAction(action, target);
    });
}

} // namespace seawall::ui
