// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outlinerows.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

StepState stateOfAll(const StepCounts &counts)
{
    if (counts.running > 0)
        return StepState::Running;
    if (counts.failed > 0)
        return StepState::Failed;
    if (counts.stale > 0)
        return StepState::Stale;
    return counts.total > 0 && counts.done == counts.total ? StepState::Passed : StepState::Open;
}

/// Makes the rows of one view.
class Builder final
{
public:
    explicit Builder(const ChecklistView &view)
        : m_view(view), m_checklist(view.run.checklist), m_counts(countSteps(m_checklist, view.status))
    {
        for (const auto &each : view.signOffs)
            m_signed[each.phase] =
                each.second.isEmpty() ? each.name : u"%1, %2"_s.arg(each.name, each.second);
    }

    std::vector<OutlineRow> top()
    {
        std::vector<int> roots;
        for (size_t i = 0; i < m_checklist.nodes.size(); ++i)
            if (m_checklist.nodes[i].parent < 0)
                roots.push_back(int(i));
        // The title of the document alone above everything tells nothing: its parts are the outline.
        while (roots.size() == 1 && isHollow(roots.front()))
            roots = m_checklist.nodes[size_t(roots.front())].children;
        return below(roots);
    }

private:
    bool isHollow(int node) const
    {
        const auto &only = m_checklist.nodes[size_t(node)];
        return only.type == ChecklistNode::Type::Heading && !only.children.empty() &&
               std::ranges::all_of(only.children, [this](int child) {
                   return m_checklist.nodes[size_t(child)].type == ChecklistNode::Type::Heading;
               });
    }

    std::vector<OutlineRow> below(const std::vector<int> &nodes)
    {
        std::vector<OutlineRow> wanted;
        for (const int node : nodes)
            wanted.push_back({rowOf(node), below(m_checklist.nodes[size_t(node)].children)});
        return wanted;
    }

    OutlineRow::Data rowOf(int index)
    {
        const auto &node = m_checklist.nodes[size_t(index)];
        OutlineRow::Data row;
        row.key = node.identity;
        for (int n = 2; m_keys.contains(row.key); ++n)
            row.key = u"%1#%2"_s.arg(node.identity).arg(n);
        m_keys.insert(row.key);
        row.title = shortTitle(node.title);
        row.whole = node.title;
        row.duration = node.duration;
        row.signedBy = m_signed.value(node.identity);
        row.node = index;
        row.isHeading = node.type == ChecklistNode::Type::Heading;
        row.counts = m_counts[size_t(index)];
        if (isOwnStep(m_checklist, index, m_view.status)) {
            row.kind = specOf(m_checklist, index, m_view.status).kind;
            row.own = ownState(m_checklist, index, m_view.status);
        }
        row.state = row.kind && m_checklist.isLeaf(index) ? row.own : stateOfAll(row.counts);
        return row;
    }

    const ChecklistView &m_view;
    const Checklist &m_checklist;
    std::vector<StepCounts> m_counts;
    QHash<QString, QString> m_signed;
    QSet<QString> m_keys;
};

} // namespace

std::vector<OutlineRow> outlineRows(const ChecklistView &view)
{
    return Builder(view).top();
}

} // namespace seawall::models
