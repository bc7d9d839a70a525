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
        DropsAttribute, ///< of a composite type, from every column of it; `table`: the type; `name`: it
        DropsColumn,    ///< `name`: column
        DropsDatabase,  ///< `name`: of it
        DropsExtension, ///< `name`: of it
        DropsIndex,     ///< not concurrently; `name`: of it
        DropsOwned,     ///< `name`: of the role; all that it owns in this database
        DropsTable,
        DropsSchema,         ///< `name`: of it; with all that it holds
        DropsType,           ///< CASCADE; `name`: of a type or domain, with the columns of it
        DropsTypesOf,        ///< CASCADE; `name`: of an extension, with the columns of its types
        DropsWithDependents, ///< CASCADE; `name`: of what, as LiveTables has it: 'table clients'
        FindsNameTaken,      ///< it fails: `name`: of what is there already, 'table clients'
        GrantsToPublic,
        HasCharColumn,      ///< character(n); `name`: column
        HasIntegerKey,      ///< a key of 32 bits; `name`: column
        HasLocalTimeColumn, ///< timestamp without time zone; `name`: column
        LosesLargeObjects,  ///< `name`: by which function
        LacksName,          ///< it fails: `name`: of what is not there, 'column vat in table clients'
        LocksFully,         ///< LOCK TABLE
        MakesUnlogged,
        NarrowsColumn,    ///< its type changes to one that does not hold every value; `name`: column
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
    bool isPerhapsNew = false; ///< as TableUse has it, of `table`
    QString now;               ///< of a column that a statement before has renamed: its name on the server
    bool operator==(const Change &) const = default;
};

/// Whether rows, or what a column holds, are gone afterwards; of whole tables TableUse tells that.
bool isLoss(Change::What what);

} // namespace seawall::db
