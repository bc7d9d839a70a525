// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/namepicture.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

/// Whether nothing of a change is left without that column.
bool isOfColumn(Change::What what)
{
    using enum Change::What;
    return what == DropsColumn || what == DropsAttribute || what == OverwritesColumn ||
           what == ConvertsColumn || what == ChangesType || what == RenamesColumn || what == SetsNotNull ||
           what == NarrowsColumn;
}

} // namespace

NamePicture::NamePicture(const LiveNames &live)
    : m_live(live), m_schemas(live.schemas), m_usable(live.usable), m_extensions(live.extensions),
      m_path(live.path), m_role(live.role)
{
    for (const auto &[name, found] : live.relations) {
        auto &relation = m_relations[name];
        relation.kind = found.kind;
        relation.isParent = found.isParent;
        relation.isHeir = found.isHeir;
        relation.runsCode = found.runsCode;
        relation.owner = found.owner;
        relation.now = name;
        const auto types = live.types.find(name);
        if (!found.owner.second.isEmpty())
            m_owned.emplace(found.owner, name);
        for (const auto &column : found.columns)
            relation.columns.insert(
                column,
                {.now = column, .type = types == live.types.end() ? QString() : types->second.value(column)});
    }
    resolvePath();
}

void NamePicture::beginStep(bool inTransaction)
{
    ++m_step;
    m_ownColumns.clear();
    m_inTransaction = inTransaction;
    takePath({.what = What::ResetsPath});
    takePath({.what = What::SetsRole, .isReplacing = true});
    forgetTemporary();
}

void NamePicture::read(Statement &statement, bool isJudged)
{
    m_isJudged = isJudged;
    m_isOver = m_isVain = false;
    m_absent.clear();
    m_own.clear();
    m_absentSchemas.clear();
    m_absentColumns.clear();
    m_renamed.clear();
    m_movedAway.clear();
    m_narrowed.clear();
    m_failures.clear();
    for (auto &use : statement.tables)
        tellOrigin(use);
    for (auto &change : statement.changes)
        settle(change.table, change.isPerhapsNew);
    for (const auto &use : statement.names)
        noteFilling(use);
    for (const auto &use : statement.names) {
        if (m_isUnknown || m_isOver)
            break;
        take(use);
    }
    if (m_live.hasEventTriggers && statement.kind == Statement::Kind::Definition)
        m_isUnknown = true;
    prune(statement);
    for (auto &change : statement.changes)
        if (isOfColumn(change.what))
            change.now = m_renamed.value({change.table, change.name});
    std::ranges::move(m_movedAway, std::back_inserter(statement.tables));
    tellNarrowed(statement);
    std::ranges::move(m_failures, std::back_inserter(statement.changes));
}

void NamePicture::readSettings(const Statement &statement)
{
    for (const auto &use : statement.names)
        if (statement.kind == Statement::Kind::Setting && !m_isUnknown)
            take(use);
}

bool NamePicture::isThereNow(const QString &relation) const
{
    const auto isThere = [&](const QString &schema, const QString &name) {
        return m_live.relations.contains({schema, name});
    };
    return isThere(relation.section(u'.', 0, 0), relation.section(u'.', 1)) ||
           std::ranges::any_of(m_places, [&](const QString &schema) { return isThere(schema, relation); });
}

bool NamePicture::isColumnThereNow(const QString &relation, const QString &column) const
{
    const auto has = [&](const QString &schema, const QString &name) -> std::optional<bool> {
        const auto found = m_live.relations.find({schema, name});
        return found == m_live.relations.end() ? std::nullopt
                                               : std::optional(found->second.columns.contains(column));
    };
    if (const auto isThere = has(relation.section(u'.', 0, 0), relation.section(u'.', 1)))
        return *isThere;
    for (const auto &schema : m_places)
        if (const auto isThere = has(schema, relation))
            return *isThere;
    return true;
}

void NamePicture::take(const NameUse &use)
{
    switch (use.what) {
    case What::CannotBeRead:
        m_isUnknown = true;
        break;
    case What::MakesSchema:
    case What::DropsSchema:
        takeSchema(use);
        break;
    case What::DropsViews:
        blurViews();
        break;
    case What::MakesExtension:
        takeExtension(use);
        break;
    case What::SetsPath:
    case What::ResetsPath:
    case What::SetsRole:
        takePath(use);
        break;
    case What::ForgetsTemporary:
        forgetTemporary();
        break;
    default:
        takeRelation(use);
    }
}

void NamePicture::forgetTemporary()
{
    std::erase_if(m_relations, [](const auto &relation) { return relation.first.first == u"pg_temp"; });
}

void NamePicture::takeSchema(const NameUse &use)
{
    const bool isThere = m_schemas.contains(use.name);
    if (use.what == What::MakesSchema) {
        if (isThere && !use.isLenient)
            fail(Change::What::FindsNameTaken, u"schema %1"_s.arg(use.name));
        if (!isThere) {
            m_schemas.insert(use.name);
            m_usable.insert(use.name);
        }
    } else if (!isThere) {
        m_absentSchemas.insert(use.name);
        if (!use.isLenient && !m_mayHaveMore)
            fail(Change::What::LacksName, u"schema %1"_s.arg(use.name));
    } else {
        m_schemas.remove(use.name);
        m_usable.remove(use.name);
        dropAllOf(use.name);
        if (use.isCascading) { // with columns of its types, and views on its tables
            for (auto &[name, relation] : m_relations) {
                relation.knowsAll = false;
                relation.columns.clear();
            }
            blurViews();
        }
    }
    resolvePath();
}

void NamePicture::dropAllOf(const QString &schema)
{
    std::erase_if(m_relations, [&](const auto &each) {
        const auto &[name, relation] = each;
        const auto &now = relation.now;
        const bool isTable = relation.kind == u'r' || relation.kind == u'p';
        if (name.first == schema && isTable && !now.second.isEmpty() && now.first != schema)
            m_movedAway.push_back({.table = name.first + u'.' + name.second,
                                   .lock = LockMode::AccessExclusive,
                                   .drops = true,
                                   .origin = TableUse::Origin::There,
                                   .now = now.first + u'.' + now.second});
        return name.first == schema;
    });
}

void NamePicture::takeExtension(const NameUse &use)
{
    if (m_extensions.contains(use.name)) {
        if (!use.isLenient)
            fail(Change::What::FindsNameTaken, u"extension %1"_s.arg(use.name));
        return;
    }
    m_extensions.insert(use.name);
    m_mayHaveMore = true;
}

void NamePicture::takePath(const NameUse &use)
{
    if (use.what == What::ResetsPath) {
        m_path = m_live.path;
        m_isPathRead = true;
    } else if (use.what == What::SetsRole) {
        if (!use.isLocal || m_inTransaction)
            m_role = use.isReplacing ? m_live.role : use.name;
    } else if (!use.isLocal || m_inTransaction) {
        m_path = use.columns;
        m_isPathRead = use.hasAllColumns;
    }
    resolvePath();
}

void NamePicture::resolvePath()
{
    m_places = {u"pg_temp"_s};
    m_isPathKnown = m_isPathRead;
    for (const auto &name : m_path) {
        const auto &schema = name == u"$user" ? m_role : name;
        if (m_usable.contains(schema) && !schema.startsWith("pg_"_L1))
            m_places << schema;
        // What another role may look into is not known.
        const bool isSure = m_role == m_live.role || (!m_role.isEmpty() && m_usable.contains(schema)) ||
                            !m_schemas.contains(schema);
        m_isPathKnown = m_isPathKnown && (isSure && (name != u"$user" || !m_role.isEmpty()));
    }
}

/// PostgreSQL's own, which are not in the picture.
bool NamePicture::isSystems(const NameUse &use)
{
    return use.schema == u"information_schema" ||
           (use.schema.startsWith("pg_"_L1) && use.schema != u"pg_temp") ||
           (use.schema.isEmpty() && use.name.startsWith("pg_"_L1));
}

NamePicture::Relations::iterator NamePicture::find(const QString &schema, const QString &name)
{
    if (!schema.isEmpty())
        return m_relations.find({schema, name});
    for (const auto &place : m_places)
        if (const auto found = m_relations.find({place, name}); found != m_relations.end())
            return found;
    return m_relations.end();
}

void NamePicture::prune(Statement &statement) const
{
    if (m_isVain) {
        statement.tables.clear();
        statement.changes.clear();
    }
    std::erase_if(statement.tables, [&](const TableUse &use) {
        return m_absent.contains(use.table) || m_own.contains(use.table);
    });
    const auto isDrop = [](const NameUse &use) {
        return use.what == What::Drops || use.what == What::DropsSchema;
    };
    const bool dropsNothing =
        std::ranges::any_of(statement.names, isDrop) &&
        std::ranges::all_of(statement.names, [&](const NameUse &use) {
            return !isDrop(use) || (use.what == What::Drops ? m_absent.contains(use.written())
                                                            : m_absentSchemas.contains(use.name));
        });
    std::erase_if(statement.changes, [&](const Change &change) {
        using enum Change::What;
        return m_own.contains(change.table) || (!change.table.isEmpty() && m_absent.contains(change.table)) ||
               (change.what == OverwritesColumn && m_ownColumns.contains({change.table, change.name})) ||
               (isOfColumn(change.what) && m_absentColumns.contains({change.table, change.name})) ||
               ((change.what == DropsIndex || change.what == Reindexes) && m_absent.contains(change.name)) ||
               (change.what == DropsSchema && m_absentSchemas.contains(change.name)) ||
               (change.what == DropsWithDependents &&
                (dropsNothing ||
                 (change.name.startsWith("table "_L1) && m_absent.contains(change.name.sliced(6)))));
    });
}

void NamePicture::fail(Change::What what, const QString &name)
{
    if (m_isJudged)
        m_failures.push_back({what, {}, name});
}

} // namespace seawall::db
