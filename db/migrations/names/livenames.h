// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QHash>
#include <QSet>

#include <map>

namespace seawall::db {

using RelationName = std::pair<QString, QString>; ///< schema and name

/// A table, view, index, sequence or composite type as it is on the server now.
struct LiveRelation {
    char16_t kind = u'r'; ///< as in pg_class
    QStringList columns;
    RelationName owner;    ///< of an index, or a sequence of a column: the table with which it goes
    bool isParent = false; ///< has, or had, heirs or partitions
    bool isHeir = false;
    bool runsCode = false; ///< when it is written: triggers, rules
};

/// The names that are there now, those of PostgreSQL itself left out.
struct LiveNames {
    std::map<RelationName, LiveRelation> relations;
    std::map<RelationName, QHash<QString, QString>> types; ///< of their columns, as typeOf() has them
    QSet<QString> schemas;
    QSet<QString> usable; ///< schemas that the role may look into
    QSet<QString> extensions;
    QStringList path; ///< search_path as it is set
    QString role;
    bool hasEventTriggers = false; ///< any definition runs code
};

Result<LiveNames> readLiveNames(Connection &connection, Deadline deadline, std::stop_token stop = {});

} // namespace seawall::db
