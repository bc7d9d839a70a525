// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
    if (!relation.knowsAll || relation.columns.contains(use.column) || isOfSystem(use.column))
        return true;
    m_absentColumns.insert({use.written(), use.column});
    if (!use.isLenient) {
        fail(Change::What::LacksName,
             u"column %1 in %2 %3"_s.arg(use.column, wordForKind(relation.kind), use.written()));
        relation.columns.insert(use.column, false);
    }
    return false;
}

void NamePicture::takeColumn(const NameUse &use, Relations::iterator table)
{
    auto &columns = table->second.columns;
    const auto failsOn = [&](const QString &column) {
        if (columns.value(column, false))
            fail(Change::What::FindsNameTaken,
                 u"column %1 in %2 %3"_s.arg(column, wordForKind(table->second.kind), use.written()));
    };
    if (use.what == What::AddsColumn) {
        m_namedByServer.insert(table->first.second);
        if (!use.isLenient)
            failsOn(use.column);
        else if (table->second.knowsAll && !columns.contains(use.column))
            m_ownColumns.insert({use.written(), use.column});
        columns.insert(use.column, true);
    } else if (!hasColumn(use, table) || use.what == What::NeedsColumn) {
        if (use.what == What::RenamesColumn)
            columns.insert(use.newName, false);
        return;
    } else if (use.what == What::DropsColumn) {
        columns.remove(use.column);
        blurIndexes(table->first);
    } else {
        failsOn(use.newName);
        columns.remove(use.column);
        columns.insert(use.newName, true);
    }
    if (table->second.isParent)
        blurHeirs();
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
