// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/names/nameuse.h"
#include "db/migrations/syntaxtree.h"

#include <vector>

namespace seawall::db {

/// Reads from the tree of one statement what it does to names, in the order in which the server does it. A
/// statement of a kind that is not known to leave names alone cannot be read.
class NameReader final
{
public:
    std::vector<NameUse> read(const SyntaxNode &tree);

private:
    using What = NameUse::What;
    using Nodes = std::vector<SyntaxNode>;
    // namereader.cpp
    void readAny(const SyntaxNode &tree);
    NameUse &add(What what, const QString &schema, const QString &name, char16_t kind = u'r');
    NameUse &add(What what, const SyntaxNode &rangeVar, char16_t kind = u'r');
    void addParts(What what, const SyntaxNode &object, char16_t kind, bool isLenient, qsizetype leaveOut = 0);
    void needColumns(const SyntaxNode &table, const Nodes &names);
    bool readQuery(const SyntaxNode &tree);
    void readDataChange(const SyntaxNode &tree);
    void readCode(const SyntaxNode &tree); ///< functions, tables that are written, and INTO
    void readCall(const SyntaxNode &call);
    bool readSetting(const SyntaxNode &tree);
    bool readMention(const SyntaxNode &tree);

    // namereaderdefinitions.cpp
    bool readDefinition(const SyntaxNode &tree);
    void readCreateTable(const SyntaxNode &tree);
    void readIndex(const SyntaxNode &tree);
    void readDrop(const SyntaxNode &tree);
    void readRename(const SyntaxNode &tree);
    void readMove(const SyntaxNode &tree);
    void readSequence(const SyntaxNode &tree);
    void readAlterTable(const SyntaxNode &tree);
    void readAlterCommand(const SyntaxNode &command, const SyntaxNode &table, char16_t kind);
    void readConstraint(const SyntaxNode &constraint, const SyntaxNode &table);

    std::vector<NameUse> m_uses;
};

/// Whether a data change adds rows, how many cannot be told.
bool fills(const SyntaxNode &change);

/// The names of a setting like search_path, unquoted.
QStringList namesOfPath(QStringView setting);

} // namespace seawall::db
