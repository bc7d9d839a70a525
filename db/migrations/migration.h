// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QStringList>

#include <compare>
#include <optional>
#include <vector>

namespace seawall::db {

enum class Direction { Up, Down };

/// One direction of a migration: a file, or a part of one (dbmate). Its text is read when it is needed, so
/// that 10,000 migrations are no more than their names in memory.
struct MigrationFile {
    QString path;
    qint64 begin = 0, end = -1; ///< bytes of the part; end -1: to the end of the file
    int firstLine = 1;
    bool inTransaction = true; ///< false: the file asks to run outside (dbmate's transaction:false)
    QByteArray checksum;       ///< SHA-256 of the part with CRLF read as LF, hexadecimal
    bool operator==(const MigrationFile &) const = default;
};

struct Migration {
    QString version;         ///< as written: '001', '20260102030405', '1.2'; 'R__views' of a repeatable one
    QString name;            ///< 'create_clients'
    bool repeatable = false; ///< Flyway's R__: applied again whenever its text changes, after the others
    MigrationFile up;
    std::optional<MigrationFile> down;
    bool operator==(const Migration &) const = default;
};

/// Something in the folder that has to be put right before anything is applied.
struct SourceProblem {
    QString file;
    int line = 0; ///< 0: the file as a whole
    QString message, hint;
    bool operator==(const SourceProblem &) const = default;
};

enum class SourceFormat { GolangMigrate, Dbmate, Flyway };

/// The migrations of a folder, oldest first. Nothing is ever written to existing files.
struct MigrationFolder {
    QString directory;
    SourceFormat format = SourceFormat::GolangMigrate;
    std::vector<Migration> migrations;
    std::vector<SourceProblem> problems; ///< not empty: nothing may be applied
};

/// Errors: FileAccess where the folder cannot be read. An empty folder is a problem, not an error.
Result<MigrationFolder> readMigrations(const QString &directory);

/// The text of one direction, read again. Errors: FileAccess; InvalidInput where it is not what `checksum`
/// says any more, or not UTF-8.
Result<QString> readText(const MigrationFile &file);

/// Versions order as numbers, part by part: '2' before '010', '1.9' before '1.10'; '000' is before all.
std::strong_ordering compareVersions(const QString &left, const QString &right);

/// Makes the files of the next migration in the format of the folder (golang-migrate's where it is empty),
/// and returns their paths. Errors: InvalidInput for a name without letters, FileAccess.
Result<QStringList> createMigration(const QString &directory, const QString &name);

} // namespace seawall::db
