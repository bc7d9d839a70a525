// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/migrationsession.h"

#include <QSet>

namespace seawall::db {

/// The index a CREATE INDEX CONCURRENTLY names, as written but unquoted.
struct ConcurrentIndex {
    QString index, table; ///< table fit for to_regclass()
    bool operator==(const ConcurrentIndex &) const = default;
};

/// nullopt: the statement is something else, or leaves the name to the server.
std::optional<ConcurrentIndex> concurrentIndexOf(const QString &sql);

bool isConcurrent(const QString &sql);

/// Looks after the INVALID indexes that a failed CONCURRENTLY leaves behind.
class IndexCare final
{
public:
    explicit IndexCare(MigrationSession &session) : m_session(session) {}

    /// Before a CONCURRENTLY: remembers which are INVALID already; `leftover`, qualified, is one of an
    /// earlier try.
    Result<void> remember(const QString &leftover = {});

    /// Afterwards: those that are new, qualified and quoted.
    Result<QStringList> left();

    /// What is there of the index a statement would create: nothing, an INVALID one, or a valid one.
    enum class Found { Nothing, Invalid, Valid };
    Result<std::pair<Found, QString>> find(const ConcurrentIndex &index);

    /// Drops an INVALID index, CONCURRENTLY.
    Result<void> drop(const QString &qualified, const std::stop_token &stop);

private:
    MigrationSession &m_session;
    QSet<QString> m_before;
};

} // namespace seawall::db
