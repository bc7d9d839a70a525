// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationsite.h"

#include <QJsonArray>

namespace seawall::models {

/// Whether what should be applied is there, everywhere: files against history, schema of each replica against
/// the primary's, and indexes that a failed CONCURRENTLY left INVALID.
struct SchemaCheck {
    struct Node {
        QString name;
        std::optional<bool> sameSchema; ///< absent: could not be asked, or has not replayed that far
        QString problem;
    };
    MigrationOverview overview;
    std::vector<Node> replicas;
    QStringList invalidIndexes;

    bool isInOrder() const;
    QStringList sentences() const; ///< what was found, one a line
};

/// Blocks: waits up to 5 s for each replica to replay what the primary had written when asked. Only reads.
db::Result<SchemaCheck> checkSchema(const MigrationSite &site, db::Deadline deadline,
                                    std::stop_token stop = {});

QJsonArray schemaJson(const SchemaCheck &check);

} // namespace seawall::models
