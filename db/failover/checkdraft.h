// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/preflightfacts.h"

namespace seawall::db {

/// A check whose state is not told yet: which it is, and the query that shows its figure.
class CheckDraft final
{
public:
    /// `query`: an id of the catalog; empty: none shows it.
    CheckDraft(const QString &id, const QString &title, const PreflightNode &node, const QString &query);

    ReadinessCheck ok(const QString &measured) const;
    ReadinessCheck warning(const QString &measured, const QString &remedy) const;
    ReadinessCheck blocking(const QString &measured, const QString &remedy) const;
    ReadinessCheck unknown(const QString &measured, const QString &remedy) const;

    /// The node did not answer the query of the catalog (its own where none is named): why, and the GRANT
    /// where a right is missing.
    ReadinessCheck unread(const PreflightFacts &facts, const QString &query = {}) const;

private:
    ReadinessCheck told(ReadinessCheck::State state, const QString &measured, const QString &remedy) const;

    const PreflightNode &m_node;
    QString m_query;
    ReadinessCheck m_check;
};

/// What lets our user see the rest on `node`; to be run on the primary, since a replica receives its grants.
QString monitorGrant(const PreflightFacts &facts, const PreflightNode &node);

QString sizeText(qint64 bytes);                 ///< '16 MB'
QString ageText(std::optional<double> seconds); ///< '42 s', '3 min', 'unknown'

/// 'ALTER SYSTEM SET name = 'value'', and how it takes effect.
QString alterSystem(const QString &name, const QString &value, bool needsRestart);

} // namespace seawall::db
