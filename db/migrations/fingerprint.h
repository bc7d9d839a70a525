// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QStringList>

#include <map>

namespace seawall::db {

/// The definition of every object of a schema, one entry an object: 'table public.clients' → its columns and
/// so on as text. Seawall's own schema and the system's are left out; sizes, statistics and OIDs play no
/// part.
using SchemaFingerprint = std::map<QString, QString>;

struct SchemaDifference {
    QStringList onlyBefore, onlyAfter, changed; ///< names of objects
    bool isEmpty() const { return onlyBefore.isEmpty() && onlyAfter.isEmpty() && changed.isEmpty(); }
};

Result<SchemaFingerprint> readFingerprint(Connection &connection, Deadline deadline,
                                          std::stop_token stop = {});

/// The same as one hash, computed by the server: cheap to compare between nodes.
Result<QString> readFingerprintHash(Connection &connection, Deadline deadline, std::stop_token stop = {});

SchemaDifference difference(const SchemaFingerprint &before, const SchemaFingerprint &after);

} // namespace seawall::db
