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

bool isLargeObjectFunction(const QString &name)
{
    return name == u"lo_import" || name == u"lo_create" || name == u"lo_creat" || name == u"lo_from_bytea" ||
           name == u"lo_put" || name == u"lo_unlink";
}

bool losesLargeObjects(const QString &name)
{
    return name == u"lo_unlink" || name == u"lo_put" || name == u"lo_truncate" || name == u"lo_truncate64";
}

/// The functions that are called anywhere in it, as written.
QStringList callsOf(const SyntaxNode &tree)
{
    QStringList calls;
    std::vector<SyntaxNode> nodes{tree};
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (node.is("FuncCall"_L1))
            calls << nameOf(node.nodes("funcname"));
        node.appendChildren(nodes);
    }
    return calls;
}

/// Whether rows are told apart: not by WHERE true, nor by 1 = 1. WHERE false takes none.
bool hasCondition(const SyntaxNode &change)
{
    const auto condition = change.node("where_clause");
    std::vector<SyntaxNode> nodes{condition};
    if (!condition || (condition.is("AConst"_L1) && condition.node("boolval") &&
                       !condition.node("boolval").flag("boolval")))
        return bool(condition);
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (!node.is("AConst"_L1) && !node.is("AExpr"_L1) && !node.is("BoolExpr"_L1) &&
            !node.is("NullTest"_L1) && !node.is("BooleanTest"_L1) && !node.is("TypeCast"_L1) &&
            !node.is("TypeName"_L1) && !node.is("String"_L1) && !node.is("Boolean"_L1) &&
            !node.is("Integer"_L1) && !node.is("Float"_L1) && !node.is("List"_L1))
            return true;
        node.appendChildren(nodes);
    }
    return false;
}

} // namespace

bool isDataChange(const SyntaxNode &node)
{
    return node.is("InsertStmt"_L1) || node.is("UpdateStmt"_L1) || node.is("DeleteStmt"_L1) ||
           node.is("MergeStmt"_L1);
}

/// Built-in functions that return as soon as their query does, and write nothing but sequences and settings.
bool isQuickFunction(const QString &name)
{
    static const QSet<QString> quick = [] {
        const auto all =
            u"abs array_agg array_append array_cat array_length array_position array_remove array_replace "
            u"array_to_string array_to_json ascii avg bit_and bit_or bool_and bool_or btrim cardinality "
            u"ceil ceiling char_length character_length chr concat_ws convert_from convert_to count "
            u"cume_dist currval date date_bin decode dense_rank div encode every exp first_value floor "
            u"format gen_random_uuid generate_series initcap json_agg json_array_elements "
            u"json_array_elements_text json_array_length json_each json_each_text json_extract_path "
            u"json_extract_path_text json_object_agg json_populate_record json_typeof jsonb_agg "
            u"jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_each jsonb_each_text "
            u"jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object_agg jsonb_object_keys "
            u"jsonb_populate_record jsonb_set jsonb_strip_nulls jsonb_typeof justify_interval lag "
            u"last_value lastval lead left ln log lpad ltrim max min mod nextval normalize nth_value ntile "
            u"num_nonnulls num_nulls octet_length overlaps overlay percent_rank percentile_cont "
            u"pg_get_serial_sequence pg_notify position power quote_ident quote_literal quote_nullable "
            u"random rank regexp_match regexp_matches regexp_replace regexp_split_to_array "
            u"regexp_split_to_table reverse right row_number row_to_json rpad rtrim set_config setval "
            u"sha224 sha256 sha384 sha512 sign split_part sqrt starts_with stddev string_agg "
            u"string_to_array strpos substr substring sum to_number to_regclass to_tsvector translate "
            u"trunc unnest variance version"_s.split(u' ');
        return QSet<QString>(all.begin(), all.end());
    }();
    return quick.contains(name) || isStableFunction(name) || name.startsWith("lo_"_L1);
}

bool isWaitingFunction(const QString &name)
{
    return name == u"pg_sleep" || name == u"pg_sleep_for" || name == u"pg_sleep_until" ||
           name.startsWith("pg_advisory_"_L1);
}

bool Understanding::readDataChange(const SyntaxNode &tree)
{
    if (tree.is("CopyStmt"_L1)) {
        if (const auto table = tree.node("relation")) {
            use(table, tree.flag("is_from") ? LockMode::RowExclusive : LockMode::AccessShare);
            if (tree.flag("is_from"))
                write(nameOf(table));
        }
        readQuery(tree.node("query"));
        readCalls(tree.node("query"));
    } else if (tree.is("TruncateStmt"_L1)) {
        for (const auto &table : tree.nodes("relations")) {
            change(What::Truncates, nameOf(table));
            if (tree.choice("behavior") == "DROP_CASCADE"_L1)
                change(What::TruncatesReferrers, nameOf(table));
            use(table, LockMode::AccessExclusive, {.empties = true});
            write(nameOf(table));
        }
    } else if (isDataChange(tree)) {
        readQuery(tree);
        readCalls(tree, true);
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
        const auto name = names.empty() ? QString() : names.back().text("sval");
        if (isLargeObjectFunction(name))
            change(What::UsesLargeObject);
        if (losesLargeObjects(name))
            change(What::LosesLargeObjects, {}, name);
        return;
    }
    if (!isDataChange(node))
        return;
    const auto table = node.node("relation");
    const bool isUpdate = node.is("UpdateStmt"_L1), isDelete = node.is("DeleteStmt"_L1);
    const bool takesAll = (isUpdate || isDelete) && !hasCondition(node);
    use(table, LockMode::RowExclusive, {.scans = takesAll, .empties = takesAll && isDelete});
    write(nameOf(table));
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

void Understanding::write(const QString &table)
{
    if (m_withCode.contains(key(table)))
        change(What::RunsCode);
}

void Understanding::readUpdate(const SyntaxNode &node)
{
    const auto table = nameOf(node.node("relation"));
    if (hasCondition(node)) {
        change(What::ChangesRows, table);
        return;
    }
    change(What::UpdatesAllRows, table);
    for (const auto &target : node.nodes("target_list"))
        if (const auto column = target.text("name"); !m_createdColumns.contains(key(table) + u'.' + column))
            change(What::OverwritesColumn, table, column);
}

void Understanding::readCalls(const SyntaxNode &tree, bool isSeen)
{
    for (const auto &name : callsOf(tree)) {
        const auto own = name.startsWith("pg_catalog."_L1) ? name.sliced(11) : name;
        if (isQuickFunction(own))
            continue;
        change(What::CallsFunction, {}, name);
        if (!isSeen && !isWaitingFunction(own))
            change(What::RunsCode);
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
