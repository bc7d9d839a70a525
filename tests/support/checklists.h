// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"

#include <QCryptographicHash>

/// Checklists for tests that are not about reading Markdown: made node by node, with their text.
namespace seawall::tests {

using namespace Qt::StringLiterals;

class ChecklistMaker final
{
public:
    ChecklistMaker &heading(int level, const QString &title)
    {
        m_list = {};
        while (!m_headings.empty() && node(m_headings.back()).level >= level)
            m_headings.pop_back();
        const int index = add(models::ChecklistNode::Type::Heading, level, title,
                              m_headings.empty() ? -1 : m_headings.back());
        made.text += QString(level, u'#') + u' ' + title + u"\n\n"_s;
        m_headings.push_back(index);
        return *this;
    }
    ChecklistMaker &step(const QString &title, int depth = 1, bool ticked = false)
    {
        m_list.resize(size_t(depth) - 1);
        const int parent = depth > 1 ? m_list.back() : m_headings.empty() ? -1 : m_headings.back();
        const int index = add(models::ChecklistNode::Type::Step, depth, title, parent);
        made.text += QString(2 * (depth - 1), u' ') + u"- ["_s;
        node(index).boxOffset = made.text.size();
        node(index).tickedInFile = ticked;
        made.text += (ticked ? u"x] "_s : u" ] "_s) + title + u'\n';
        m_list.push_back(index);
        return *this;
    }
    ChecklistMaker &block(const QString &language, const QString &text)
    {
        made.nodes.back().blocks.push_back({language, text, 0});
        const QString indent(2 * qsizetype(m_list.size()), u' ');
        made.text += indent + u"```"_s + language + u'\n';
        for (const auto &line : text.split(u'\n'))
            made.text += indent + line + u'\n';
        made.text += indent + u"```\n"_s;
        return *this;
    }
    models::Checklist done(const QString &path = u"/tmp/rollout.md"_s)
    {
        made.path = path;
        made.title = made.nodes.empty() ? QString() : made.nodes.front().title;
        made.checksum = QCryptographicHash::hash(made.text.toUtf8(), QCryptographicHash::Sha256).toHex();
        return made;
    }
    models::Checklist made;

private:
    models::ChecklistNode &node(int index) { return made.nodes[size_t(index)]; }
    int add(models::ChecklistNode::Type type, int level, const QString &title, int parent)
    {
        const int index = int(made.nodes.size());
        models::ChecklistNode node;
        node.type = type;
        node.level = level;
        node.title = title;
        node.parent = parent;
        node.identity = (parent < 0 ? QString() : made.nodes[size_t(parent)].identity + u'/') + title;
        node.line = int(made.text.count(u'\n')) + 1;
        made.nodes.push_back(node);
        if (parent >= 0)
            made.nodes[size_t(parent)].children.push_back(index);
        return index;
    }
    std::vector<int> m_headings, m_list;
};

inline models::Evidence evidenceOf(const QString &step, models::StepState result, const QString &note = {})
{
    models::Evidence evidence;
    evidence.step = step;
    evidence.result = result;
    evidence.startedMs = 1'700'000'000'000;
    evidence.finishedMs = evidence.startedMs + 1500;
    evidence.actor = u"alice@db-host"_s;
    evidence.kind = models::StepSpec::Kind::Sql;
    evidence.input = u"SELECT pg_is_in_recovery()"_s;
    evidence.output = u"t"_s;
    evidence.summary = u"It is a replica."_s;
    evidence.note = note;
    return evidence;
}

} // namespace seawall::tests
