// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "models/envfile.h"
#include "models/flags/flagrules.h"

#include <memory>
#include <stop_token>

namespace seawall::models {

struct FlagAssignment {
    QString key, value;
    bool operator==(const FlagAssignment &) const = default;
};

/// What a store said at one moment; a later write is based on it.
struct FlagReading {
    QString store;      ///< id of the store
    QString place;      ///< '/srv/app/.env', 'seawall.feature_flag on db1:5432'
    bool exists = true; ///< false: the table was not made yet
    qint64 readMs = 0;
    std::vector<Flag> flags;
    FlagRules rules;
    QStringList warnings;
    std::shared_ptr<const EnvFile> file; ///< of the .env store: every key, flag or not. Holds secrets

    const Flag *flag(const QString &key) const;
    std::optional<QString> value(const QString &key) const; ///< of any key
};

/// What became of a write. Nothing was changed where it is not written.
struct FlagWrite {
    bool isWritten = false;
    QString difference; ///< what changed since it was read, as a unified diff without secrets
};

/// Who changes a flag and why, for the history of a store that has one.
struct FlagAuthor {
    QString actor, reason;
};

/// Where flags live. Holds no state but where it is: thread-safe. Every call blocks until its deadline:
/// workers only.
class FlagStore
{
public:
    FlagStore() = default;
    virtual ~FlagStore() = default;
    FlagStore(const FlagStore &) = delete;
    FlagStore &operator=(const FlagStore &) = delete;

    virtual QString id() const = 0;    ///< 'env', 'table'
    virtual QString place() const = 0; ///< for people: a path, or a table and its server
    virtual db::Result<FlagReading> read(db::Deadline deadline, const std::stop_token &stop) const = 0;

    /// All of `changes` or none of it, and only where the store is as `basis` says; else it is not written
    /// and the difference is told.
    virtual db::Result<FlagWrite> write(const FlagReading &basis, const std::vector<FlagAssignment> &changes,
                                        const FlagAuthor &author, db::Deadline deadline,
                                        const std::stop_token &stop) const = 0;

    /// Changes the store itself remembers, newest first; none where it remembers none.
    virtual db::Result<std::vector<FlagChange>> history(int most, db::Deadline deadline,
                                                        const std::stop_token &stop) const;
};

} // namespace seawall::models
