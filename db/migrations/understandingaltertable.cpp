// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

/// What a subcommand that only touches the catalog locks; AlterTableGetLockLevel() in PostgreSQL.
LockMode lockOf(const SyntaxNode &command)
{
    const auto subtype = command.choice("subtype");
    constexpr QLatin1StringView gentle[] = {"AT_SetStatistics"_L1, "AT_ClusterOn"_L1,
                                            "AT_DropCluster"_L1,   "AT_SetOptions"_L1,
                                            "AT_ResetOptions"_L1,  "AT_DetachPartitionFinalize"_L1};
    if (std::ranges::find(gentle, subtype) != std::end(gentle))
        return LockMode::ShareUpdateExclusive;
    if (subtype.startsWith("AT_EnableTrig"_L1) || subtype.startsWith("AT_DisableTrig"_L1) ||
        subtype == "AT_EnableAlwaysTrig"_L1 || subtype == "AT_EnableReplicaTrig"_L1)
        return LockMode::ShareRowExclusive;
    if (subtype == "AT_SetRelOptions"_L1 || subtype == "AT_ResetRelOptions"_L1) {
        const auto options = command.node("def").nodes("items");
        const bool isSeenByQueries = std::ranges::any_of(options, [](const SyntaxNode &option) {
            const auto name = option.text("defname");
            return name == u"user_catalog_table" || name == u"security_barrier" ||
                   name == u"security_invoker" || name == u"check_option";
        });
        return isSeenByQueries ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive;
    }
    return LockMode::AccessExclusive;
}

bool isNull(const SyntaxNode &expression)
{
    return expression.is("AConst"_L1) && expression.flag("isnull");
}

/// `USING column` and `USING column::text` lose nothing.
bool keepsAll(const SyntaxNode &expression, const QString &column)
{
    auto kept = expression;
    if (kept.is("TypeCast"_L1) && nameOf(kept.node("type_name").nodes("names")) == u"text")
        kept = kept.node("arg");
    return kept.is("ColumnRef"_L1) && nameOf(kept.nodes("fields")) == column;
}

} // namespace

void Understanding::readAlterTable(const SyntaxNode &tree)
{
    constexpr QLatin1StringView tables[] = {"OBJECT_TABLE"_L1, "OBJECT_FOREIGN_TABLE"_L1, "OBJECT_MATVIEW"_L1,
                                            "OBJECT_VIEW"_L1};
    if (tree.choice("objtype") == "OBJECT_TYPE"_L1) // another type is refused while a column has it
        for (const auto &command : tree.nodes("cmds"))
            if (command.choice("subtype") == "AT_DropColumn"_L1)
                change(What::DropsAttribute, nameOf(tree.node("relation")), command.text("name"));
    if (std::ranges::find(tables, tree.choice("objtype")) == std::end(tables))
        return;
    for (const auto &command : tree.nodes("cmds"))
        readAlterCommand(command, tree.node("relation"));
}

void Understanding::readAlterCommand(const SyntaxNode &command, const SyntaxNode &table)
{
    const auto subtype = command.choice("subtype");
    const auto name = nameOf(table);
    const auto column = command.text("name");
    const auto rewrite = [&](const QString &by) {
        use(table, LockMode::AccessExclusive, {.rewrites = true});
        change(What::RewritesTable, name, by);
    };
    if (subtype == "AT_AddColumn"_L1) {
        readAddColumn(command.node("def"), table);
        if (!command.flag("missing_ok"))
            m_createdColumns.insert(key(name) + u'.' + command.node("def").text("colname"));
    } else if (subtype == "AT_AddConstraint"_L1) {
        readAddConstraint(command.node("def"), table);
    } else if (subtype == "AT_ValidateConstraint"_L1) {
        use(table, LockMode::ShareUpdateExclusive, {.scans = true});
    } else if (subtype == "AT_SetNotNull"_L1) {
        use(table, LockMode::AccessExclusive, {.scans = true});
        change(What::SetsNotNull, name, column);
    } else if (subtype == "AT_AlterColumnType"_L1) {
        use(table, LockMode::AccessExclusive, {.rewrites = true});
        change(What::ChangesType, name, column);
        if (!isNew(name))
            readCalls(command.node("def").node("raw_default"), true);
        if (const auto by = command.node("def").node("raw_default"); by && !keepsAll(by, column))
            change(What::ConvertsColumn, name, column);
        readColumnType(command.node("def"));
    } else if (subtype == "AT_SetLogged"_L1) {
        rewrite(u"SET LOGGED"_s);
    } else if (subtype == "AT_SetUnLogged"_L1) {
        rewrite(u"SET UNLOGGED"_s);
        change(What::MakesUnlogged, name, name);
    } else if (subtype == "AT_SetTableSpace"_L1) {
        rewrite(u"SET TABLESPACE"_s);
    } else if (subtype == "AT_SetAccessMethod"_L1) {
        rewrite(u"SET ACCESS METHOD"_s);
    } else if (!readPartition(command, table)) {
        use(table, lockOf(command));
        if (subtype == "AT_DropColumn"_L1)
            change(What::DropsColumn, name, column);
        else if (subtype == "AT_DisableTrig"_L1 || subtype == "AT_DisableTrigAll"_L1 ||
                 subtype == "AT_DisableTrigUser"_L1)
            change(What::DisablesTriggers, name);
        else if (subtype == "AT_AddInherit"_L1 || subtype == "AT_DropInherit"_L1)
            use(command.node("def"), LockMode::ShareUpdateExclusive);
    }
    if (command.choice("behavior") == "DROP_CASCADE"_L1)
        change(What::DropsWithDependents, name, column);
}

bool Understanding::readPartition(const SyntaxNode &command, const SyntaxNode &table)
{
    const auto subtype = command.choice("subtype");
    const auto partition = command.node("def");
    if (subtype == "AT_AttachPartition"_L1) {
        use(table, LockMode::ShareUpdateExclusive);
        use(partition.node("name"), LockMode::AccessExclusive, {.scans = true});
        change(What::AttachesPartition, nameOf(partition.node("name")), nameOf(table));
    } else if (subtype == "AT_DetachPartition"_L1) {
        use(table, partition.flag("concurrent") ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
        use(partition.node("name"), LockMode::AccessExclusive);
    } else if (subtype == "AT_DetachPartitionFinalize"_L1) {
        use(table, LockMode::ShareUpdateExclusive);
        use(partition.node("name"), LockMode::AccessExclusive);
    } else {
        return false;
    }
    return true;
}

void Understanding::readAddColumn(const SyntaxNode &column, const SyntaxNode &table)
{
    const auto name = nameOf(table), columnName = column.text("colname");
    const auto typeNames = column.node("type_name").nodes("names");
    const auto type = typeNames.empty() ? QString() : typeNames.back().text("sval");
    bool isStored = type.contains(u"serial"), isFilled = isStored, isVolatileDefault = false,
         isNotNull = false;
    TableEffect effect;
    for (const auto &constraint : column.nodes("constraints")) {
        const auto kind = constraint.choice("contype");
        if (kind == "CONSTR_DEFAULT"_L1) {
            const auto value = constraint.node("raw_expr");
            isFilled = isFilled || !isNull(value);
            isVolatileDefault = isVolatile(value);
            if (!isNew(name))
                readCalls(value, true);
        } else if (kind == "CONSTR_IDENTITY"_L1 || kind == "CONSTR_GENERATED"_L1) {
            isStored = isFilled = true;
        } else if (kind == "CONSTR_NOTNULL"_L1) {
            isNotNull = true;
        }
    }
    for (const auto &constraint : column.nodes("constraints")) {
        const auto kind = constraint.choice("contype");
        if (kind == "CONSTR_FOREIGN"_L1) {
            referTo(constraint, name);
            effect.scans = effect.scans || isFilled; // a column of NULLs refers to nothing
        } else if (kind == "CONSTR_CHECK"_L1) {
            effect.scans = true;
            change(What::AddsCheck, name, columnName);
        } else if (kind == "CONSTR_PRIMARY"_L1 || kind == "CONSTR_UNIQUE"_L1) {
            effect.scans = true;
            change(What::AddsIndexConstraint, name, columnName);
        }
    }
    effect.rewrites = isStored || isVolatileDefault;
    effect.scans = effect.scans || (isNotNull && !isFilled);
    use(table, LockMode::AccessExclusive, effect);
    if (isStored)
        change(What::AddsStoredColumn, name, columnName);
    else if (isVolatileDefault)
        change(What::AddsVolatileDefault, name, columnName);
    else if (isNotNull && !isFilled)
        change(What::AddsNotNullColumn, name, columnName);
    readColumnType(column);
}

void Understanding::readAddConstraint(const SyntaxNode &constraint, const SyntaxNode &table)
{
    const auto kind = constraint.choice("contype");
    const auto name = nameOf(table), constraintName = constraint.text("conname");
    const bool isValid = !constraint.flag("skip_validation");
    if (kind == "CONSTR_FOREIGN"_L1) {
        use(table, LockMode::ShareRowExclusive, {.scans = isValid});
        if (isValid)
            change(What::AddsForeignKey, name, constraintName);
        referTo(constraint, name);
    } else if (kind == "CONSTR_CHECK"_L1) {
        use(table, LockMode::AccessExclusive, {.scans = isValid});
        if (isValid)
            change(What::AddsCheck, name, constraintName);
    } else if (!constraint.text("indexname").isEmpty()) {
        // A primary key makes its columns NOT NULL, which is checked by a scan where they are not yet.
        use(table, LockMode::AccessExclusive, {.scans = kind == "CONSTR_PRIMARY"_L1});
    } else {
        use(table, LockMode::AccessExclusive, {.scans = true});
        change(What::AddsIndexConstraint, name, constraintName);
    }
}

void Understanding::referTo(const SyntaxNode &constraint, const QString &from)
{
    const auto referred = nameOf(constraint.node("pktable"));
    use(referred, LockMode::ShareRowExclusive);
    if (referred != from)
        change(What::RefersTo, referred, from);
}

void Understanding::readColumnType(const SyntaxNode &column)
{
    const auto names = column.node("type_name").nodes("names");
    if (names.empty() || column.node("type_name").flag("setof"))
        return;
    const auto type = names.back().text("sval");
    const auto columnName = column.text("colname");
    const bool isSystemType = names.size() == 2 && names.front().text("sval") == u"pg_catalog";
    if (type == u"bpchar" && isSystemType)
        change(What::HasCharColumn, {}, columnName);
    else if (type == u"timestamp" && isSystemType)
        change(What::HasLocalTimeColumn, {}, columnName);
    const bool isKey = std::ranges::any_of(column.nodes("constraints"), [](const SyntaxNode &constraint) {
        return constraint.choice("contype") == "CONSTR_PRIMARY"_L1;
    });
    static const QStringList smallTypes{u"int4"_s, u"int2"_s, u"serial"_s, u"serial4"_s, u"smallserial"_s};
    if (isKey && smallTypes.contains(type))
        change(What::HasIntegerKey, {}, columnName);
}

} // namespace seawall::db
