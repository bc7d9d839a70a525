// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace seawall::db {

/// What a statement needs of a name, or does to it. Relations are tables, views, indexes, sequences and
/// composite types: they share their names within a schema.
struct NameUse {
    enum class What {
        Needs,         ///< a relation
        NeedsColumn,   ///< `column` of it
        Makes,         ///< a relation with `columns`, and no others where `hasAllColumns`
        MakesIndex,    ///< `newName`, on the table
        Drops,         ///< a relation
        Renames,       ///< a relation to `newName`
        Moves,         ///< a relation into the schema `newName`
        Blurs,         ///< a relation in a way that is not followed
        BlursIndexes,  ///< of the table: some may be gone, or have another name; `newName` may be one
        AddsColumn,    ///< `column`
        DropsColumn,   ///< `column`
        RenamesColumn, ///< `column` to `newName`
        RetypesColumn, ///< `column` to the type `newName`
        BecomesParent, ///< has heirs or partitions from here on
        BecomesHeir,
        GetsCode, ///< a trigger or a rule
        Writes,   ///< rows of it, which runs its triggers and rules
        MakesSchema,
        DropsSchema,    ///< `isCascading`: with all that is in it
        DropsViews,     ///< CASCADE: some of them, and heirs
        MakesExtension, ///< which may bring anything
        SetsPath,       ///< search_path to `columns`, or, without `hasAllColumns`, to something else
        ResetsPath,
        SetsRole,         ///< to `name`; empty: not known
        ForgetsTemporary, ///< the temporary tables are gone
        CannotBeRead      ///< code, or what is not known to leave names alone
    };
    What what = What::CannotBeRead;
    QString schema; ///< as written, or empty
    QString name;   ///< of the relation, schema or extension
    QString column, newName;
    QStringList columns;
    char16_t kind = u'r'; ///< as in pg_class: r, v, m, i, S, c
    bool hasAllColumns = false;
    bool isLenient = false;   ///< IF EXISTS, IF NOT EXISTS
    bool isReplacing = false; ///< OR REPLACE; of a role: the session's own
    bool isTemporary = false;
    bool isLocal = false;     ///< SET LOCAL
    bool isCascading = false; ///< CASCADE
    bool isFilling = false;   ///< Makes, Writes: with rows, how many is not known
    QString written() const { return schema.isEmpty() ? name : schema + u'.' + name; }
    bool operator==(const NameUse &) const = default;
};

QString wordForKind(char16_t kind); ///< 'table', 'materialized view'

} // namespace seawall::db
