// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/clusterchanges.h"
#include "db/failover/control/waiting.h"
#include "db/failover/drillnote.h"
#include "db/failover/drillparts.h"
#include "db/failover/membernames.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Undo = DrillNote::Undo;

namespace {

constexpr auto undoAskTime = 5s;

Error noControl(const QString &node)
{
    return fail(ErrorKind::InvalidInput, u"It is not known how %1 is started."_s.arg(node),
                u"Start it by hand, or say how with SEAWALL_CONTROL_%1 in the .env."_s.arg(node.toUpper()))
        .error();
}

/// Somebody may have promoted another node meanwhile: then the old primary would be a second one.
Result<void> checkNoOtherPrimary(const ClusterMembers &members, const DrillNote &note)
{
    if (note.node != note.primary)
        return {};
    for (const auto &member : members) {
        if (member.name() == note.node)
            continue;
        const auto now = standingOf(member.endpoint, Deadline::in(undoAskTime));
        if (now && now->role == Role::Primary)
            return fail(ErrorKind::InvalidInput,
                        u"%1 takes writes by now, so %2 must not be started as a primary."_s.arg(
                            member.name(), note.node),
                        u"Bring it back with: seawallctl failover rejoin %1. Then remove drill.json."_s.arg(
                            addressOf(members, note.node)));
    }
    return {};
}

/// Until it answers in its role: what was told to stop it may still be at it, so its state is asked again.
Result<QString> startAgain(const ClusterMembers &members, const ClusterMember &member, const DrillNote &note,
                           Deadline deadline)
{
    if (!member.control)
        return std::unexpected(noControl(member.name()));
    const auto role = member.name() == note.primary ? Role::Primary : Role::Replica;
    std::optional<Error> last;
    const auto isBack = [&] {
        const auto state = member.control->state(Deadline::in(undoAskTime));
        if (!state || *state == ServerState::Stopped) {
            const auto may = checkNoOtherPrimary(members, note);
            const auto started = may ? member.control->perform(NodeAction::Start, deadline) : may;
            last = started ? std::nullopt : std::optional(started.error());
        }
        const auto now = standingOf(member.endpoint, Deadline::in(undoAskTime));
        return (last && last->kind == ErrorKind::InvalidInput) || (now && now->role == role);
    };
    const auto back = waitUntil(isBack, u"%1 does not run"_s.arg(member.name()), deadline, {});
    if (last)
        return std::unexpected(*last);
    if (!back)
        return std::unexpected(back.error());
    return u"%1 runs again."_s.arg(member.name());
}

Result<QString> resume(const ClusterMember &member, Deadline deadline)
{
    if (!member.control)
        return std::unexpected(noControl(member.name()));
    const auto state = member.control->state(Deadline::in(undoAskTime));
    if (!state || *state != ServerState::Running) {
        if (const auto done = member.control->perform(NodeAction::Resume, deadline); !done)
            return std::unexpected(done.error());
    }
    return u"%1 goes on."_s.arg(member.name());
}

Result<QString> replayAgain(const ClusterMember &member, Deadline deadline)
{
    const auto told = tellNode(
        member.endpoint, u"SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_replay_resume()::text END"_s, {},
        deadline);
    if (!told)
        return std::unexpected(told.error());
    return u"%1 replays again."_s.arg(member.name());
}

/// Waits until every node that is a replica streams from the primary.
Result<void> awaitFollowing(const ClusterMembers &members, Deadline deadline)
{
    std::optional<quint32> timeline;
    for (const auto &member : members) {
        const auto now = standingOf(member.endpoint, Deadline::in(undoAskTime));
        if (now && now->role == Role::Primary)
            timeline = now->timeline;
    }
    for (const auto &member : members) {
        const auto now = standingOf(member.endpoint, Deadline::in(undoAskTime));
        if (!timeline || !now || now->role != Role::Replica)
            continue;
        if (const auto follows = awaitStreaming(member.endpoint, *timeline, deadline); !follows)
            return std::unexpected(follows.error());
    }
    return {};
}

} // namespace

Result<QString> liftDrill(const ClusterMembers &members, const DrillNote &note, Deadline deadline)
{
    const auto *member = memberOf(members, note.node);
    if (!member)
        return fail(ErrorKind::InvalidInput, u"%1 is no node of this cluster any more."_s.arg(note.node),
                    u"See that it runs, then remove drill.json."_s);
    switch (note.undo) {
    case Undo::Start:
        return startAgain(members, *member, note, deadline);
    case Undo::Resume:
        return resume(*member, deadline);
    case Undo::Replay:
        return replayAgain(*member, deadline);
    case Undo::Nothing:
        break;
    }
    return u"Nothing had to be undone on %1."_s.arg(note.node);
}

Result<void> dropDrillSchema(const ClusterMembers &members, Deadline deadline)
{
    for (const auto &member : members) {
        const auto now = standingOf(member.endpoint, Deadline::in(undoAskTime));
        if (!now || now->role != Role::Primary)
            continue;
        const auto dropped =
            tellNode(member.endpoint, u"DROP SCHEMA IF EXISTS seawall_drill CASCADE"_s, {}, deadline);
        return dropped ? Result<void>() : std::unexpected(dropped.error());
    }
    return fail(ErrorKind::NoNode, u"No node takes writes, so the schema seawall_drill is still there."_s,
                u"Remove it once there is a primary: seawallctl failover drill --undo."_s);
}

Result<QString> recoverDrill(const ClusterMembers &members, const DrillNote &note, const QString &recordFile,
                             std::chrono::milliseconds patience, const FailoverSink &sink)
{
    const auto lock = FailoverLock::take(recordFile);
    if (!lock)
        return std::unexpected(lock.error());
    const auto began = std::chrono::steady_clock::now();
    const auto tell = [&](FailoverEvent::Kind kind, const QString &text) {
        const auto ms =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
        if (sink)
            sink({kind, 0, text, qint64{ms.count()}});
    };
    const auto deadline = Deadline::in(patience);
    tell(FailoverEvent::Kind::Undoing, note.describe() + u'.');
    const auto lifted = liftDrill(members, note, deadline);
    if (!lifted)
        return std::unexpected(lifted.error());
    tell(FailoverEvent::Kind::Undone, *lifted);
    if (const auto follow = awaitFollowing(members, deadline); !follow)
        return std::unexpected(follow.error());
    if (const auto again = liftDrill(members, note, deadline);
        !again) // what stopped it may have taken its time
        return std::unexpected(again.error());
    if (const auto dropped = dropDrillSchema(members, deadline); !dropped)
        return std::unexpected(dropped.error());
    if (const auto removed = DrillNote::remove(DrillNote::pathFor(recordFile)); !removed)
        return std::unexpected(removed.error());
    return u"%1 All is as before the drill."_s.arg(*lifted);
}

} // namespace seawall::db
