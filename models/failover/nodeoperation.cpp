// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/nodeoperation.h"

#include "db/monitor/spokenname.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::NodeAction;

namespace {

bool takesAway(NodeAction action)
{
    return action == NodeAction::Stop || action == NodeAction::Kill || action == NodeAction::Pause;
}

QString verbOf(NodeAction action)
{
    auto verb = db::toString(action);
    verb[0] = verb[0].toUpper();
    return verb;
}

QString consequenceOf(NodeAction action, const OperationTarget &target)
{
    const auto within = db::spokenName(target.node, target.role, target.address);
    const auto node = db::spokenName(target.node, target.role, target.address, db::Place::Start);
    switch (action) {
    case NodeAction::Stop:
    case NodeAction::Kill:
        return (target.role == db::Role::Primary
                    ? u"Writes fail until %1 is started again or another node is promoted. "_s
                    : u"What reads from %1 has to fall back to the primary. "_s)
                   .arg(within) +
               u"The way back is to start it."_s;
    case NodeAction::Pause:
        return u"%1 keeps its connections and answers nothing: whoever asks it waits. The way back is to "
               "resume it."_s.arg(node);
    case NodeAction::Start:
        return u"It starts as a primary or a replica, as its data directory says. The way back is to stop it."_s;
    case NodeAction::Resume:
        return u"%1 goes on where it stood still."_s.arg(node);
    case NodeAction::Promote:
        break;
    }
    return u"%1 becomes a primary on a new timeline. There is no way back; see that the old primary is stopped."_s
        .arg(node);
}

} // namespace

NodeOperation::NodeOperation(NodeAction action, std::shared_ptr<db::NodeControl> control,
                             OperationTarget target, std::chrono::milliseconds patience)
    : m_action(action), m_control(std::move(control)), m_target(std::move(target)), m_patience(patience)
{}

QString NodeOperation::kind() const
{
    return u"node."_s + db::toString(m_action);
}

Preview NodeOperation::preview() const
{
    Preview preview;
    preview.target = m_target;
    const auto node = db::spokenName(m_target.node, m_target.role, m_target.address);
    const auto typed = db::typedName(m_target.node, m_target.role, m_target.address);
    preview.verb = u"%1 %2"_s.arg(verbOf(m_action), typed);
    preview.title = u"%1 %2?"_s.arg(verbOf(m_action), node);
    preview.actions = m_control->commands(m_action);
    preview.consequence = consequenceOf(m_action, m_target);
    preview.destructive = takesAway(m_action) || m_action == NodeAction::Promote;
    if (preview.destructive && (m_target.production || m_target.role == db::Role::Primary))
        preview.typedConfirmation = typed;
    preview.needsReason = m_target.production;
    if (!m_control->can(m_action))
        preview.guards.push_back({u"Control"_s, u"%1 cannot do this"_s.arg(m_control->describe()),
                                  u"Do it on its machine."_s, Guard::State::Blocking});
    return preview;
}

Outcome NodeOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({-1, m_control->commands(m_action).join(u"; "_s)});
    const auto done = m_control->perform(m_action, db::Deadline::in(m_patience), stop);
    if (!done) {
        const bool isCancelled = done.error().kind == db::ErrorKind::Cancelled;
        return {isCancelled ? Outcome::State::Cancelled : Outcome::State::Failed,
                u"%1: %2"_s.arg(m_target.node, done.error().message),
                {},
                done.error()};
    }
    const auto state = m_control->state(db::Deadline::in(std::chrono::seconds(10)), stop);
    const auto now = state ? db::toString(*state) : u"unknown"_s;
    return {Outcome::State::Succeeded,
            u"%1 was told to %2; it is %3."_s.arg(m_target.node, db::toString(m_action), now),
            {{u"state"_s, now}},
            {}};
}

} // namespace seawall::models
