// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <optional>
#include <vector>

namespace seawall::db {

/// One condition for a switchover, with the figure it was judged by. What could not be read is Unknown, never
/// Ok.
struct ReadinessCheck {
    enum class State { Ok, Warning, Blocking, Unknown };
    QString id;    ///< stable: 'lag', 'hba'; all are in docs/failover.md
    QString title; ///< 'Lag is under the limit'
    State state = State::Unknown;
    QString measured; ///< what was found
    QString node;     ///< where the query was asked and, mostly, where the remedy belongs; may be empty
    QString query;    ///< shows the figure
    QString remedy;   ///< what to do: a sentence, then the commands, one a line; empty where it is Ok
    bool operator==(const ReadinessCheck &) const = default;
};
QString toString(ReadinessCheck::State state); ///< 'ok', 'warning', 'blocking', 'unknown'

/// A setting that primary and candidate do not have in common.
struct SettingDifference {
    /// Expected: it belongs to the machine or the role (port, primary_conninfo …). Matters: the new primary
    /// would behave otherwise.
    enum class Weight { Expected, Notable, Matters };
    QString name, primary, candidate; ///< with unit, as SHOW writes it; null: not known there
    Weight weight = Weight::Notable;
    QString meaning; ///< one sentence, where it matters
    bool operator==(const SettingDifference &) const = default;
};

/// The answer to 'could this replica take over now?'. A green one is no guarantee, and never called one.
struct Readiness {
    QString primary, candidate;               ///< names of the nodes
    QString primaryAddress, candidateAddress; ///< 'host:port'; texts name a node for another role with it
    qint64 takenMs = 0;                       ///< wall clock, ms since the epoch
    double tookSeconds = 0;
    std::vector<ReadinessCheck> checks; ///< in the order in which they are mended
    std::vector<SettingDifference> settings;
    std::optional<qint64> rpoBytes; ///< WAL that the candidate has not flushed: lost if the primary died now
    std::optional<Error> primaryError, candidateError; ///< why it could not be asked

    const ReadinessCheck *check(const QString &id) const;
    int count(ReadinessCheck::State state) const;
    /// The worst: Blocking, then Unknown, then Warning; Unknown where there are no checks.
    ReadinessCheck::State state() const;
    bool operator==(const Readiness &) const = default;
};

} // namespace seawall::db
