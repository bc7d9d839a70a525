// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/namepicture.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

bool onlyLooks(NameUse::What what)
{
    using enum NameUse::What;
    return what == Needs || what == NeedsColumn || what == RetypesColumn;
}

} // namespace

QString wordForKind(char16_t kind)
{
    switch (kind) {
    case u'v':
        return u"view"_s;
    case u'm':
        return u"materialized view"_s;
    case u'i':
    case u'I':
        return u"index"_s;
    case u'S':
        return u"sequence"_s;
    case u'c':
        return u"type"_s;
    default:
        return u"table"_s;
    }
}

void NamePicture::takeRelation(const NameUse &use)
{
    if (isSystems(use) || use.name.isEmpty())
        return;
    if (use.schema.isEmpty() && !use.isTemporary && !m_isPathKnown) {
        m_isUnknown = m_isUnknown || !onlyLooks(use.what); // somewhere, where is not known
        return;
    }
    if (use.what == What::Makes)
        return make(use);
    if (use.what == What::Blurs) {
        const auto found = find(use.schema, use.name);
        if (found != m_relations.end())
            blur(found->second);
        else if (const auto place = placeFor(use))
            assume(*place, use.kind);
        return;
    }
    const auto found = needed(use);
    if (found == m_relations.end()) {
        // What is written may have triggers, for all that is known.
        m_isUnknown = m_isUnknown || (use.what == What::Writes && !m_absent.contains(use.written()));
        return;
    }
    auto &relation = found->second;
    switch (use.what) {
    case What::MakesIndex:
        return makeIndex(use, found);
    case What::Drops:
        return drop(found);
    case What::Renames:
        return rename(use, found, {found->first.first, use.newName});
    case What::Moves:
        return rename(use, found, {use.newName, found->first.second});
    case What::BlursIndexes:
        blurIndexes(found->first);
        if (!use.newName.isEmpty())
            assume({found->first.first, use.newName}, u'i');
        return;
    case What::BecomesParent:
        relation.isParent = true;
        return;
    case What::BecomesHeir:
        relation.isHeir = m_hasViews = true;
        return;
    case What::GetsCode:
        relation.runsCode = true;
        return;
    case What::Writes:
        relation.isFilled = relation.isFilled || use.isFilling;
        return write(found);
    case What::NeedsColumn:
    case What::AddsColumn:
    case What::DropsColumn:
    case What::RenamesColumn:
    case What::RetypesColumn:
        return takeColumn(use, found);
    default:
        return;
    }
}

NamePicture::Relations::iterator NamePicture::needed(const NameUse &use)
{
    const auto name = use.written();
    if (m_absent.contains(name))
        return m_relations.end();
    const auto found = find(use.schema, use.name);
    if (found != m_relations.end() || m_mayHaveMore)
        return found;
    const bool isNamedByServer =
        (use.kind == u'i' || use.kind == u'S') &&
        std::ranges::any_of(m_namedByServer, [&](const QString &table) {
            return use.name.startsWith(QStringView(table).first(qMin<qsizetype>(table.size(), 20)));
        });
    if (isNamedByServer)
        return found;
    m_absent.insert(name);
    if (!use.isLenient) {
        fail(Change::What::LacksName, u"%1 %2"_s.arg(wordForKind(use.kind), name));
        if (const auto place = placeFor(use)) // so that what follows from it is not told as well
            assume(*place, use.kind);
        if (use.what == What::Renames && placeFor(use))
            assume({placeFor(use)->first, use.newName}, use.kind);
        if (use.what == What::Moves)
            assume({use.newName, use.name}, use.kind);
    }
    return m_relations.end();
}

/// Where it would be made; nothing where there is no schema for it.
std::optional<RelationName> NamePicture::placeFor(const NameUse &use)
{
    if (use.isTemporary)
        return RelationName{u"pg_temp"_s, use.name};
    if (!use.schema.isEmpty())
        return RelationName{use.schema, use.name};
    return m_places.size() < 2 ? std::nullopt : std::optional(RelationName{m_places[1], use.name});
}

void NamePicture::make(const NameUse &use)
{
    const auto place = placeFor(use);
    if (!place) {
        m_isUnknown = true;
        return;
    }
    if (use.isLocal && !m_inTransaction)
        return; // ON COMMIT DROP
    if (place->first != u"pg_temp" && !m_schemas.contains(place->first)) {
        if (!m_mayHaveMore)
            fail(Change::What::LacksName, u"schema %1"_s.arg(place->first));
        m_schemas.insert(place->first);
        m_usable.insert(place->first);
        resolvePath();
    }
    m_namedByServer.insert(use.name);
    m_hasViews = m_hasViews || use.kind == u'v' || use.kind == u'm';
    const auto found = m_relations.find(*place);
    if (found != m_relations.end()) {
        auto &there = found->second;
        m_isOver = use.isLenient;
        m_isVain = use.isLenient && there.isCertain;
        if (use.isReplacing && there.kind == u'v') {
            there.isCertain = true;
            there.knowsAll = false;
            there.columns.clear();
        } else if (!use.isLenient) {
            if (there.isCertain)
                fail(Change::What::FindsNameTaken, u"%1 %2"_s.arg(wordForKind(there.kind), use.written()));
            blur(there);
        }
        return;
    }
    const bool isSure = !use.isLenient || !m_mayHaveMore; // an extension may have made it
    Relation made{.kind = use.kind,
                  .isCertain = isSure,
                  .knowsAll = use.hasAllColumns && isSure,
                  .step = m_step,
                  .isFilled = use.isFilling,
                  .now = {},
                  .columns = {},
                  .owner = {}};
    for (const auto &column : use.columns)
        made.columns.insert(column, {});
    m_relations.emplace(*place, std::move(made));
}

void NamePicture::makeIndex(const NameUse &use, Relations::iterator table)
{
    m_namedByServer.insert(table->first.second);
    if (use.newName.isEmpty())
        return;
    const RelationName place{table->first.first, use.newName};
    const auto found = m_relations.find(place);
    if (found == m_relations.end()) {
        m_relations.emplace(place, Relation{.kind = u'i',
                                            .isCertain = table->second.isCertain,
                                            .now = {},
                                            .columns = {},
                                            .owner = table->first});
        m_owned.emplace(table->first, place);
    } else if (!use.isLenient && found->second.isCertain)
        fail(Change::What::FindsNameTaken, u"%1 %2"_s.arg(wordForKind(found->second.kind), use.newName));
}

void NamePicture::drop(Relations::iterator relation)
{
    const auto name = relation->first;
    const bool wasParent = relation->second.isParent;
    m_relations.erase(relation);
    for (const auto &owned : ownedBy(name))
        m_relations.erase(owned);
    m_owned.erase(name);
    if (!wasParent)
        return;
    blurHeirs(true); // a partition goes with its table
}

void NamePicture::rename(const NameUse &use, Relations::iterator relation, const RelationName &to)
{
    const auto from = relation->first;
    if (to == from)
        return;
    if (use.what == What::Moves && !m_schemas.contains(to.first)) {
        if (!m_mayHaveMore)
            fail(Change::What::LacksName, u"schema %1"_s.arg(to.first));
        m_schemas.insert(to.first);
    }
    if (const auto taken = m_relations.find(to); taken != m_relations.end()) {
        if (taken->second.isCertain)
            fail(Change::What::FindsNameTaken,
                 u"%1 %2"_s.arg(wordForKind(taken->second.kind),
                                use.what == What::Moves ? to.first + u'.' + to.second : to.second));
        blur(taken->second);
        blur(relation->second);
        return;
    }
    auto node = m_relations.extract(relation);
    node.key() = to;
    m_relations.insert(std::move(node));
    const auto owned = ownedBy(from);
    m_owned.erase(from);
    for (const auto &name : owned) {
        auto along = m_relations.extract(name);
        along.mapped().owner = to;
        along.key() = {use.what == What::Moves ? to.first : name.first, name.second};
        m_owned.emplace(to, along.key());
        m_relations.insert(std::move(along));
    }
}

} // namespace seawall::db
