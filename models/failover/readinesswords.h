// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/readiness.h"
#include "models/operation.h"

/// How readiness is told, in the header, on the page and on the command line alike.
namespace seawall::models {

QString readinessWord(const db::Readiness &readiness); ///< 'READY', '2 WARNINGS', 'NOT READY', 'UNKNOWN'
QString
readinessSentence(const db::Readiness &readiness); ///< what that means, and how many checks of which state

/// Where there is no candidate or nobody to take over from.
QString nobodySentence(bool hasPrimary);

Guard::State guardState(db::ReadinessCheck::State state);

/// The check as what speaks for or against an Operation.
Guard guardOf(const db::ReadinessCheck &check);

} // namespace seawall::models
