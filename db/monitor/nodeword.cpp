// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/verdict.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

NodeWord::Severity severityOf(ReplicaVerdict verdict)
{
    using enum NodeWord::Severity;
    switch (verdict) {
    case ReplicaVerdict::Streaming:
        return None;
    case ReplicaVerdict::Delayed:
        return Intended;
    case ReplicaVerdict::CatchingUp:
    case ReplicaVerdict::Paused:
        return Warning;
    case ReplicaVerdict::Detached:
    case ReplicaVerdict::Diverged:
    case ReplicaVerdict::Unreachable:
        return Critical;
    case ReplicaVerdict::Unknown:
        break;
    }
    return Unknown;
}

NodeWord wordOn(ReplicaVerdict verdict)
{
    return {toString(verdict), severityOf(verdict)};
}

} // namespace

NodeWord wordOn(const NodeSnapshot &node)
{
    using enum NodeWord::Severity;
    if (letsNobodyIn(node))
        return wordOn(ReplicaVerdict::Unknown);
    if (!node.reachable && !node.error && node.lastSeenMs == 0)
        return {u"CONNECTING"_s, Unknown};
    if (!node.reachable)
        return wordOn(ReplicaVerdict::Unreachable);
    if (node.isPrimary() && node.rivalry != Rivalry::None)
        return {toString(node.rivalry), node.rivalry == Rivalry::Unseen ? Warning : Critical};
    if (node.closed && (node.isPrimary() || streams(node.verdict)))
        return {u"NO NEW SESSIONS"_s, Critical};
    if (node.refusesWrites())
        return {u"READ-ONLY"_s, Warning};
    return node.isPrimary() ? NodeWord{u"UP"_s, None} : wordOn(node.verdict);
}

} // namespace seawall::db
