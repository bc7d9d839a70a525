// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/outline.h"

namespace seawall::models {

StepCounts &StepCounts::operator+=(const StepCounts &other)
{
    total += other.total;
    done += other.done;
    failed += other.failed;
    stale += other.stale;
    running += other.running;
    return *this;
}

bool isDone(StepState state)
{
    return state == StepState::Passed || state == StepState::Skipped || state == StepState::NotApplicable;
}

StepState stateOf(const Checklist &checklist, int node, const StepStates &states)
{
    const auto found = states.find(checklist.nodes[size_t(node)].identity);
    return found == states.end() ? StepState::Open : found->second.state;
}

const StepSpec &specOf(const Checklist &checklist, int node, const StepStates &states)
{
    const auto &own = checklist.nodes[size_t(node)];
    const auto found = states.find(own.identity);
    return found == states.end() ? own.spec : found->second.spec;
}

bool isOwnStep(const Checklist &checklist, int node, const StepStates &states)
{
    const auto &own = checklist.nodes[size_t(node)];
    if (!own.isCheckbox())
        return false;
    if (checklist.isLeaf(node) || specOf(checklist, node, states).kind != StepSpec::Kind::Manual)
        return true;
    const auto found = states.find(own.identity);
    return found != states.end() && found->second.own != StepState::Open;
}

StepState ownState(const Checklist &checklist, int node, const StepStates &states)
{
    const auto found = states.find(checklist.nodes[size_t(node)].identity);
    if (found == states.end())
        return StepState::Open;
    return checklist.isLeaf(node) ? found->second.state : found->second.own;
}

std::vector<StepCounts> countSteps(const Checklist &checklist, const StepStates &states)
{
    std::vector<StepCounts> counts(checklist.nodes.size());
    for (size_t i = checklist.nodes.size(); i-- > 0;) { // children stand after their parent
        const auto &node = checklist.nodes[i];
        if (isOwnStep(checklist, int(i), states)) {
            const auto state = ownState(checklist, int(i), states);
            counts[i] += {1, isDone(state) ? 1 : 0,
                          state == StepState::Failed || state == StepState::Interrupted ? 1 : 0,
                          state == StepState::Stale ? 1 : 0, state == StepState::Running ? 1 : 0};
        }
        if (node.parent >= 0)
            counts[size_t(node.parent)] += counts[i];
    }
    return counts;
}

int phaseOf(const Checklist &checklist, int node)
{
    std::map<int, int> headings; // with steps, by level
    const auto counts = countSteps(checklist, {});
    for (size_t i = 0; i < checklist.nodes.size(); ++i) {
        const auto &each = checklist.nodes[i];
        if (each.type == ChecklistNode::Type::Heading && counts[i].total > 0)
            ++headings[each.level];
    }
    int level = 0;
    for (const auto &[each, count] : headings) {
        if (count > 1) {
            level = each;
            break;
        }
    }
    int topmost = -1;
    for (int at = node; at >= 0; at = checklist.nodes[size_t(at)].parent) {
        const auto &each = checklist.nodes[size_t(at)];
        if (each.type != ChecklistNode::Type::Heading)
            continue;
        if (each.level == level)
            return at;
        topmost = at;
    }
    return topmost;
}

std::vector<int> stepsBelow(const Checklist &checklist, int node, const StepStates &states)
{
    if (node < 0)
        return {};
    std::vector<int> steps;
    if (isOwnStep(checklist, node, states))
        steps.push_back(node);
    for (const int child : checklist.nodes[size_t(node)].children) {
        const auto below = stepsBelow(checklist, child, states);
        steps.insert(steps.end(), below.begin(), below.end());
    }
    return steps;
}

int nextOpen(const Checklist &checklist, const StepStates &states, int node, int direction)
{
    const int count = int(checklist.nodes.size());
    for (int moved = 1; moved <= count; ++moved) {
        const int at = ((node + direction * moved) % count + count) % count;
        if (isOwnStep(checklist, at, states) && !isDone(ownState(checklist, at, states)))
            return at;
    }
    return -1;
}

} // namespace seawall::models
