// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/migrations/migration.h"

namespace seawall::db {

/// What another tool recorded of one migration.
struct ForeignRecord {
    QString version, name;        ///< name: empty where the tool does not keep it
    QString appliedAt, appliedBy; ///< as the tool wrote them; null where it did not
    double seconds = 0;
    bool isBaseline = false; ///< Flyway's: all up to it were taken as applied
    bool operator==(const ForeignRecord &) const = default;
};

struct ForeignHistory {
    SourceFormat tool = SourceFormat::GolangMigrate;
    std::vector<ForeignRecord> records; ///< one a migration that is applied now
};

/// Reads the table of the tool whose format the folder has, else of any that is there. golang-migrate's one
/// row is drawn out to all migrations of the folder up to it. Errors as adoptHistory().
Result<ForeignHistory> readForeignHistory(Connection &connection, const MigrationFolder &folder,
                                          Deadline deadline, const std::stop_token &stop);

} // namespace seawall::db
