// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <expected>
#include <initializer_list>

namespace seawall::models {

/// Why a statement on an SQLite file did not work, as far as callers tell cases apart.
struct SqlFailure {
    enum class Kind {
        Damaged, ///< not SQLite, or its pages or tables are not whole
        Busy,    ///< another process holds it
        Disk,    ///< full, read-only, or an input/output error
        Other,
    };
    Kind kind = Kind::Other;
    QString text; ///< SQLite's own words
};
using SqlResult = std::expected<void, SqlFailure>;
SqlFailure failureOf(const QSqlError &error);
/// Runs a prepared query with these values for its place-holders.
SqlResult execute(QSqlQuery &query, std::initializer_list<QVariant> values);

/// One connection to an SQLite file, closed and taken out of Qt's list with this object. Belongs to the
/// thread that made it; its queries must be gone before it.
class SqlConnection final
{
public:
    SqlConnection(const QString &path, bool readOnly);
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    SqlResult open(); ///< SQLite reads the file with the first statement only
    SqlResult run(const QString &sql);
    std::expected<qint64, SqlFailure>
    number(const QString &sql); ///< the first column of the first row, 0: none
    std::expected<QSqlQuery, SqlFailure> prepare(const QString &sql);

private:
    QString m_name;
    QSqlDatabase m_database;
};

} // namespace seawall::models
