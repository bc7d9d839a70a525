// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/columntype.h"
#include "db/migrations/names/namereader.h"
#include "db/migrations/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

/// The letter of pg_class.relkind; nothing: it is no relation.
char16_t kindOfObject(QLatin1StringView type)
{
    return type == "OBJECT_TABLE"_L1 || type == "OBJECT_FOREIGN_TABLE"_L1 ? u'r'
           : type == "OBJECT_VIEW"_L1                                     ? u'v'
           : type == "OBJECT_MATVIEW"_L1                                  ? u'm'
           : type == "OBJECT_INDEX"_L1                                    ? u'i'
           : type == "OBJECT_SEQUENCE"_L1                                 ? u'S'
           : type == "OBJECT_TYPE"_L1                                     ? u'c'
                                                                          : u'\0';
}

bool buildsIndex(const SyntaxNode &constraint)
{
    const auto kind = constraint.choice("contype");
    return kind == "CONSTR_PRIMARY"_L1 || kind == "CONSTR_UNIQUE"_L1 || kind == "CONSTR_EXCLUSION"_L1;
}

} // namespace

bool NameReader::readDefinition(const SyntaxNode &tree)
{
    if (tree.is("CreateStmt"_L1)) {
        readCreateTable(tree);
    } else if (tree.is("CreateForeignTableStmt"_L1)) {
        readCreateTable(tree.node("base_stmt"));
    } else if (tree.is("CreateTableAsStmt"_L1)) {
        readCode(tree.node("query"));
        const bool isView = tree.choice("objtype") == "OBJECT_MATVIEW"_L1;
        auto &use = add(What::Makes, tree.node("into").node("rel"), isView ? u'm' : u'r');
        use.isLenient = tree.flag("if_not_exists");
        use.isLocal = tree.node("into").choice("on_commit") == "ONCOMMIT_DROP"_L1;
        use.isFilling = !tree.node("into").flag("skip_data");
    } else if (tree.is("ViewStmt"_L1)) {
        add(What::Makes, tree.node("view"), u'v').isReplacing = tree.flag("replace");
    } else if (tree.is("CompositeTypeStmt"_L1)) {
        add(What::Makes, tree.node("typevar"), u'c');
    } else if (tree.is("CreateSeqStmt"_L1) || tree.is("AlterSeqStmt"_L1)) {
        readSequence(tree);
    } else if (tree.is("AlterTableStmt"_L1)) {
        readAlterTable(tree);
    } else if (tree.is("IndexStmt"_L1)) {
        readIndex(tree);
    } else if (tree.is("DropStmt"_L1)) {
        readDrop(tree);
    } else if (tree.is("RenameStmt"_L1)) {
        readRename(tree);
    } else if (tree.is("AlterObjectSchemaStmt"_L1)) {
        readMove(tree);
    } else if (tree.is("CreateSchemaStmt"_L1)) {
        if (tree.text("schemaname").isEmpty() || !tree.nodes("schema_elts").empty())
            return false;
        add(What::MakesSchema, {}, tree.text("schemaname")).isLenient = tree.flag("if_not_exists");
    } else if (tree.is("CreateExtensionStmt"_L1)) {
        add(What::MakesExtension, {}, tree.text("extname")).isLenient = tree.flag("if_not_exists");
    } else {
        return false;
    }
    return true;
}

void NameReader::readCreateTable(const SyntaxNode &tree)
{
    const auto table = tree.node("relation");
    const auto parents = tree.nodes("inh_relations"), elements = tree.nodes("table_elts");
    const bool isCopied = std::ranges::any_of(
        elements, [](const SyntaxNode &element) { return element.is("TableLikeClause"_L1); });
    {
        auto &made = add(What::Makes, table);
        made.isLenient = tree.flag("if_not_exists");
        made.hasAllColumns = parents.empty() && !isCopied && !tree.node("of_typename");
        for (const auto &element : elements)
            if (element.is("ColumnDef"_L1))
                made.columns << element.text("colname");
        // It ends with the transaction, which is the statement where there is none around.
        if (tree.choice("oncommit") == "ONCOMMIT_DROP"_L1)
            made.isLocal = true;
    }
    for (const auto &parent : parents) {
        add(What::Needs, parent);
        add(What::BecomesParent, parent);
        add(What::BecomesHeir, table);
    }
    for (const auto &element : elements) {
        if (element.is("TableLikeClause"_L1))
            add(What::Needs, element.node("relation"));
        else if (element.is("Constraint"_L1))
            readConstraint(element, table);
        else
            for (const auto &constraint : element.nodes("constraints"))
                readConstraint(constraint, table);
    }
}

/// Of a column, of a table that is made, or that is added.
void NameReader::readConstraint(const SyntaxNode &constraint, const SyntaxNode &table)
{
    if (constraint.choice("contype") == "CONSTR_FOREIGN"_L1) {
        needColumns(table, constraint.nodes("fk_attrs"));
        add(What::Needs, constraint.node("pktable"));
        needColumns(constraint.node("pktable"), constraint.nodes("pk_attrs"));
    } else if (!constraint.text("indexname").isEmpty()) {
        add(What::BlursIndexes, table).newName = constraint.text("conname");
    } else if (buildsIndex(constraint)) {
        needColumns(table, constraint.nodes("keys"));
        needColumns(table, constraint.nodes("including"));
        add(What::MakesIndex, table).newName = constraint.text("conname");
    } else if (constraint.choice("contype") == "CONSTR_IDENTITY"_L1) {
        for (const auto &option : constraint.nodes("options"))
            if (option.text("defname") == u"sequence_name")
                addParts(What::Blurs, option.node("arg"), u'S', true);
    }
}

void NameReader::readIndex(const SyntaxNode &tree)
{
    const auto table = tree.node("relation");
    add(What::Needs, table);
    needColumns(table, tree.nodes("index_params"));
    needColumns(table, tree.nodes("index_including_params"));
    auto &made = add(What::MakesIndex, table);
    made.newName = tree.text("idxname");
    made.isLenient = tree.flag("if_not_exists");
}

void NameReader::readDrop(const SyntaxNode &tree)
{
    const auto type = tree.choice("remove_type");
    const bool isLenient = tree.flag("missing_ok");
    const bool cascades = tree.choice("behavior") == "DROP_CASCADE"_L1;
    const auto kind = kindOfObject(type);
    const bool isOfTable =
        type == "OBJECT_TRIGGER"_L1 || type == "OBJECT_RULE"_L1 || type == "OBJECT_POLICY"_L1;
    for (const auto &object : tree.nodes("objects")) {
        if (isOfTable) {
            addParts(What::Needs, object, u'r', isLenient, 1);
        } else if (type == "OBJECT_SCHEMA"_L1) {
            auto &use = add(What::DropsSchema, {}, object.text("sval"));
            use.isLenient = isLenient;
            use.isCascading = cascades;
        } else if (kind == u'c') {
            const auto names = object.nodes("names");
            add(What::Blurs, {}, names.empty() ? QString() : names.back().text("sval"), kind);
        } else if (kind) {
            addParts(What::Drops, object, kind, isLenient);
        }
    }
    if (kind && kind != u'c') {
        if (cascades)
            add(What::DropsViews, {}, {});
    } else if ((cascades && !isOfTable && type != "OBJECT_SCHEMA"_L1) || type == "OBJECT_EXTENSION"_L1) {
        m_uses.push_back({}); // columns of that type, triggers with that function …
    }
}

void NameReader::readRename(const SyntaxNode &tree)
{
    const auto type = tree.choice("rename_type");
    const auto relation = tree.node("relation");
    const auto kind = kindOfObject(type);
    const bool isLenient = tree.flag("missing_ok");
    const auto newName = tree.text("newname");
    if (type == "OBJECT_SCHEMA"_L1) {
        m_uses.push_back({});
    } else if (kind == u'c') {
        const auto parts = tree.node("object").nodes("items");
        add(What::Blurs, {}, parts.empty() ? QString() : parts.back().text("sval"), kind);
        add(What::Blurs, {}, newName, kind);
    } else if (kind) {
        auto &use = add(What::Renames, relation, kind);
        use.newName = newName;
        use.isLenient = isLenient;
    } else if (relation) {
        add(What::Needs, relation, kindOfObject(tree.choice("relation_type"))).isLenient = isLenient;
        if (type == "OBJECT_TABCONSTRAINT"_L1) {
            add(What::BlursIndexes, relation).newName = newName;
        } else if (type == "OBJECT_COLUMN"_L1 || type == "OBJECT_ATTRIBUTE"_L1) {
            auto &use = add(What::RenamesColumn, relation);
            use.column = tree.text("subname");
            use.newName = newName;
        }
    }
}

void NameReader::readMove(const SyntaxNode &tree)
{
    const auto kind = kindOfObject(tree.choice("object_type"));
    if (tree.choice("object_type") == "OBJECT_EXTENSION"_L1 || kind == u'c') {
        m_uses.push_back({});
    } else if (kind) {
        auto &use = add(What::Moves, tree.node("relation"), kind);
        use.newName = tree.text("newschema");
        use.isLenient = tree.flag("missing_ok");
    }
}

void NameReader::readSequence(const SyntaxNode &tree)
{
    const auto sequence = tree.node("sequence");
    const bool isMade = tree.is("CreateSeqStmt"_L1);
    add(isMade ? What::Makes : What::Needs, sequence, u'S').isLenient =
        tree.flag(isMade ? "if_not_exists" : "missing_ok");
    const auto options = tree.nodes("options");
    if (std::ranges::any_of(options,
                            [](const SyntaxNode &option) { return option.text("defname") == u"owned_by"; }))
        add(What::Blurs, sequence, u'S'); // it goes with its owner
}

void NameReader::readAlterTable(const SyntaxNode &tree)
{
    const auto table = tree.node("relation");
    const auto kind = kindOfObject(tree.choice("objtype"));
    add(What::Needs, table, kind ? kind : u'r').isLenient = tree.flag("missing_ok");
    // The server drops first, then adds columns, and does the rest in the end.
    constexpr QLatin1StringView first[] = {"AT_DropColumn"_L1, "AT_DropConstraint"_L1, "AT_AddColumn"_L1};
    const auto commands = tree.nodes("cmds");
    for (const auto subtype : first)
        for (const auto &command : commands)
            if (command.choice("subtype") == subtype)
                readAlterCommand(command, table, kind);
    for (const auto &command : commands)
        if (std::ranges::find(first, command.choice("subtype")) == std::end(first))
            readAlterCommand(command, table, kind);
}

void NameReader::readAlterCommand(const SyntaxNode &command, const SyntaxNode &table, char16_t kind)
{
    const auto subtype = command.choice("subtype");
    const auto column = command.text("name");
    constexpr QLatin1StringView ofColumn[] = {
        "AT_AddIdentity"_L1, "AT_ColumnDefault"_L1, "AT_DropExpression"_L1, "AT_DropIdentity"_L1,
        "AT_DropNotNull"_L1, "AT_ResetOptions"_L1,  "AT_SetCompression"_L1, "AT_SetIdentity"_L1,
        "AT_SetNotNull"_L1,  "AT_SetOptions"_L1,    "AT_SetStatistics"_L1,  "AT_SetStorage"_L1};
    if (subtype == "AT_DropColumn"_L1) {
        auto &use = add(What::DropsColumn, table);
        use.column = column;
        use.isLenient = command.flag("missing_ok");
        if (command.choice("behavior") == "DROP_CASCADE"_L1)
            add(What::DropsViews, {}, {});
    } else if (subtype == "AT_DropConstraint"_L1) {
        add(What::BlursIndexes, table);
    } else if (subtype == "AT_AddColumn"_L1) {
        const bool isLenient = command.flag("missing_ok");
        auto &use = add(What::AddsColumn, table);
        use.column = command.node("def").text("colname");
        use.isLenient = isLenient;
        for (const auto &constraint : isLenient ? Nodes() : command.node("def").nodes("constraints"))
            readConstraint(constraint, table);
    } else if (subtype == "AT_AddConstraint"_L1) {
        readConstraint(command.node("def"), table);
    } else if (subtype == "AT_AttachPartition"_L1 || subtype == "AT_DetachPartition"_L1) {
        const auto partition = command.node("def").node("name");
        add(What::Needs, partition, kind == u'i' ? u'i' : u'r');
        if (subtype == "AT_AttachPartition"_L1) {
            add(What::BecomesParent, table);
            add(What::BecomesHeir, partition);
        }
    } else if (subtype == "AT_AddInherit"_L1) {
        add(What::Needs, command.node("def"));
        add(What::BecomesParent, command.node("def"));
        add(What::BecomesHeir, table);
    } else if (subtype == "AT_AlterColumnType"_L1) {
        auto &use = add(What::RetypesColumn, table);
        use.column = column;
        use.newName = typeOf(command.node("def").node("type_name"));
    } else if (kind != u'i' && !column.isEmpty() &&
               std::ranges::find(ofColumn, subtype) != std::end(ofColumn)) {
        add(What::NeedsColumn, table).column = column;
    }
}

} // namespace seawall::db
