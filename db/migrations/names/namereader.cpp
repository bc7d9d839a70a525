// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/namereader.h"

#include "db/migrations/understanding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

/// Statements that neither make nor take a name of a relation, and run no code.
bool leavesNamesAlone(QLatin1StringView type)
{
    constexpr QLatin1StringView types[] = {"AlterDatabaseSetStmt"_L1,
                                           "AlterDefaultPrivilegesStmt"_L1,
                                           "AlterDomainStmt"_L1,
                                           "AlterEnumStmt"_L1,
                                           "AlterFunctionStmt"_L1,
                                           "AlterOperatorStmt"_L1,
                                           "AlterOwnerStmt"_L1,
                                           "AlterPublicationStmt"_L1,
                                           "AlterRoleSetStmt"_L1,
                                           "AlterRoleStmt"_L1,
                                           "AlterStatsStmt"_L1,
                                           "AlterTypeStmt"_L1,
                                           "CheckPointStmt"_L1,
                                           "ClosePortalStmt"_L1,
                                           "ConstraintsSetStmt"_L1,
                                           "CreateCastStmt"_L1,
                                           "CreateDomainStmt"_L1,
                                           "CreateEnumStmt"_L1,
                                           "CreateFdwStmt"_L1,
                                           "CreateForeignServerStmt"_L1,
                                           "CreateFunctionStmt"_L1,
                                           "CreatePublicationStmt"_L1,
                                           "CreateRangeStmt"_L1,
                                           "CreateRoleStmt"_L1,
                                           "CreateUserMappingStmt"_L1,
                                           "DeallocateStmt"_L1,
                                           "DeclareCursorStmt"_L1,
                                           "DefineStmt"_L1,
                                           "DropRoleStmt"_L1,
                                           "GrantRoleStmt"_L1,
                                           "ListenStmt"_L1,
                                           "NotifyStmt"_L1,
                                           "PrepareStmt"_L1,
                                           "SecLabelStmt"_L1,
                                           "UnlistenStmt"_L1,
                                           "VariableShowStmt"_L1};
    return std::ranges::find(types, type) != std::end(types);
}

QString constantOf(const SyntaxNode &node)
{
    return node.is("AConst"_L1) ? node.node("sval").text("sval") : QString();
}

bool isTrue(const SyntaxNode &node)
{
    const auto value = node.is("TypeCast"_L1) ? node.node("arg") : node;
    return value.is("AConst"_L1) && value.node("boolval").flag("boolval");
}

} // namespace

QStringList namesOfPath(QStringView setting)
{
    QStringList names;
    for (qsizetype i = 0; i < setting.size(); ++i) {
        if (setting[i].isSpace() || setting[i] == u',')
            continue;
        QString name;
        if (setting[i] == u'"') {
            for (++i; i < setting.size() && !(setting[i] == u'"' && setting.mid(i + 1, 1) != u"\""); ++i) {
                i += setting[i] == u'"' ? 1 : 0;
                name += setting[i];
            }
        } else {
            const auto end = setting.indexOf(u',', i);
            name = setting.mid(i, end < 0 ? -1 : end - i).trimmed().toString().toLower();
            i = end < 0 ? setting.size() : end;
        }
        names << name;
    }
    return names;
}

std::vector<NameUse> NameReader::read(const SyntaxNode &tree)
{
    m_uses.clear();
    readAny(tree);
    return std::move(m_uses);
}

void NameReader::readAny(const SyntaxNode &tree)
{
    if (!readQuery(tree) && !readDefinition(tree) && !readMention(tree) && !readSetting(tree) &&
        !leavesNamesAlone(tree.type()))
        m_uses.push_back({});
}

NameUse &NameReader::add(What what, const QString &schema, const QString &name, char16_t kind)
{
    return m_uses.emplace_back(NameUse{.what = what, .schema = schema, .name = name, .kind = kind});
}

NameUse &NameReader::add(What what, const SyntaxNode &rangeVar, char16_t kind)
{
    auto &use = add(what, rangeVar.text("schemaname"), rangeVar.text("relname"), kind);
    use.isTemporary = rangeVar.text("relpersistence") == u"t";
    return use;
}

/// Of an object in DROP or COMMENT.
void NameReader::addParts(What what, const SyntaxNode &object, char16_t kind, bool isLenient,
                          qsizetype leaveOut)
{
    QStringList parts;
    for (const auto &part : object.is("List"_L1) ? object.nodes("items") : Nodes{object})
        parts += part.text("sval");
    parts = parts.first(qMax(qsizetype(0), parts.size() - leaveOut));
    if (!parts.isEmpty())
        add(what, parts.size() > 1 ? parts[parts.size() - 2] : QString(), parts.back(), kind).isLenient =
            isLenient;
}

void NameReader::needColumns(const SyntaxNode &table, const Nodes &names)
{
    for (const auto &name : names)
        if (const auto column = name.is("String"_L1) ? name.text("sval") : name.text("name");
            !column.isEmpty())
            add(What::NeedsColumn, table).column = column;
}

bool NameReader::readQuery(const SyntaxNode &tree)
{
    if (tree.is("ExplainStmt"_L1)) {
        if (isOn(tree.nodes("options"), "analyze"_L1))
            readAny(tree.node("query"));
    } else if (tree.is("CopyStmt"_L1)) {
        if (const auto table = tree.node("relation")) {
            add(What::Needs, table);
            needColumns(table, tree.nodes("attlist"));
            if (tree.flag("is_from"))
                add(What::Writes, table).isFilling = true;
        } else {
            readAny(tree.node("query"));
        }
    } else if (tree.is("TruncateStmt"_L1)) {
        for (const auto what : {What::Needs, What::Writes})
            for (const auto &table : tree.nodes("relations"))
                add(what, table);
    } else if (tree.is("SelectStmt"_L1)) {
        readCode(tree);
    } else if (isDataChange(tree)) {
        readDataChange(tree);
    } else {
        return false;
    }
    return true;
}

void NameReader::readDataChange(const SyntaxNode &tree)
{
    const auto table = tree.node("relation");
    add(What::Needs, table);
    if (tree.is("InsertStmt"_L1))
        needColumns(table, tree.nodes("cols"));
    else if (tree.is("UpdateStmt"_L1))
        needColumns(table, tree.nodes("target_list"));
    readCode(tree);
}

void NameReader::readCode(const SyntaxNode &tree)
{
    Nodes nodes{tree}, into;
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (node.is("FuncCall"_L1))
            readCall(node);
        else if (node.is("IntoClause"_L1))
            into.push_back(node);
        else if (isDataChange(node))
            add(What::Writes, node.node("relation")).isFilling = fills(node);
        node.appendChildren(nodes);
    }
    for (const auto &clause : into)
        add(What::Makes, clause.node("rel")).isFilling = true;
}

void NameReader::readCall(const SyntaxNode &call)
{
    auto name = nameOf(call.nodes("funcname"));
    if (name.startsWith("pg_catalog."_L1))
        name = name.sliced(11);
    const auto arguments = call.nodes("args");
    if (name == u"set_config" && arguments.size() == 3) {
        const auto setting = constantOf(arguments[0]).toLower();
        if (setting == u"role" || setting == u"session_authorization") {
            add(What::SetsRole, {}, constantOf(arguments[1]));
        } else if (setting == u"search_path" || setting.isEmpty()) {
            auto &use = add(What::SetsPath, {}, {});
            use.columns = namesOfPath(constantOf(arguments[1]));
            use.hasAllColumns = !setting.isEmpty() && arguments[1].is("AConst"_L1);
            use.isLocal = isTrue(arguments[2]);
        }
    } else if (!isQuickFunction(name) && !isWaitingFunction(name)) {
        m_uses.push_back({});
    }
}

bool NameReader::readSetting(const SyntaxNode &tree)
{
    if (tree.is("DiscardStmt"_L1)) {
        if (tree.choice("target") == "DISCARD_ALL"_L1) {
            add(What::ResetsPath, {}, {});
            add(What::SetsRole, {}, {}).isReplacing = true;
        }
        if (tree.choice("target") == "DISCARD_ALL"_L1 || tree.choice("target") == "DISCARD_TEMP"_L1)
            add(What::ForgetsTemporary, {}, {});
        return true;
    }
    if (tree.is("TransactionStmt"_L1)) { // ROLLBACK TO takes back what is not followed
        const auto kind = tree.choice("kind");
        return kind == "TRANS_STMT_SAVEPOINT"_L1 || kind == "TRANS_STMT_RELEASE"_L1;
    }
    if (!tree.is("VariableSetStmt"_L1))
        return false;
    const auto kind = tree.choice("kind");
    const auto setting = tree.text("name");
    const bool isPath = setting == u"search_path", isValue = kind == "VAR_SET_VALUE"_L1;
    if (kind == "VAR_RESET_ALL"_L1 || (isPath && (kind == "VAR_RESET"_L1 || kind == "VAR_SET_DEFAULT"_L1))) {
        add(What::ResetsPath, {}, {});
    } else if (isPath) {
        auto &use = add(What::SetsPath, {}, {});
        use.isLocal = tree.flag("is_local");
        use.hasAllColumns = isValue;
        for (const auto &value : tree.nodes("args"))
            use.columns << constantOf(value);
    } else if (setting == u"role" || setting == u"session_authorization") {
        const auto values = tree.nodes("args");
        auto &use = add(What::SetsRole, {}, values.empty() ? QString() : constantOf(values.front()));
        use.isReplacing = !isValue || use.name == u"none"; // back to the session's own
        use.isLocal = tree.flag("is_local");
    }
    return true;
}

/// What only mentions a relation, which has to be there.
bool NameReader::readMention(const SyntaxNode &tree)
{
    if (tree.is("LockStmt"_L1) || tree.is("CreateStatsStmt"_L1)) {
        for (const auto &table : tree.nodes("relations"))
            if (table.is("RangeVar"_L1))
                add(What::Needs, table);
    } else if (tree.is("VacuumStmt"_L1)) {
        for (const auto &entry : tree.nodes("rels"))
            add(What::Needs, entry.node("relation"));
    } else if (tree.is("ReindexStmt"_L1) || tree.is("ClusterStmt"_L1) || tree.is("RefreshMatViewStmt"_L1)) {
        const bool isIndex = tree.is("ReindexStmt"_L1) && tree.choice("kind") == "REINDEX_OBJECT_INDEX"_L1;
        if (const auto relation = tree.node("relation"))
            add(What::Needs, relation, isIndex ? u'i' : tree.is("RefreshMatViewStmt"_L1) ? u'm' : u'r');
    } else if (tree.is("CreateTrigStmt"_L1) || tree.is("RuleStmt"_L1)) {
        add(What::Needs, tree.node("relation"));
        add(What::GetsCode, tree.node("relation"));
    } else if (tree.is("CreatePolicyStmt"_L1) || tree.is("AlterPolicyStmt"_L1)) {
        add(What::Needs, tree.node("table"));
    } else if (tree.is("GrantStmt"_L1)) {
        if (tree.choice("objtype") == "OBJECT_TABLE"_L1 && tree.choice("targtype") == "ACL_TARGET_OBJECT"_L1)
            for (const auto &table : tree.nodes("objects"))
                add(What::Needs, table);
    } else if (tree.is("CommentStmt"_L1)) {
        const auto type = tree.choice("objtype");
        if (type == "OBJECT_TABLE"_L1 || type == "OBJECT_VIEW"_L1 || type == "OBJECT_INDEX"_L1)
            addParts(What::Needs, tree.node("object"), type == "OBJECT_INDEX"_L1 ? u'i' : u'r', false);
        if (type == "OBJECT_COLUMN"_L1) {
            addParts(What::Needs, tree.node("object"), u'r', false, 1);
            addParts(What::NeedsColumn, tree.node("object"), u'r', false, 1);
            m_uses.back().column = tree.node("object").nodes("items").back().text("sval");
        }
    } else {
        return false;
    }
    return true;
}

} // namespace seawall::db
