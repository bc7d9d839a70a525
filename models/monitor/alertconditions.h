// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/alertrule.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace seawall::models {

inline const QString poolerNode = QStringLiteral("pgbouncer"); ///< as alerts name PgBouncer

/// What a rule finds in one Snapshot about one thing it looks at.
struct Condition {
    QString node, subject;
    enum class State { Unknown, Bad, Between, Good } state = State::Unknown;
    QString sentence; ///< where Bad: what it says, with the figure and the limit
};

/// What the rules have to remember from earlier Snapshots.
struct AlertMemory {
    QHash<QString, db::Role> usualRole; ///< first seen, or acknowledged
    QSet<QString> splitPrimaries;       ///< nodes that were out of recovery at the same time
};

/// 'replica1 cannot be reached: …', or that it refuses the password. Of a node with an error.
QString outageSentence(const db::NodeSnapshot &node);

/// Everything `rule` can tell about `snapshot`. What it looks at and what is not mentioned any more (a slot
/// that was dropped, a node that was removed) no longer exists. Learns roles and split brains into `memory`.
std::vector<Condition> conditionsOf(const AlertRule &rule, const db::Snapshot &snapshot, AlertMemory &memory);

} // namespace seawall::models
