// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

struct Place {
    SyntaxNode node;
    LockMode lock = LockMode::AccessShare; ///< that tables named here are locked with
};

bool isDataChange(const SyntaxNode &node)
{
    return node.is("InsertStmt"_L1) || node.is("UpdateStmt"_L1) || node.is("DeleteStmt"_L1) ||
           node.is("MergeStmt"_L1);
}

bool isLargeObjectFunction(const QString &name)
{
    return name == u"lo_import" || name == u"lo_create" || name == u"lo_creat" || name == u"lo_from_bytea" ||
           name == u"lo_put" || name == u"lo_unlink";
}

/// Built-in functions that return as soon as their query does, and write nothing but sequences and settings.
bool isQuickFunction(const QString &name)
{
    static const QSet<QString> quick{u"array_agg"_s,
                                     u"avg"_s,
                                     u"bool_and"_s,
                                     u"bool_or"_s,
                                     u"btrim"_s,
                                     u"count"_s,
                                     u"currval"_s,
                                     u"format"_s,
                                     u"gen_random_uuid"_s,
                                     u"generate_series"_s,
                                     u"json_agg"_s,
                                     u"jsonb_agg"_s,
                                     u"lastval"_s,
                                     u"left"_s,
                                     u"max"_s,
                                     u"min"_s,
                                     u"nextval"_s,
                                     u"pg_get_serial_sequence"_s,
                                     u"pg_notify"_s,
                                     u"random"_s,
                                     u"regexp_replace"_s,
                                     u"right"_s,
                                     u"row_number"_s,
                                     u"set_config"_s,
                                     u"setval"_s,
                                     u"string_agg"_s,
                                     u"substring"_s,
                                     u"sum"_s,
                                     u"to_regclass"_s,
                                     u"unnest"_s,
                                     u"version"_s};
    return quick.contains(name) || isStableFunction(name) || name.startsWith("lo_"_L1);
}

/// Those that wait, and do no more.
bool isWaitingFunction(const QString &name)
{
    return name == u"pg_sleep" || name == u"pg_sleep_for" || name == u"pg_sleep_until" ||
           name.startsWith("pg_advisory_"_L1);
}

} // namespace

bool Understanding::readDataChange(const SyntaxNode &tree)
{
    if (tree.is("CopyStmt"_L1)) {
        if (const auto table = tree.node("relation"))
            use(table, tree.flag("is_from") ? LockMode::RowExclusive : LockMode::AccessShare);
        readQuery(tree.node("query"));
    } else if (tree.is("TruncateStmt"_L1)) {
        for (const auto &table : tree.nodes("relations")) {
            change(What::Truncates, nameOf(table));
            if (tree.choice("behavior") == "DROP_CASCADE"_L1)
                change(What::TruncatesReferrers, nameOf(table));
            use(table, LockMode::AccessExclusive, {.empties = true});
        }
    } else if (isDataChange(tree)) {
        readQuery(tree);
    } else {
        return false;
    }
    return true;
}

/// What a node within a query does beyond naming tables.
void Understanding::readQueryNode(const SyntaxNode &node)
{
    if (node.is("FuncCall"_L1)) {
        const auto names = node.nodes("funcname");
        if (!names.empty() && isLargeObjectFunction(names.back().text("sval")))
            change(What::UsesLargeObject);
        return;
    }
    if (!isDataChange(node))
        return;
    const auto table = node.node("relation");
    const bool isUpdate = node.is("UpdateStmt"_L1), isDelete = node.is("DeleteStmt"_L1);
    const bool takesAll = (isUpdate || isDelete) && !node.node("where_clause");
    use(table, LockMode::RowExclusive, {.scans = takesAll, .empties = takesAll && isDelete});
    if (isUpdate)
        readUpdate(node);
    else if (isDelete)
        change(takesAll ? What::DeletesAllRows : What::DeletesRows, nameOf(table));
    else if (node.is("MergeStmt"_L1) &&
             std::ranges::any_of(node.nodes("merge_when_clauses"), [](const SyntaxNode &clause) {
                 return clause.choice("command_type") == "CMD_DELETE"_L1;
             }))
        change(What::DeletesRows, nameOf(table));
}

void Understanding::readUpdate(const SyntaxNode &node)
{
    const auto table = nameOf(node.node("relation"));
    if (node.node("where_clause")) {
        change(What::ChangesRows, table);
        return;
    }
    change(What::UpdatesAllRows, table);
    for (const auto &target : node.nodes("target_list"))
        if (const auto column = target.text("name"); !m_createdColumns.contains(key(table) + u'.' + column))
            change(What::OverwritesColumn, table, column);
}

void Understanding::readCalls(const SyntaxNode &tree)
{
    std::vector<SyntaxNode> nodes{tree};
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (node.is("FuncCall"_L1)) {
            const auto names = node.nodes("funcname");
            const auto name = nameOf(names);
            const auto own = name.startsWith("pg_catalog."_L1) ? name.sliced(11) : name;
            if (!isQuickFunction(own)) {
                change(What::CallsFunction, {}, name);
                if (!isWaitingFunction(own))
                    change(What::RunsCode);
            }
        }
        node.appendChildren(nodes);
    }
}

void Understanding::readQuery(const SyntaxNode &tree)
{
    // By hand rather than by recursion: trees can be deeper than a stack. Names of WITH are no tables; they
    // are known only in the end.
    QSet<QString> withNames;
    std::vector<Place> found, places{{tree}};
    std::vector<SyntaxNode> children;
    while (!places.empty()) {
        const auto [node, lock] = places.back();
        places.pop_back();
        if (node.is("RangeVar"_L1)) {
            found.push_back({node, lock});
            continue;
        }
        if (node.is("IntoClause"_L1)) {
            create(node.node("rel"));
            continue;
        }
        if (node.is("CommonTableExpr"_L1))
            withNames.insert(node.text("ctename"));
        readQueryNode(node);
        if (node.is("SelectStmt"_L1) && !node.nodes("locking_clause").empty())
            for (const auto &from : node.nodes("from_clause"))
                places.push_back({from, LockMode::RowShare});
        children.clear();
        node.appendChildren(children);
        for (const auto &child : children)
            places.push_back({child, node.is("JoinExpr"_L1) ? lock : LockMode::AccessShare});
    }
    for (const auto &[table, lock] : found)
        if (!table.text("schemaname").isEmpty() || !withNames.contains(table.text("relname")))
            use(table, lock);
}

} // namespace seawall::db
