// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/columntype.h"
#include "db/migrations/names/namepicture.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

bool isOfSystem(const QString &column)
{
    static const QStringList columns{u"ctid"_s, u"xmin"_s, u"cmin"_s, u"xmax"_s, u"cmax"_s, u"tableoid"_s};
    return columns.contains(column);
}

} // namespace

/// Triggers and rules run, of a partition as well, and what they do is not seen.
void NamePicture::write(Relations::iterator table)
{
    const auto &relation = table->second;
    if (relation.isFilled && relation.isParent) // partitions hold what goes through it
        for (auto &[name, each] : m_relations)
            each.isFilled = each.isFilled || each.isHeir;
    m_isUnknown = m_isUnknown || relation.runsCode || !relation.isCertain || relation.kind == u'v' ||
                  (relation.isParent && std::ranges::any_of(m_relations, [](const auto &each) {
                       return each.second.isHeir && each.second.runsCode;
                   }));
}

/// Whether the statement can go on with it; where not, it fails, or passes over it.
bool NamePicture::hasColumn(const NameUse &use, Relations::iterator table)
{
    auto &relation = table->second;
    if (const auto found = relation.columns.constFind(use.column);
        found != relation.columns.cend() && !found->now.isEmpty() && found->now != use.column)
        m_renamed.insert({use.written(), use.column}, found->now);
    if (!relation.knowsAll || relation.columns.contains(use.column) || isOfSystem(use.column))
        return true;
    m_absentColumns.insert({use.written(), use.column});
    if (!use.isLenient) {
        fail(Change::What::LacksName,
             u"column %1 in %2 %3"_s.arg(use.column, wordForKind(relation.kind), use.written()));
        relation.columns.insert(use.column, {.isCertain = false});
    }
    return false;
}

void NamePicture::takeColumn(const NameUse &use, Relations::iterator table)
{
    auto &columns = table->second.columns;
    const auto failsOn = [&](const QString &column) {
        if (const auto found = columns.constFind(column); found != columns.cend() && found->isCertain)
            fail(Change::What::FindsNameTaken,
                 u"column %1 in %2 %3"_s.arg(column, wordForKind(table->second.kind), use.written()));
    };
    if (use.what == What::AddsColumn) {
        m_namedByServer.insert(table->first.second);
        if (!use.isLenient)
            failsOn(use.column);
        else if (table->second.knowsAll && !columns.contains(use.column))
            m_ownColumns.insert({use.written(), use.column});
        if (const auto found = columns.find(use.column); use.isLenient && found != columns.end())
            found->isCertain = true;
        else
            columns.insert(use.column, {});
    } else if (!hasColumn(use, table) || use.what == What::NeedsColumn) {
        if (use.what == What::RenamesColumn)
            columns.insert(use.newName, {.isCertain = false});
        return;
    } else if (use.what == What::RetypesColumn) {
        const auto found = columns.find(use.column);
        if (found == columns.end())
            return retype(use,
                          typeNow(table->second.now.first + u'.' + table->second.now.second, use.column));
        retype(use, found->type);
        found->type = use.newName;
        return;
    } else if (use.what == What::DropsColumn) {
        columns.remove(use.column);
        blurIndexes(table->first);
    } else {
        failsOn(use.newName);
        auto renamed = columns.take(use.column);
        renamed.isCertain = true;
        columns.insert(use.newName, renamed);
    }
    if (table->second.isParent)
        blurHeirs();
}

QString NamePicture::typeNow(const QString &relation, const QString &column) const
{
    const auto isThere = [&](const QString &schema, const QString &name) {
        return m_live.relations.contains({schema, name});
    };
    RelationName found{relation.section(u'.', 0, 0), relation.section(u'.', 1)};
    for (qsizetype i = 0; i < m_places.size() && !isThere(found.first, found.second); ++i)
        found = {m_places[i], relation};
    const auto types = m_live.types.find(found);
    return types == m_live.types.end() ? QString() : types->second.value(column);
}

void NamePicture::retype(const NameUse &use, const QString &type)
{
    if (!type.isEmpty() && !keepsValues(type, use.newName))
        m_narrowed.insert({use.written(), use.column});
}

/// What an expression converts is told already. Where nothing is known any more, what is on the server now
/// counts.
void NamePicture::tellNarrowed(Statement &statement)
{
    for (const auto &use : statement.names)
        if (m_isUnknown && use.what == What::RetypesColumn)
            retype(use, typeNow(use.written(), use.column));
    for (const auto &change : std::vector(statement.changes)) {
        auto narrowed = change;
        narrowed.what = Change::What::NarrowsColumn;
        auto converted = change;
        converted.what = Change::What::ConvertsColumn;
        if (change.what == Change::What::ChangesType && m_narrowed.contains({change.table, change.name}) &&
            std::ranges::find(statement.changes, converted) == statement.changes.end())
            statement.changes.push_back(narrowed);
    }
}

void NamePicture::assume(const RelationName &name, char16_t kind)
{
    m_relations.try_emplace(
        name,
        Relation{.kind = kind, .isCertain = false, .knowsAll = false, .now = {}, .columns = {}, .owner = {}});
}

void NamePicture::blur(Relation &relation) const
{
    relation.isCertain = false;
    relation.knowsAll = false;
    relation.columns.clear();
}

void NamePicture::blurIndexes(const RelationName &table)
{
    for (const auto &name : ownedBy(table))
        m_relations.at(name).isCertain = false;
}

std::vector<RelationName> NamePicture::ownedBy(const RelationName &table) const
{
    std::vector<RelationName> names;
    const auto [begin, end] = m_owned.equal_range(table);
    for (auto each = begin; each != end; ++each) {
        const auto found = m_relations.find(each->second);
        if (found != m_relations.end() && found->second.owner == table &&
            std::ranges::find(names, each->second) == names.end())
            names.push_back(each->second);
    }
    return names;
}

/// Their columns follow those of their parents.
void NamePicture::blurHeirs(bool mayBeGone)
{
    for (auto &[name, relation] : m_relations) {
        if (!relation.isHeir)
            continue;
        relation.isCertain = relation.isCertain && !mayBeGone;
        relation.knowsAll = false;
        relation.columns.clear();
        if (mayBeGone)
            blurIndexes(name);
    }
}

void NamePicture::blurViews()
{
    if (!m_hasViews)
        return;
    m_hasViews = false;
    for (auto &[name, relation] : m_relations)
        if (relation.kind == u'v' || relation.kind == u'm') {
            blur(relation);
            blurIndexes(name);
        }
    blurHeirs(true);
}

} // namespace seawall::db
