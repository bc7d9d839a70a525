// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/understanding.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace seawall::db {

/// Functions that give one value for a whole statement, so that a column's default can be kept once for all
/// rows. Others are taken for volatile.
bool isStableFunction(const QString &name)
{
    static const QSet<QString> stable{u"now"_s,
                                      u"transaction_timestamp"_s,
                                      u"statement_timestamp"_s,
                                      u"current_setting"_s,
                                      u"lower"_s,
                                      u"upper"_s,
                                      u"md5"_s,
                                      u"to_char"_s,
                                      u"to_date"_s,
                                      u"to_timestamp"_s,
                                      u"to_json"_s,
                                      u"to_jsonb"_s,
                                      u"json_build_object"_s,
                                      u"jsonb_build_object"_s,
                                      u"json_build_array"_s,
                                      u"jsonb_build_array"_s,
                                      u"date_trunc"_s,
                                      u"make_date"_s,
                                      u"make_interval"_s,
                                      u"make_timestamptz"_s,
                                      u"abs"_s,
                                      u"round"_s,
                                      u"length"_s,
                                      u"concat"_s,
                                      u"timezone"_s,
                                      u"date_part"_s,
                                      u"extract"_s,
                                      u"age"_s,
                                      u"array_fill"_s,
                                      u"repeat"_s,
                                      u"replace"_s,
                                      u"current_database"_s,
                                      u"current_schema"_s};
    return stable.contains(name);
}

QString nameOf(const SyntaxNode &rangeVar)
{
    const auto schema = rangeVar.text("schemaname");
    return schema.isEmpty() ? rangeVar.text("relname") : schema + u'.' + rangeVar.text("relname");
}

QString nameOf(const std::vector<SyntaxNode> &strings, qsizetype leaveOut)
{
    QStringList parts;
    for (const auto &string : strings)
        if (string.is("String"_L1))
            parts += string.text("sval");
    return parts.first(qMax(qsizetype(0), parts.size() - leaveOut)).join(u'.');
}

bool isOn(const std::vector<SyntaxNode> &options, QLatin1StringView name)
{
    return std::ranges::any_of(options, [name](const SyntaxNode &option) {
        const auto value = option.node("arg");
        const auto word = value.is("String"_L1) ? value.text("sval").toLower() : QString();
        const bool isOff =
            word == u"off" || word == u"false" || (value.is("Integer"_L1) && value.number("ival") == 0);
        return option.text("defname") == name && !isOff;
    });
}

bool isVolatile(const SyntaxNode &expression)
{
    std::vector<SyntaxNode> nodes{expression};
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (node.is("FuncCall"_L1)) {
            const auto names = node.nodes("funcname");
            if (!names.empty() && !isStableFunction(names.back().text("sval")))
                return true;
        }
        node.appendChildren(nodes);
    }
    return false;
}

QString Understanding::key(const QString &table)
{
    return table.startsWith(u"public.") ? table.sliced(7) : table;
}

void Understanding::use(const QString &table, LockMode lock, TableEffect effect)
{
    if (table.isEmpty() || m_created.value(key(table)))
        return;
    auto &tables = m_statement->tables;
    auto found = std::ranges::find(tables, table, &TableUse::table);
    if (found == tables.end())
        found = tables.insert(tables.end(), TableUse{.table = table, .isPerhapsNew = isNew(table)});
    found->lock = qMax(found->lock, lock);
    found->rewrites = found->rewrites || effect.rewrites;
    found->scans = found->scans || effect.scans;
    found->drops = found->drops || effect.drops;
    found->empties = found->empties || effect.empties;
}

void Understanding::use(const SyntaxNode &rangeVar, LockMode lock, TableEffect effect)
{
    use(nameOf(rangeVar), lock, effect);
}

void Understanding::change(What what, const QString &table, const QString &name)
{
    if (table.isEmpty() || !m_created.value(key(table)))
        m_statement->changes.push_back({what, table, name, isNew(table)});
}

bool Understanding::isNew(const QString &table) const
{
    return m_created.contains(key(table));
}

void Understanding::create(const SyntaxNode &rangeVar, bool isLenient)
{
    auto &isCertain = m_created[key(nameOf(rangeVar))];
    isCertain =
        isCertain || !isLenient || rangeVar.text("relpersistence") == u"t"; // a session begins with none
    if (rangeVar.text("relpersistence") == u"u")
        change(What::MakesUnlogged, {}, nameOf(rangeVar));
}

void Understanding::read(const SyntaxNode &tree, Statement &statement)
{
    m_statement = &statement;
    if (!m_newEnumValues.isEmpty())
        useNewEnumValues(tree);
    if (!readDataChange(tree) && !readStatement(tree) && !readDefinition(tree) && !readMaintenance(tree))
        static_cast<void>(readRights(tree));
    m_statement = nullptr;
}

bool Understanding::readStatement(const SyntaxNode &tree)
{
    if (tree.is("SelectStmt"_L1) || tree.is("ExplainStmt"_L1) || tree.is("DeclareCursorStmt"_L1)) {
        readQuery(tree);
        const bool isExplained = tree.is("ExplainStmt"_L1);
        const bool isPlanned = isExplained && !isOn(tree.nodes("options"), "analyze"_L1);
        if (!isPlanned && !tree.is("DeclareCursorStmt"_L1)) // a cursor runs when it is read
            readCalls(tree);
        if (isExplained && !isPlanned && tree.node("query").is("ExecuteStmt"_L1))
            execute(tree.node("query").text("name"));
    } else if (tree.is("DoStmt"_L1) || tree.is("CallStmt"_L1)) {
        change(What::RunsCode);
    } else if (tree.is("PrepareStmt"_L1)) {
        prepare(tree);
    } else if (tree.is("ExecuteStmt"_L1)) {
        execute(tree.text("name"));
    } else if (tree.is("FetchStmt"_L1)) {
        change(What::CallsFunction, {}, tree.text("portalname"));
    } else if (tree.is("VariableSetStmt"_L1)) {
        const bool isForTransaction = tree.flag("is_local") || tree.choice("kind") == "VAR_SET_MULTI"_L1;
        if (!isForTransaction && tree.choice("kind") == "VAR_SET_VALUE"_L1)
            change(What::SetsForSession, {}, tree.text("name"));
    } else if (tree.is("LockStmt"_L1)) {
        const auto lock = static_cast<LockMode>(tree.number("mode"));
        for (const auto &table : tree.nodes("relations")) {
            use(table, lock);
            if (lock >= LockMode::Share)
                change(What::LocksFully, nameOf(table));
        }
    } else {
        return false;
    }
    return true;
}

/// It runs when it is executed.
void Understanding::prepare(const SyntaxNode &tree)
{
    const auto query = tree.node("query");
    auto &prepared = m_prepared[tree.text("name")];
    prepared = {};
    auto *const outer = std::exchange(m_statement, &prepared);
    if (!readDataChange(query) && !readStatement(query))
        change(What::RunsCode);
    m_statement = outer;
}

void Understanding::execute(const QString &name)
{
    const auto prepared = m_prepared.constFind(name);
    if (prepared == m_prepared.cend()) {
        change(What::RunsCode);
        return;
    }
    change(What::CallsFunction, {}, name); // how often, and with what, is not seen
    for (const auto &table : prepared->tables)
        use(table.table, table.lock, {table.rewrites, table.scans, table.drops, table.empties});
    for (const auto &each : prepared->changes)
        change(each.what, each.table, each.name);
}

void Understanding::useNewEnumValues(const SyntaxNode &tree)
{
    std::vector<SyntaxNode> nodes{tree};
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (node.is("AConst"_L1)) {
            const auto value = node.node("sval").text("sval");
            if (m_newEnumValues.contains(value))
                change(What::UsesNewEnumValue, {}, value);
        }
        node.appendChildren(nodes);
    }
}

} // namespace seawall::db
