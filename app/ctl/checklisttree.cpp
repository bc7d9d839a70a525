// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checklisttree.h"

#include "app/ctl/stepjson.h"

#include <algorithm>
#include <array>

namespace seawall::app {

using namespace Qt::StringLiterals;
using models::Checklist;
using models::ChecklistNode;
using Type = ChecklistNode::Type;

namespace {

const ChecklistNode &nodeAt(const Checklist &checklist, int index)
{
    return checklist.nodes.at(static_cast<size_t>(index));
}

/// The headings of the highest level of which more than one has steps below are the phases; those below them
/// tasks.
int phaseLevel(const Checklist &checklist)
{
    std::vector<bool> hasSteps(checklist.nodes.size());
    std::array<int, 7> headings{};
    for (size_t at = checklist.nodes.size(); at-- > 0;) {
        const auto &node = checklist.nodes.at(at);
        if (node.type != Type::Heading)
            hasSteps.at(at) = true;
        else if (hasSteps.at(at))
            ++headings.at(static_cast<size_t>(node.level));
        if (hasSteps.at(at) && node.parent >= 0)
            hasSteps.at(static_cast<size_t>(node.parent)) = true;
    }
    const auto found = std::ranges::find_if(headings, [](int count) { return count > 1; });
    return found == headings.end() ? 6 : static_cast<int>(found - headings.begin());
}

class Tree final
{
public:
    explicit Tree(const Checklist &checklist) : m_checklist(checklist), m_phaseLevel(phaseLevel(checklist)) {}
    Json phases() const;

private:
    Json heading(const ChecklistNode &node, bool isPhase) const;
    Json step(const ChecklistNode &node) const;
    Json stepsBelow(const ChecklistNode &node) const;
    void addPhases(int index, Json &phases) const;

    const Checklist &m_checklist;
    int m_phaseLevel;
};

Json Tree::step(const ChecklistNode &node) const
{
    Json json{{"identity", utf8(node.identity)},
              {"title", utf8(node.title)},
              {"line", node.line},
              {"checkbox", node.isCheckbox()}};
    if (node.isCheckbox())
        json["ticked"] = node.tickedInFile;
    json["kind"] = utf8(toString(node.spec.kind));
    json["target"] = utf8(targetsOf(node.spec));
    json.update(stepSpecJson(node.spec));
    json["guidance"] = utf8(node.guidance);
    auto blocks = Json::array();
    for (const auto &block : node.blocks)
        blocks.push_back(
            {{"language", utf8(block.language)}, {"line", block.line}, {"text", utf8(block.text)}});
    json["blocks"] = blocks;
    json["steps"] = stepsBelow(node);
    return json;
}

Json Tree::stepsBelow(const ChecklistNode &node) const
{
    auto steps = Json::array();
    for (const int child : node.children) {
        if (nodeAt(m_checklist, child).type != Type::Heading)
            steps.push_back(step(nodeAt(m_checklist, child)));
    }
    return steps;
}

Json Tree::heading(const ChecklistNode &node, bool isPhase) const
{
    Json json{{"identity", utf8(node.identity)}, {"title", utf8(node.title)},
              {"duration", utf8(node.duration)}, {"line", node.line},
              {"guidance", utf8(node.guidance)}, {"steps", stepsBelow(node)}};
    if (isPhase && node.level < m_phaseLevel) // its headings are phases themselves
        return json;
    auto tasks = Json::array();
    for (const int child : node.children) {
        if (nodeAt(m_checklist, child).type == Type::Heading)
            tasks.push_back(heading(nodeAt(m_checklist, child), false));
    }
    json["tasks"] = tasks;
    return json;
}

void Tree::addPhases(int index, Json &phases) const
{
    const auto &node = nodeAt(m_checklist, index);
    if (node.type != Type::Heading)
        return;
    const bool hasSteps = std::ranges::any_of(
        node.children, [this](int child) { return nodeAt(m_checklist, child).type != Type::Heading; });
    if (node.level >= m_phaseLevel || hasSteps)
        phases.push_back(heading(node, true));
    if (node.level >= m_phaseLevel)
        return;
    for (const int child : node.children)
        addPhases(child, phases);
}

Json Tree::phases() const
{
    auto phases = Json::array();
    auto loose = Json::array();
    for (size_t at = 0; at < m_checklist.nodes.size(); ++at) {
        const auto &node = m_checklist.nodes.at(at);
        if (node.parent >= 0)
            continue;
        if (node.type == Type::Heading)
            addPhases(static_cast<int>(at), phases);
        else
            loose.push_back(step(node));
    }
    if (!loose.empty()) // before the first heading
        phases.insert(phases.begin(), Json{{"identity", ""},
                                           {"title", utf8(m_checklist.title)},
                                           {"duration", ""},
                                           {"line", 1},
                                           {"guidance", ""},
                                           {"steps", loose},
                                           {"tasks", Json::array()}});
    return phases;
}

Line lineOf(const ChecklistNode &node, int indent)
{
    const QString space(indent, u' ');
    if (node.type == Type::Heading) {
        const auto duration = node.duration.isEmpty() ? QString() : u" (%1)"_s.arg(node.duration);
        return {{space + node.title + duration}};
    }
    const auto box = !node.isCheckbox() ? u" - "_s : node.tickedInFile ? u"[x]"_s : u"[ ]"_s;
    const QString step = space + box + u' ' + node.title;
    if (node.spec.kind == models::StepSpec::Kind::Manual)
        return {{step}};
    const auto targets = targetsOf(node.spec);
    const auto on = targets.isEmpty() ? QString() : u" on "_s + targets;
    return {{step}, {u"  "_s + toString(node.spec.kind) + on, Colour::Dim}};
}

/// As the page counts: a box that only holds others is done when they are.
std::vector<int> countedSteps(const Checklist &checklist)
{
    auto steps = checklist.steps();
    std::erase_if(steps, [&checklist](int step) { return !checklist.isLeaf(step); });
    return steps;
}

} // namespace

QString targetsOf(const models::StepSpec &spec)
{
    QStringList targets;
    for (const auto &part : spec.sql)
        targets << part.target;
    targets.removeDuplicates();
    return targets.isEmpty() ? spec.target : targets.join(u", "_s);
}

Json notesJson(const Checklist &checklist)
{
    auto notes = Json::array();
    for (const auto &note : checklist.notes)
        notes.push_back(utf8(note));
    return notes;
}

void tellNotes(const Checklist &checklist, Output &output)
{
    for (const auto &note : checklist.notes)
        output.line(rendered({{note, Colour::Warning}}, output));
    if (!checklist.notes.isEmpty())
        output.line({});
}

Json checklistJson(const Checklist &checklist)
{
    const auto steps = countedSteps(checklist);
    const auto ticked =
        std::ranges::count_if(steps, [&checklist](int step) { return nodeAt(checklist, step).tickedInFile; });
    return {{"file", utf8(checklist.path)},
            {"title", utf8(checklist.title)},
            {"checksum", checklist.checksum.toStdString()},
            {"repaired", checklist.wasRepaired},
            {"steps", steps.size()},
            {"ticked", ticked},
            {"notes", notesJson(checklist)},
            {"phases", Tree(checklist).phases()}};
}

std::vector<Line> checklistLines(const Checklist &checklist)
{
    std::vector<Line> lines;
    for (const auto &note : checklist.notes)
        lines.push_back({{note, Colour::Warning}});
    int heading = 0;
    for (const auto &node : checklist.nodes) {
        if (node.type == Type::Heading) {
            heading = node.level;
            if (!lines.empty())
                lines.push_back({});
        }
        const int level = node.type == Type::Heading ? node.level - 1 : heading + node.level - 1;
        lines.push_back(lineOf(node, level * 2));
    }
    const auto steps = countedSteps(checklist).size();
    lines.push_back({});
    lines.push_back({{steps == 1 ? u"1 step"_s : u"%1 steps"_s.arg(steps)}});
    return lines;
}

} // namespace seawall::app
