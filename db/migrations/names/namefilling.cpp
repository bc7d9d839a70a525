// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/names/namepicture.h"
#include "db/migrations/names/namereader.h"

using namespace Qt::StringLiterals;

namespace seawall::db {

/// Those that a script lists itself are few.
bool fills(const SyntaxNode &change)
{
    constexpr size_t few = 1000;
    if (!change.is("InsertStmt"_L1))
        return change.is("MergeStmt"_L1);
    const auto source = change.node("select_stmt");
    const auto listed = source.nodes("values_lists");
    if (!source || !listed.empty())
        return listed.size() > few;
    std::vector<SyntaxNode> nodes{source};
    while (!nodes.empty()) {
        const auto node = nodes.back();
        nodes.pop_back();
        if (node.is("RangeVar"_L1) || node.is("FuncCall"_L1))
            return true;
        node.appendChildren(nodes);
    }
    return false;
}

const NamePicture::Relation *NamePicture::known(const QString &written)
{
    const bool isQualified = written.contains(u'.');
    if (m_isUnknown || (!isQualified && !m_isPathKnown))
        return nullptr;
    const auto found =
        isQualified ? find(written.section(u'.', 0, 0), written.section(u'.', 1)) : find({}, written);
    return found == m_relations.end() || !found->second.isCertain ? nullptr : &found->second;
}

/// Whether IF NOT EXISTS has made it, or found it there.
void NamePicture::settle(const QString &written, bool &isPerhapsNew)
{
    const auto *relation = isPerhapsNew ? known(written) : nullptr;
    isPerhapsNew = isPerhapsNew && !relation;
    if (relation && relation->step == m_step)
        m_own.insert(written);
}

void NamePicture::tellOrigin(TableUse &use)
{
    use.isFilled = m_filled.contains(use.table.startsWith("public."_L1) ? use.table.sliced(7) : use.table);
    settle(use.table, use.isPerhapsNew);
    const auto *relation = known(use.table);
    if (!relation)
        return;
    const bool isMade = relation->now.second.isEmpty();
    use.origin = isMade ? TableUse::Origin::Made : TableUse::Origin::There;
    use.now = isMade ? QString() : relation->now.first + u'.' + relation->now.second;
    use.isFilled = relation->isFilled || (isMade && relation->kind == u'm'); // REFRESH fills it as well
}

void NamePicture::noteFilling(const NameUse &use)
{
    const auto key = use.schema == u"public" ? use.name : use.written();
    if (use.isFilling)
        m_filled.insert(key);
    if ((use.what == What::Renames || use.what == What::Moves) && m_filled.contains(key))
        m_filled.insert(use.what == What::Renames ? use.newName : use.newName + u'.' + use.name);
}

} // namespace seawall::db
