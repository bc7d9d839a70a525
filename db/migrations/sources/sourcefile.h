// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/migration.h"

namespace seawall::db {

/// What a file's name says, in the three formats' own words.
struct SourceName {
    SourceFormat format = SourceFormat::GolangMigrate;
    Direction direction = Direction::Up; ///< of dbmate's: Up, the file holds both
    bool repeatable = false;
    QString version, name;
    bool operator==(const SourceName &) const = default;
};
std::optional<SourceName> parseSourceName(const QString &fileName);

QString toString(SourceFormat format); ///< 'golang-migrate', 'dbmate', 'Flyway'

/// A regular file's bytes; never waits, whatever stands there under that name. Errors: FileAccess.
Result<QByteArray> readSource(const QString &path);

/// The first line that is not UTF-8 or holds a NUL, 1-based; 0: there is none.
int firstBadLine(const QByteArray &bytes);

/// SHA-256 with CRLF read as LF, hexadecimal.
QByteArray sourceChecksum(QByteArrayView bytes);

/// A dbmate file's two parts.
struct DbmateParts {
    MigrationFile up;
    std::optional<MigrationFile> down;
};
/// Errors: the problem that keeps the file from being used.
std::expected<DbmateParts, SourceProblem> splitDbmate(const QString &path, const QByteArray &bytes);

/// Numbers left out in a folder that counts 1, 2, 3 …; nothing where it uses timestamps, versions with dots,
/// or steps of ten.
std::vector<SourceProblem> missingNumbers(const std::vector<Migration> &migrations);

} // namespace seawall::db
