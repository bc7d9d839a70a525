// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/livenames.h"

#include "db/migrations/names/namereader.h"
#include "db/sqlcatalog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QStringList listOf(const QString &json)
{
    QStringList list;
    for (const auto &value : QJsonDocument::fromJson(json.toUtf8()).array())
        list << value.toString();
    return list;
}

} // namespace

Result<LiveNames> readLiveNames(Connection &connection, Deadline deadline, std::stop_token stop)
{
    const auto ask = [&](const QString &id) {
        return connection.execute(catalogQuery(id, connection.serverVersion()).sql, {}, deadline, stop);
    };
    const auto where = ask(u"migration_path"_s);
    if (!where)
        return std::unexpected(where.error());
    const auto rows = ask(u"migration_names"_s);
    if (!rows)
        return std::unexpected(rows.error());
    LiveNames live;
    const auto setOf = [&](const char *column) {
        const auto list = listOf(where->text(0, where->column(column)));
        return QSet<QString>(list.begin(), list.end());
    };
    live.schemas = setOf("schemas");
    live.usable = setOf("usable");
    live.extensions = setOf("extensions");
    live.path = namesOfPath(where->text(0, where->column("path")));
    live.role = where->text(0, where->column("role"));
    live.hasEventTriggers = where->boolean(0, where->column("event_triggers")).value_or(true);
    for (int row = 0; row < rows->count(); ++row) {
        const auto text = [&](const char *name) { return rows->text(row, rows->column(name)); };
        const auto isSet = [&](const char *name) {
            return rows->boolean(row, rows->column(name)).value_or(false);
        };
        live.relations[{text("schema"), text("name")}] = {.kind = text("kind").front().unicode(),
                                                          .columns = listOf(text("columns")),
                                                          .owner = {text("owner_schema"), text("owner")},
                                                          .isParent = isSet("is_parent"),
                                                          .isHeir = isSet("is_heir"),
                                                          .runsCode = isSet("runs_code")};
        const auto types = QJsonDocument::fromJson(text("types").toUtf8()).object();
        for (auto type = types.begin(); type != types.end(); ++type)
            live.types[{text("schema"), text("name")}].insert(type.key(), type->toString());
    }
    return live;
}

} // namespace seawall::db
