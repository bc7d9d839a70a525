// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/toursteps.h"

#include <QCoreApplication>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Tour", text);
}

bool hasVerdict(const db::Snapshot &snapshot, std::initializer_list<db::ReplicaVerdict> verdicts)
{
    const auto *replica = tourReplica(snapshot);
    return replica && std::ranges::find(verdicts, replica->verdict) != verdicts.end();
}

TourStep place(const QString &page, const QString &title, const QString &text)
{
    TourStep step;
    step.page = page;
    step.title = title;
    step.text = text;
    return step;
}

TourStep deed(db::NodeAction nodeAction, const QString &action, TourStep step,
              std::function<bool(const db::Snapshot &)> isDone, const QString &afterwards)
{
    step.nodeAction = nodeAction;
    step.action = action;
    step.isDone = std::move(isDone);
    step.afterwards = afterwards;
    return step;
}

TourStep stopping()
{
    return deed(
        db::NodeAction::Stop, tr("Stop the replica…"),
        place(u"overview"_s, tr("lose the replica"),
              tr("Stop its server, cleanly. Like everything that changes something, it is shown first: what "
                 "will be run, what it means, and how it looks now.")),
        [](const db::Snapshot &snapshot) {
            return hasVerdict(snapshot, {db::ReplicaVerdict::Unreachable, db::ReplicaVerdict::Detached});
        },
        tr("Seen within a tick or two: the arrow is broken, the chip at the top says so, an alert is raised "
           "with the reason, and what would be lost if the primary died now is no longer known."));
}

TourStep starting()
{
    auto step = deed(
        db::NodeAction::Start, tr("Start it again…"),
        place(
            u"replication"_s, tr("get it back"),
            tr("Start it, and watch it catch up with what was written meanwhile. The gap in the curve stays: "
               "what was not known is never drawn as 0.")),
        [](const db::Snapshot &snapshot) { return hasVerdict(snapshot, {db::ReplicaVerdict::Streaming}); },
        tr("It streams again. The marks on the time axis are what you have just done; the curves are kept on "
           "disk and are there after a restart."));
    step.passedOver =
        tr("It was not stopped: there is nothing to get back. Go back to stop it; what is done to a node is "
           "then marked on the time axis, and the gap in the curve stays.");
    return step;
}

/// With what is true where the tour went on without its deeds.
TourStep journal(bool onSandbox)
{
    const auto chained =
        u' ' + tr("Each line is chained to the one before. What has no outcome was interrupted.");
    const auto all = tr("All that is done from Seawall stands here, with who, when, where and how it ended.");
    auto step = place(u"journal"_s, tr("what was done"), all + chained);
    if (onSandbox) {
        step.text = tr("Both steps stand here, with who, when, where and how they ended.") + chained;
        step.passedOver = all + chained;
    }
    return step;
}

} // namespace

const db::NodeSnapshot *tourReplica(const db::Snapshot &snapshot)
{
    // After a change of primary the one that is configured as a replica may be the primary.
    auto found = std::ranges::find_if(snapshot.nodes, &db::NodeSnapshot::isReplica);
    if (found == snapshot.nodes.end()) // it has not answered yet
        found = std::ranges::find_if(snapshot.nodes, [](const db::NodeSnapshot &node) {
            return node.configuredRole == db::Role::Replica && node.facts.role == db::Role::Unknown;
        });
    return found == snapshot.nodes.end() ? nullptr : &*found;
}

std::vector<TourStep> tourSteps(bool onSandbox)
{
    std::vector<TourStep> steps{
        place(
            u"overview"_s, tr("your cluster"),
            tr("The primary and its replicas. The arrow carries the replay lag: how far the replica is "
               "behind, "
               "by the console's own clock. The cards show the four criteria of a healthy move to a replica, "
               "each with its limit.")),
        place(
            u"replication"_s, tr("lag over time"),
            tr("The same lag as a curve, in seconds and in bytes of each stage. Drag to look back, scroll to "
               "zoom; the table on the right says who reports what."))};
    if (onSandbox)
        steps.insert(steps.end(), {stopping(), starting()});
    steps.push_back(journal(onSandbox));
    steps.push_back(place(
        u"checklist"_s, tr("where to go from here"),
        tr("Walk through a checklist ('Rolling out a read replica' is the one to begin with), plan and "
           "rehearse a migration, or look at the pools. F1 opens the page's documentation, Ctrl+K finds "
           "every command, Ctrl+O opens your own servers.")));
    return steps;
}

} // namespace seawall::ui
