// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/change.h"
#include "db/migrations/names/nameuse.h"
#include "db/result.h"

#include <QStringList>

#include <vector>

namespace seawall::db {

/// Where something stands in a file; 1-based, a column counts characters.
struct TextPosition {
    int line = 1, column = 1;
    bool operator==(const TextPosition &) const = default;
};

/// PostgreSQL's table locks, weakest first (manual: 'Explicit Locking').
enum class LockMode {
    None,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive
};
QString toString(LockMode mode);     ///< 'ACCESS EXCLUSIVE'
QString whatItBlocks(LockMode mode); ///< 'reads and writes', 'writes', 'other schema changes' …

/// What a statement does to one table that was there before the script began.
struct TableUse {
    QString table; ///< as written, unquoted: 'clients', 'public.clients'
    LockMode lock = LockMode::None;
    bool rewrites = false;     ///< writes the whole table anew
    bool scans = false;        ///< reads the whole table under that lock
    bool drops = false;        ///< the table, with its rows, is gone afterwards
    bool empties = false;      ///< all its rows are (TRUNCATE, DELETE without a condition)
    bool isPerhapsNew = false; ///< IF NOT EXISTS has made it before in the script, or found it there
    enum class Origin { Unknown, There, Made };
    Origin origin =
        Origin::Unknown;   ///< There: it is on the server now; Made: by a step before; see NamePicture
    QString now;           ///< There: its schema.name on the server
    bool isFilled = false; ///< steps before have put rows into it, how many is not known
    bool operator==(const TableUse &) const = default;
};

struct Statement {
    enum class Kind { Definition, DataChange, Query, TransactionControl, Setting, Other };
    QString sql;           ///< as written, without the semicolon and the comments before it
    qsizetype offset = 0;  ///< of `sql` in Script::text
    TextPosition position; ///< of its first character in the file
    Kind kind = Kind::Other;
    QString whyAlone; ///< why it cannot run in a transaction block; empty: it can
    QString unread; ///< why the parser could not read it (newer syntax than its own, or a mistake, which only
                    ///< the server can tell); `tables` are unknown then. Empty: it could
    qsizetype unreadAt = 0; ///< offset in Script::text where the parser stopped
    std::vector<TableUse> tables;
    std::vector<Change> changes;
    std::vector<NameUse> names; ///< in order; of one that is `unread`: CannotBeRead
    bool operator==(const Statement &) const = default;
};

/// A script as PostgreSQL's own parser splits it.
struct Script {
    QString file;      ///< for messages
    QString text;      ///< the whole script; owned, so that a statement can be shown in its place
    int firstLine = 1; ///< of `text` within the file
    std::vector<Statement> statements; ///< BEGIN … COMMIT around the whole script are left out
    bool wasParsed = true;             ///< no statement is `unread`
    bool runsInTransaction() const;    ///< no statement has a whyAlone
};

/// Splits and understands a script. Errors: InvalidInput, its message beginning 'FILE:LINE:COLUMN: ', the
/// line with a caret in `detail`: psql's backslash commands, COPY … FROM STDIN, transaction control in the
/// midst of a script, quotes, comments and parentheses that are not closed, and what begins like no statement
/// of PostgreSQL. What else the parser cannot read is split all the same, and left to the server.
/// `what` it is, in the errors. Thread-safe.
Result<Script> readScript(const QString &file, const QString &text, int firstLine = 1,
                          const QString &what = QStringLiteral("migration"));

/// Where an offset of Script::text stands in the file.
TextPosition positionAt(const Script &script, qsizetype offset);

/// That line of the script, and below it a caret; tabs kept so that the caret stands right.
QString pointedAt(const Script &script, qsizetype offset);

} // namespace seawall::db
