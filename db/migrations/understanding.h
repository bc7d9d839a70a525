// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/script.h"
#include "db/migrations/syntaxtree.h"

#include <QHash>
#include <QSet>

namespace seawall::db {

struct TableEffect {
    bool rewrites = false, scans = false, drops = false, empties = false;
};

/// What the statements of a script do to tables, read from their trees one after the other: a table made by
/// an earlier one is no concern of a later one. Locks after the manual's 'Explicit Locking' and the pages of
/// the statements, PostgreSQL 13 to 18.
class Understanding final
{
public:
    /// Fills in `tables` and `changes`.
    void read(const SyntaxNode &tree, Statement &statement);

private:
    using What = Change::What;
    // understanding.cpp
    void use(const QString &table, LockMode lock, TableEffect effect = {});
    void use(const SyntaxNode &rangeVar, LockMode lock, TableEffect effect = {});
    void change(What what, const QString &table = {}, const QString &name = {});
    bool isNew(const QString &table) const; ///< or perhaps
    static QString
    key(const QString &table); ///< one name for 'public.t' and 't': migrations mean the same by both
    void create(const SyntaxNode &rangeVar, bool isLenient = false);
    bool readStatement(const SyntaxNode &tree); ///< false: of a kind nobody here knows
    void prepare(const SyntaxNode &tree);
    void execute(const QString &name); ///< of what was prepared
    void useNewEnumValues(const SyntaxNode &tree);

    // understandingdefinitions.cpp
    bool readDefinition(const SyntaxNode &tree);
    void readCreateTable(const SyntaxNode &tree);
    void readIndex(const SyntaxNode &tree);
    void readDrop(const SyntaxNode &tree);
    void readRename(const SyntaxNode &tree);
    void readComment(const SyntaxNode &tree);
    void readEnum(const SyntaxNode &tree);
    bool readMaintenance(const SyntaxNode &tree);
    bool readRights(const SyntaxNode &tree);

    // understandingaltertable.cpp
    void readAlterTable(const SyntaxNode &tree);
    void readAlterCommand(const SyntaxNode &command, const SyntaxNode &table);
    void readAddColumn(const SyntaxNode &column, const SyntaxNode &table);
    void readAddConstraint(const SyntaxNode &constraint, const SyntaxNode &table);
    bool readPartition(const SyntaxNode &command, const SyntaxNode &table);
    void readColumnType(const SyntaxNode &column);
    void referTo(const SyntaxNode &constraint, const QString &from);

    // understandingqueries.cpp
    bool readDataChange(const SyntaxNode &tree);
    void readQuery(const SyntaxNode &tree); ///< every table anywhere in it
    void readQueryNode(const SyntaxNode &node);
    void write(const QString &table); ///< runs the triggers and rules that it has been given
    void readUpdate(const SyntaxNode &node);
    /// Functions that may take any time. `isSeen`: what the statement does is said beside them.
    void readCalls(const SyntaxNode &tree, bool isSeen = false);

    Statement *m_statement = nullptr;
    QHash<QString, bool> m_created; ///< whether it is certain: IF NOT EXISTS may have found it there
    QSet<QString> m_withCode;       ///< tables with triggers or rules of this script
    QSet<QString> m_createdColumns, m_createdTypes, m_newEnumValues;
    QHash<QString, Statement> m_prepared;
};

QString nameOf(const SyntaxNode &rangeVar);                                     ///< 'schema.table'
QString nameOf(const std::vector<SyntaxNode> &strings, qsizetype leaveOut = 0); ///< last ones left out
bool isOn(const std::vector<SyntaxNode> &options, QLatin1StringView name);      ///< '(VERBOSE, FULL off)'
bool isVolatile(const SyntaxNode &expression); ///< may be: it calls what is not known to be stable
bool isStableFunction(const QString &name);
bool isQuickFunction(const QString &name);   ///< built in, and writes nothing but sequences and settings
bool isWaitingFunction(const QString &name); ///< built in, and waits, and does no more
bool isDataChange(const SyntaxNode &node);

} // namespace seawall::db
