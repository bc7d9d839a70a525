// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sessions/blockingtree.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using ParentOf = QHash<int, int>; // pid → pid of the blocker it hangs below

/// Where following the blockers upward leads back to `pid`, the lowest pid of that circle; else 0.
int lowestOfCircle(const ParentOf &parents, int pid)
{
    int lowest = pid;
    QSet<int> seen;
    for (int at = parents.value(pid); at != 0 && !seen.contains(at); at = parents.value(at)) {
        if (at == pid)
            return lowest;
        seen.insert(at);
        lowest = std::min(lowest, at);
    }
    return 0;
}

ParentOf parentsIn(const std::vector<db::Session> &sessions)
{
    QSet<int> present;
    for (const auto &session : sessions)
        present.insert(session.pid);
    ParentOf parents;
    for (const auto &session : sessions) {
        const auto blocker = std::ranges::find_if(
            session.blockedBy, [&](int pid) { return pid != session.pid && present.contains(pid); });
        if (blocker != session.blockedBy.end())
            parents.insert(session.pid, *blocker);
    }
    for (const auto &session : sessions) {
        if (lowestOfCircle(parents, session.pid) == session.pid)
            parents.remove(session.pid);
    }
    return parents;
}

/// Smaller is more urgent.
auto urgency(const SessionBranch &branch)
{
    const auto &session = branch.session;
    const bool inTransaction = session.state.startsWith(u"idle in transaction");
    const bool running = session.state == u"active";
    const bool client = session.backendType == u"client backend";
    const int group = !branch.blocked.empty()               ? 0
                      : client && inTransaction             ? 1
                      : client && running                   ? 2
                      : session.backendType == u"walsender" ? 5 // always active, and not to be ended
                      : running || inTransaction            ? 3
                                                            : 4;
    // Who idles has an age that starts again with each short statement: rows would change their places under
    // the hand that is about to choose one. When it came stays.
    const bool idles = !running && !inTransaction;
    const auto age = idles ? 0.0 : (running ? session.queryAge : session.transactionAge).value_or(0);
    return std::tuple(group, -branch.waiting(), -age, session.backendStartUs.value_or(0), session.pid);
}

std::vector<SessionBranch> branchesBelow(int pid,
                                         const QHash<int, std::vector<const db::Session *>> &children)
{
    std::vector<SessionBranch> branches;
    for (const auto *child : children.value(pid))
        branches.push_back({*child, branchesBelow(child->pid, children)});
    std::ranges::sort(branches, {}, urgency);
    return branches;
}

} // namespace

int SessionBranch::waiting() const
{
    int count = int(blocked.size());
    for (const auto &each : blocked)
        count += each.waiting();
    return count;
}

std::vector<SessionBranch> blockingTree(const std::vector<db::Session> &sessions)
{
    const auto parents = parentsIn(sessions);
    QHash<int, std::vector<const db::Session *>> children;
    for (const auto &session : sessions)
        children[parents.value(session.pid)].push_back(&session); // 0: the top
    return branchesBelow(0, children);
}

} // namespace seawall::models
