// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::db {

/// Something a statement does that deserves a thought, told without judgement: lint() judges. `table` is one
/// that was there before the script, or empty.
struct Change {
    enum class What {
        AddsCheck,           ///< valid at once, so that the table is read
        AddsForeignKey,      ///< valid at once
        AddsIndexConstraint, ///< PRIMARY KEY, UNIQUE or EXCLUDE that builds its index
        AddsNotNullColumn,   ///< without a default
        AddsStoredColumn,    ///< serial, identity or generated and stored
        AddsVolatileDefault, ///< `name`: column
        AttachesPartition,
        CallsFunction,  ///< `name`: of one that may take any time, or of a cursor that is read
        ChangesRows,    ///< UPDATE with a condition
        ChangesType,    ///< `name`: column
        ConvertsColumn, ///< its type changes USING an expression; `name`: column
        CreatesIndex,   ///< not concurrently
        CreatesIndexIfNotExists,
        CreatesExtension, ///< `name`: of it
        DeletesAllRows,
        DeletesRows, ///< DELETE with a condition, or MERGE
        DisablesTriggers,
        DropsColumn, ///< `name`: column
        DropsIndex,  ///< not concurrently; `name`: of it
        DropsTable,
        DropsSchema,         ///< `name`: of it; with all that it holds
        DropsWithDependents, ///< CASCADE
        FindsNameTaken,      ///< it fails: `name`: of what is there already, 'table clients'
        GrantsToPublic,
        HasCharColumn,      ///< character(n); `name`: column
        HasIntegerKey,      ///< a key of 32 bits; `name`: column
        HasLocalTimeColumn, ///< timestamp without time zone; `name`: column
        LacksName,          ///< it fails: `name`: of what is not there, 'column vat in table clients'
        LocksFully,         ///< LOCK TABLE
        MakesUnlogged,
        OverwritesColumn, ///< in all rows; `name`: column
        RefersTo,         ///< a foreign key to that table; `table`: the one referred to
        Refreshes,        ///< a materialized view, not concurrently
        Reindexes,        ///< not concurrently
        RenamesColumn,
        RenamesTable,
        RewritesTable,  ///< `name`: by which command
        RunsCode,       ///< DO, CALL, EXECUTE, SELECT of a function: what it does is not seen
        SetsForSession, ///< `name`: the parameter
        SetsNotNull,    ///< `name`: column
        Truncates,
        TruncatesReferrers, ///< CASCADE: those with foreign keys to `table` as well
        UpdatesAllRows,
        UsesLargeObject,
        UsesNewEnumValue, ///< `name`: the value
    };
    What what = What::RunsCode;
    QString table, name;
    bool operator==(const Change &) const = default;
};

} // namespace seawall::db
