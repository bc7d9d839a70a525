// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/failover/nodemenu.h"

#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"

#include <QAction>
#include <QCoreApplication>

namespace seawall::ui {

namespace {

/// What brings a server back stands first, what takes one away last.
constexpr NodeCommand commands[]{
    {db::NodeAction::Start, "nodeStart", QT_TRANSLATE_NOOP("NodeMenu", "Start %1…"), "media-playback-start"},
    {db::NodeAction::Resume, "nodeResume", QT_TRANSLATE_NOOP("NodeMenu", "Thaw %1…"), "media-playback-start"},
    {db::NodeAction::Pause, "nodePause", QT_TRANSLATE_NOOP("NodeMenu", "Freeze %1…"), "media-playback-pause"},
    {db::NodeAction::Stop, "nodeStop", QT_TRANSLATE_NOOP("NodeMenu", "Stop %1…"), "media-playback-stop"}};

QString tr(const char *text)
{
    return QCoreApplication::translate("NodeMenu", text);
}

QString meaningOf(db::NodeAction action)
{
    switch (action) {
    case db::NodeAction::Stop:
        return tr("Stops its server cleanly; its sessions end at once");
    case db::NodeAction::Start:
        return tr("Starts its server as the primary or the replica that its data directory says it is");
    case db::NodeAction::Pause:
        return tr("Its server keeps its connections and says nothing, as one that hangs");
    default:
        return tr("Ends the freeze");
    }
}

} // namespace

std::span<const NodeCommand> nodeCommands()
{
    return commands;
}

QString whyNot(db::NodeAction action, const db::NodeSnapshot &node)
{
    const bool runs = node.reachable || db::letsNobodyIn(node);
    const bool isStopped = !runs && node.error && node.error->kind == db::ErrorKind::Refused;
    switch (action) {
    case db::NodeAction::Stop:
        return isStopped ? tr("It is stopped: nothing listens on its port") : QString();
    case db::NodeAction::Start:
        return runs ? tr("It runs: it answers") : QString();
    case db::NodeAction::Pause:
        return runs        ? QString()
               : isStopped ? tr("It is stopped: nothing listens on its port")
                           : tr("It does not answer as it is");
    case db::NodeAction::Resume:
        return runs        ? tr("It is not frozen: it answers")
               : isStopped ? tr("It is not frozen but stopped: nothing listens on its port")
                           : QString();
    default:
        return {};
    }
}

void showNodeCommand(QAction *action, const NodeCommand &command, const db::NodeSnapshot *node, bool isBusy)
{
    action->setText(tr(command.text).arg(node ? db::spokenName(*node) : tr("a node")));
    const auto against = !node    ? tr("There is no node yet")
                         : isBusy ? tr("A change is being prepared or goes on")
                                  : whyNot(command.action, *node);
    action->setEnabled(against.isEmpty());
    action->setToolTip(against.isEmpty() ? meaningOf(command.action) : against);
}

} // namespace seawall::ui
