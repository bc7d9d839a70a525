// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::models {

enum class FlagKind { Bool, Choice, Number, Text }; ///< Text: any key that is not declared a flag
QString toString(FlagKind kind);                    ///< 'bool', 'choice', 'number', 'text'

/// What a change of a flag moves, where that can be seen from the servers: what guards and proof look at.
enum class FlagEffect { None, ReadsToReplica, Fallback, PrimaryPool, ReplicaPool };
QString toString(FlagEffect effect); ///< as flags.toml has it: 'none', 'reads-to-replica' …

/// What is known of a flag beside its value: built in, from flags.toml, or from the table.
struct FlagDeclaration {
    QString key;
    FlagKind kind = FlagKind::Bool;
    QStringList choices;               ///< of a choice
    std::optional<qint64> least, most; ///< of a number, both included
    QString description;
    FlagEffect effect = FlagEffect::None;
    QString application;       ///< application_name of those that heed it; empty: as the profile says
    QStringList services;      ///< who is affected
    QString restart;           ///< command that makes them read it; empty: not configured
    double pickUpSeconds = 30; ///< within which a change should be seen
    QString unit = {};         ///< of a number, for people; empty: it is a count, or not declared
    QString leastMeans = {};   ///< what the least number stands for, as SQLAlchemy's -1: 'never'
    bool operator==(const FlagDeclaration &) const = default;
};

struct Flag;

/// A flag got another value: by an Operation, or behind the console's back.
struct FlagChange {
    QString store, key;
    std::optional<QString> from, to; ///< absent: it was not set
    qint64 timeMs = 0;               ///< ms since the epoch
    QString who, why;                ///< empty where not known
    qint64 journalId = 0;            ///< entry of the Journal; 0: made outside of Seawall
    QString systemIdentifier = {};   ///< of the cluster that was watched then; empty: not known
    bool isOf(const Flag &flag) const;
    bool isOf(const FlagChange &other) const { return store == other.store && key == other.key; }
    bool operator==(const FlagChange &) const = default;
};

/// A flag as one store has it.
struct Flag {
    FlagDeclaration declaration;
    QString store;                ///< id of the store: 'env', 'table'
    std::optional<QString> value; ///< absent: not set there; the service's own default counts
    int line = 0;                 ///< in the file, 1-based; 0: none
    QString problem;              ///< why the value is none this flag can have; empty: it is in order
    std::optional<FlagChange> lastChange;
    const QString &key() const { return declaration.key; }
    bool operator==(const Flag &) const = default;
};

inline bool FlagChange::isOf(const Flag &flag) const
{
    return store == flag.store && key == flag.key();
}

/// Why of a change that nobody journalled: 'Changed by another program.'
QString changedOutsideText();

/// The meaning of a bool flag's value: true/1/yes/on, false/0/no/off in any case; nothing for other texts.
std::optional<bool> flagIsOn(const QString &value);

/// `value` as the flag writes it: in range, one of the choices, a bool in the words of `current` ('yes' →
/// 'no'). Errors: InvalidInput, naming what it can be.
db::Result<QString> flagValue(const FlagDeclaration &flag, const QString &value, const QString &current = {});

/// What takes a change back: the value before, or the other one of a bool flag that was not set. `flag` may
/// be nullptr.
std::optional<QString> revertValue(const FlagChange &change, const Flag *flag);

/// Whether a key names a secret, by its end (…PASSWORD, …SECRET, …TOKEN, …KEY): never a flag, never shown.
bool isSecretKey(const QString &key);

} // namespace seawall::models
