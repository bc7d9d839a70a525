// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

/// The name of an object in DROP or COMMENT, in parts.
std::vector<SyntaxNode> partsOf(const SyntaxNode &object)
{
    return object.is("List"_L1) ? object.nodes("items") : std::vector{object};
}

/// What is dropped, as LiveTables::dependents has it; empty: nothing is known to depend on it that holds
/// rows.
QString dependentsKey(QLatin1StringView type, const SyntaxNode &object, const std::vector<SyntaxNode> &parts)
{
    if (type == "OBJECT_TABLE"_L1 || type == "OBJECT_VIEW"_L1 || type == "OBJECT_MATVIEW"_L1 ||
        type == "OBJECT_FOREIGN_TABLE"_L1)
        return u"table "_s + nameOf(parts);
    if (type == "OBJECT_TYPE"_L1 || type == "OBJECT_DOMAIN"_L1)
        return u"type "_s + nameOf(object.nodes("names"));
    if (type == "OBJECT_FUNCTION"_L1 || type == "OBJECT_PROCEDURE"_L1 || type == "OBJECT_ROUTINE"_L1)
        return u"function "_s + nameOf(object.nodes("objname"));
    return {};
}

} // namespace

bool Understanding::readDefinition(const SyntaxNode &tree)
{
    if (tree.is("CreateStmt"_L1)) {
        readCreateTable(tree);
    } else if (tree.is("CreateForeignTableStmt"_L1)) {
        readCreateTable(tree.node("base_stmt"));
    } else if (tree.is("CreateTableAsStmt"_L1)) {
        readQuery(tree.node("query"));
        if (!tree.node("into").flag("skip_data"))
            readCalls(tree.node("query"));
        create(tree.node("into").node("rel"), tree.flag("if_not_exists"));
    } else if (tree.is("ViewStmt"_L1)) {
        readQuery(tree.node("query"));
        create(tree.node("view"));
    } else if (tree.is("CompositeTypeStmt"_L1)) {
        create(tree.node("typevar"));
    } else if (tree.is("AlterTableStmt"_L1)) {
        readAlterTable(tree);
    } else if (tree.is("IndexStmt"_L1)) {
        readIndex(tree);
    } else if (tree.is("DropStmt"_L1)) {
        readDrop(tree);
    } else if (tree.is("RenameStmt"_L1) || tree.is("AlterObjectSchemaStmt"_L1)) {
        readRename(tree);
    } else if (tree.is("CommentStmt"_L1) || tree.is("SecLabelStmt"_L1)) {
        readComment(tree);
    } else if (tree.is("CreateTrigStmt"_L1)) {
        use(tree.node("relation"), LockMode::ShareRowExclusive);
        m_withCode.insert(key(nameOf(tree.node("relation"))));
    } else if (tree.is("RuleStmt"_L1)) {
        m_withCode.insert(key(nameOf(tree.node("relation"))));
        use(tree.node("relation"), LockMode::AccessExclusive);
    } else if (tree.is("CreatePolicyStmt"_L1) || tree.is("AlterPolicyStmt"_L1)) {
        use(tree.node("table"), LockMode::AccessExclusive);
    } else if (tree.is("CreateStatsStmt"_L1)) {
        for (const auto &table : tree.nodes("relations"))
            use(table, LockMode::ShareUpdateExclusive);
    } else if (tree.is("CreatePublicationStmt"_L1) || tree.is("AlterPublicationStmt"_L1)) {
        for (const auto &object : tree.nodes("pubobjects"))
            if (const auto table = object.node("pubtable"))
                use(table.node("relation"), LockMode::ShareUpdateExclusive);
    } else if (tree.is("AlterEnumStmt"_L1) || tree.is("CreateEnumStmt"_L1)) {
        readEnum(tree);
    } else if (tree.is("CreateExtensionStmt"_L1)) {
        change(What::CreatesExtension, {}, tree.text("extname"));
    } else if (tree.is("DropOwnedStmt"_L1)) {
        for (const auto &role : tree.nodes("roles")) {
            const auto name = role.text("rolename");
            change(What::DropsOwned, {}, name.isEmpty() ? u"CURRENT_USER"_s : name);
        }
    } else if (tree.is("DropdbStmt"_L1)) {
        change(What::DropsDatabase, {}, tree.text("dbname"));
    } else {
        return false;
    }
    return true;
}

void Understanding::readCreateTable(const SyntaxNode &tree)
{
    create(tree.node("relation"), tree.flag("if_not_exists"));
    const auto table = nameOf(tree.node("relation"));
    const bool isPartition = bool(tree.node("partbound"));
    for (const auto &parent : tree.nodes("inh_relations"))
        use(parent, isPartition ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    for (const auto &element : tree.nodes("table_elts")) {
        if (element.is("TableLikeClause"_L1)) {
            use(element.node("relation"), LockMode::AccessShare);
        } else if (element.is("Constraint"_L1)) {
            if (element.choice("contype") == "CONSTR_FOREIGN"_L1)
                referTo(element, table);
        } else if (element.is("ColumnDef"_L1)) {
            readColumnType(element);
            for (const auto &constraint : element.nodes("constraints"))
                if (constraint.choice("contype") == "CONSTR_FOREIGN"_L1)
                    referTo(constraint, table);
        }
    }
}

void Understanding::readIndex(const SyntaxNode &tree)
{
    const bool isConcurrent = tree.flag("concurrent");
    const auto table = nameOf(tree.node("relation"));
    use(table, isConcurrent ? LockMode::ShareUpdateExclusive : LockMode::Share, {.scans = true});
    if (!isConcurrent)
        change(What::CreatesIndex, table, tree.text("idxname"));
    else if (tree.flag("if_not_exists"))
        change(What::CreatesIndexIfNotExists, table, tree.text("idxname"));
}

void Understanding::readDrop(const SyntaxNode &tree)
{
    const auto type = tree.choice("remove_type");
    const bool isTable = type == "OBJECT_TABLE"_L1 || type == "OBJECT_FOREIGN_TABLE"_L1;
    const bool isOfTable =
        type == "OBJECT_TRIGGER"_L1 || type == "OBJECT_RULE"_L1 || type == "OBJECT_POLICY"_L1;
    const bool cascades = tree.choice("behavior") == "DROP_CASCADE"_L1;
    for (const auto &object : tree.nodes("objects")) {
        const auto parts = partsOf(object);
        if (isTable) {
            const auto table = nameOf(parts);
            change(What::DropsTable, table);
            use(table, LockMode::AccessExclusive, {.drops = type == "OBJECT_TABLE"_L1});
            m_created.remove(key(table));
        } else if (type == "OBJECT_VIEW"_L1 || type == "OBJECT_MATVIEW"_L1) {
            use(nameOf(parts), LockMode::AccessExclusive);
        } else if (isOfTable) {
            use(nameOf(parts, 1), LockMode::AccessExclusive);
        } else if (type == "OBJECT_INDEX"_L1 && !tree.flag("concurrent")) {
            change(What::DropsIndex, {}, nameOf(parts));
        } else if (type == "OBJECT_SCHEMA"_L1 && cascades) {
            change(What::DropsSchema, {}, nameOf(parts));
        } else if (type == "OBJECT_EXTENSION"_L1) {
            change(What::DropsExtension, {}, nameOf(parts));
            if (cascades)
                change(What::DropsTypesOf, {}, nameOf(parts));
        } else if ((type == "OBJECT_TYPE"_L1 || type == "OBJECT_DOMAIN"_L1) && cascades) {
            change(What::DropsType, {}, nameOf(object.nodes("names")));
        }
        if (cascades)
            change(What::DropsWithDependents, {}, dependentsKey(type, object, parts));
    }
}

void Understanding::readRename(const SyntaxNode &tree)
{
    const auto relation = tree.node("relation");
    if (!relation)
        return;
    const bool isRename = tree.is("RenameStmt"_L1);
    const auto type = tree.choice(isRename ? "rename_type" : "object_type");
    const auto onType = isRename ? tree.choice("relation_type") : type;
    if (type == "OBJECT_INDEX"_L1 || type == "OBJECT_SEQUENCE"_L1 || type == "OBJECT_ATTRIBUTE"_L1 ||
        onType == "OBJECT_INDEX"_L1)
        return;
    const auto table = nameOf(relation);
    use(table, LockMode::AccessExclusive);
    const bool isTable = type == "OBJECT_TABLE"_L1 || type == "OBJECT_VIEW"_L1 || type == "OBJECT_MATVIEW"_L1;
    if (isTable) {
        const auto newName =
            isRename ? tree.text("newname") : tree.text("newschema") + u'.' + relation.text("relname");
        change(What::RenamesTable, table, newName);
        if (isNew(table))
            m_created.insert(key(newName), m_created.value(key(table)));
    } else if (type == "OBJECT_COLUMN"_L1) {
        change(What::RenamesColumn, table, tree.text("subname"));
    }
}

void Understanding::readComment(const SyntaxNode &tree)
{
    const auto type = tree.choice("objtype");
    const auto parts = partsOf(tree.node("object"));
    if (type == "OBJECT_TABLE"_L1 || type == "OBJECT_VIEW"_L1 || type == "OBJECT_MATVIEW"_L1)
        use(nameOf(parts), LockMode::ShareUpdateExclusive);
    else if (type == "OBJECT_COLUMN"_L1)
        use(nameOf(parts, 1), LockMode::ShareUpdateExclusive);
}

void Understanding::readEnum(const SyntaxNode &tree)
{
    const auto type = key(nameOf(tree.nodes("type_name")));
    if (tree.is("CreateEnumStmt"_L1))
        m_createdTypes.insert(type);
    else if (tree.text("old_val").isEmpty() && !m_createdTypes.contains(type))
        m_newEnumValues.insert(tree.text("new_val"));
}

bool Understanding::readMaintenance(const SyntaxNode &tree)
{
    if (tree.is("VacuumStmt"_L1)) {
        const bool isVacuum = tree.flag("is_vacuumcmd");
        const bool isFull = isVacuum && isOn(tree.nodes("options"), "full"_L1);
        for (const auto &entry : tree.nodes("rels")) {
            const auto table = nameOf(entry.node("relation"));
            use(table, isFull ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive,
                {.rewrites = isFull, .scans = isVacuum});
            if (isFull)
                change(What::RewritesTable, table, u"VACUUM FULL"_s);
        }
    } else if (tree.is("ClusterStmt"_L1)) {
        if (const auto table = tree.node("relation")) {
            use(table, LockMode::AccessExclusive, {.rewrites = true});
            change(What::RewritesTable, nameOf(table), u"CLUSTER"_s);
        }
    } else if (tree.is("ReindexStmt"_L1)) {
        const bool isConcurrent = isOn(tree.nodes("params"), "concurrently"_L1);
        const bool isTable = tree.choice("kind") == "REINDEX_OBJECT_TABLE"_L1;
        const auto name = nameOf(tree.node("relation"));
        if (isTable)
            use(name, isConcurrent ? LockMode::ShareUpdateExclusive : LockMode::Share, {.scans = true});
        if (!isConcurrent)
            change(What::Reindexes, isTable ? name : QString(), name);
    } else if (tree.is("RefreshMatViewStmt"_L1)) {
        const bool isConcurrent = tree.flag("concurrent");
        const auto view = nameOf(tree.node("relation"));
        use(view, isConcurrent ? LockMode::Exclusive : LockMode::AccessExclusive,
            {.rewrites = !isConcurrent, .scans = isConcurrent});
        if (!isConcurrent)
            change(What::Refreshes, view);
    } else {
        return false;
    }
    return true;
}

bool Understanding::readRights(const SyntaxNode &tree)
{
    if (!tree.is("GrantStmt"_L1) || !tree.flag("is_grant"))
        return false;
    for (const auto &grantee : tree.nodes("grantees"))
        if (grantee.choice("roletype") == "ROLESPEC_PUBLIC"_L1)
            change(What::GrantsToPublic);
    return true;
}

} // namespace seawall::db
