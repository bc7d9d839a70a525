// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/fingerprint.h"

#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// Definitions are written by functions that lock what they describe. Who only compares does not stand in
/// line behind a table that another session has locked.
const auto briefly = u"SET LOCAL lock_timeout = '500ms'; "_s;

/// What is on the search_path is written without its schema, so it has to be the same for all readings; the
/// session gets its own back. Works within a transaction and outside.
Result<Rows> askWithPlainPath(Connection &connection, const QString &id, const QString &before,
                              Deadline deadline, const std::stop_token &stop)
{
    const auto sql = before +
                     u"SELECT pg_catalog.set_config('seawall.search_path', "
                     "pg_catalog.current_setting('search_path'), false); "
                     "SET search_path = pg_catalog; "_s +
                     catalogQuery(id, connection.serverVersion()).sql;
    auto rows = connection.executeSimple(sql, deadline, stop);
    if (!rows)
        return rows;
    const auto back = connection.executeSimple(u"SELECT pg_catalog.set_config('search_path', "
                                               "pg_catalog.current_setting('seawall.search_path'), false)"_s,
                                               deadline, stop);
    return back ? rows : back;
}

} // namespace

Result<SchemaFingerprint> readFingerprint(Connection &connection, Deadline deadline, std::stop_token stop)
{
    const auto rows = askWithPlainPath(connection, u"schema_fingerprint"_s, {}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    SchemaFingerprint fingerprint;
    for (int row = 0; row < rows->count(); ++row)
        fingerprint[rows->text(row, 0)] += rows->text(row, 1);
    return fingerprint;
}

Result<QString> readFingerprintHash(Connection &connection, Deadline deadline, std::stop_token stop)
{
    auto rows = askWithPlainPath(connection, u"schema_hash"_s, briefly, deadline, stop);
    if (!rows) {
        auto error = std::move(rows.error());
        if (error.sqlState == "55P03"_L1) // lock_not_available
            error.message = u"another session has locked a table"_s;
        return std::unexpected(std::move(error));
    }
    return rows->text(0, 0);
}

SchemaDifference difference(const SchemaFingerprint &before, const SchemaFingerprint &after)
{
    SchemaDifference found;
    for (const auto &[name, definition] : before) {
        const auto other = after.find(name);
        if (other == after.end())
            found.onlyBefore << name;
        else if (other->second != definition)
            found.changed << name;
    }
    for (const auto &[name, definition] : after)
        if (!before.contains(name))
            found.onlyAfter << name;
    return found;
}

} // namespace seawall::db
