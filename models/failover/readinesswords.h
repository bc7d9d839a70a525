// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/readiness.h"
#include "db/monitor/snapshot.h"
#include "models/operation.h"

/// How readiness is told, in the header, on the page and on the command line alike.
namespace seawall::models {

/// The primary does not answer, which bars a switchover and is what a failover is for.
bool isOnlyFailover(const db::Readiness &readiness);

/// 'READY', 'READY, 2 WARNINGS', 'NOT READY', 'UNKNOWN'; 'FAILOVER POSSIBLE' where only that is.
QString readinessWord(const db::Readiness &readiness);
/// What is possible, what speaks against it and what it costs.
QString readinessSentence(const db::Readiness &readiness);
QString onlyFailoverSentence(const QString &primary, const QString &candidate); ///< as texts call them

/// What a replica heard of a primary that this console does not reach, and that a failover is not advised
/// on that; empty where a primary answers, or none is heard.
QString primaryStillHeard(const db::Snapshot &snapshot);

/// What is next where the primary is lost, with the command that promotes the replica that would lose least.
/// Empty where it is not lost, or a replica still hears it, and where nobody could be promoted.
QString wayOutOf(const db::Snapshot &snapshot);

/// Where no replica could take over.
QString nobodySentence(bool hasPrimary);

Guard::State readinessState(const db::Readiness &readiness);
Guard::State guardState(db::ReadinessCheck::State state);

/// The check as what speaks for or against an Operation.
Guard guardOf(const db::ReadinessCheck &check);

} // namespace seawall::models
