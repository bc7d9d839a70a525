// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistassembly.h"

#include <QCryptographicHash>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

using Kind = OutlineNode::Kind;
using Use = MarkdownOutline::Use;

/// For each node of the outline the one that shows it: itself, or the next above where it is plain prose.
/// -1: nobody.
std::vector<int> showers(const std::vector<OutlineNode> &nodes)
{
    std::vector<bool> shown(nodes.size());
    for (size_t at = nodes.size(); at-- > 0;) {
        const auto &node = nodes.at(at);
        if (node.kind != Kind::Bullet)
            shown.at(at) = true;
        // A bullet is kept where steps stand below it.
        if (shown.at(at) && node.kind != Kind::Heading && node.parent >= 0)
            shown.at(static_cast<size_t>(node.parent)) = true;
    }
    std::vector<int> found(nodes.size(), -1);
    for (size_t at = 0; at < nodes.size(); ++at) {
        const int parent = nodes.at(at).parent;
        found.at(at) = shown.at(at)  ? static_cast<int>(at)
                       : parent >= 0 ? found.at(static_cast<size_t>(parent))
                                     : -1;
    }
    return found;
}

/// The part in brackets at the end of 'PHASE 1: Database (Days 1-2)', taken out of it.
QString takenDuration(QString &title)
{
    static const QRegularExpression pattern(u"\\s*\\(([^()]*\\b\\d[^()]*|[^()]*)\\)\\s*$"_s);
    static const QRegularExpression time(
        u"\\d.*\\b(?:h|min|mins|hours?|minutes?|days?|weeks?|months?)\\b|\\b(?:hours?|minutes?|days?|weeks?|months?)\\b.*\\d"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(title);
    if (!match.hasMatch() || !time.match(match.captured(1)).hasMatch())
        return {};
    title.truncate(match.capturedStart());
    return match.captured(1).trimmed();
}

/// Lines that only draw or mark: fences, rules, what underlines a heading.
bool isMarkup(const QString &line)
{
    static const QRegularExpression pattern(
        u"^[\\s>]*(?:`{3,}\\s*[^\\s`]*|~{3,}\\s*\\S*|=+|-+|(?:[-*_]\\s*){3,})\\s*$"_s);
    return pattern.match(line).hasMatch();
}

/// Without the white space that all lines have in front.
QString dedented(const QStringList &lines)
{
    qsizetype common = -1;
    for (const auto &line : lines) {
        const auto text = std::ranges::find_if_not(line, [](QChar c) { return c.isSpace(); });
        if (text != line.end())
            common = common < 0 ? text - line.begin() : std::min(common, qsizetype(text - line.begin()));
    }
    QStringList shorter;
    for (const auto &line : lines) {
        if (!line.trimmed().isEmpty())
            shorter << line.sliced(std::max<qsizetype>(common, 0));
        else if (!shorter.isEmpty() && !shorter.back().isEmpty())
            shorter << QString();
    }
    while (!shorter.isEmpty() && shorter.back().isEmpty())
        shorter.removeLast();
    return shorter.join(u'\n');
}

class Assembly final
{
public:
    Assembly(const MarkdownLines &lines, MarkdownOutline outline)
        : m_lines(lines), m_outline(std::move(outline)), m_showers(showers(m_outline.nodes))
    {}
    AssembledNodes assembled();

private:
    ChecklistNode made(const OutlineNode &node);
    void addNodes();
    void addBlocks();
    void addGuidance();
    void addIdentities();
    int indexOf(int outlineNode) const
    {
        return outlineNode < 0 ? -1 : m_made.indexOf.at(static_cast<size_t>(outlineNode));
    }
    ChecklistNode &node(int index) { return m_made.nodes.at(static_cast<size_t>(index)); }

    const MarkdownLines &m_lines;
    MarkdownOutline m_outline;
    std::vector<int> m_showers;
    AssembledNodes m_made;
    Utf16Cursor m_cursor{m_lines.text()};
};

ChecklistNode Assembly::made(const OutlineNode &node)
{
    ChecklistNode result;
    result.type = node.kind == Kind::Heading ? ChecklistNode::Type::Heading
                  : node.kind == Kind::Task  ? ChecklistNode::Type::Step
                                             : ChecklistNode::Type::Item;
    result.parent = indexOf(node.parent);
    const bool isNested =
        result.parent >= 0 && this->node(result.parent).type != ChecklistNode::Type::Heading;
    result.level = node.kind == Kind::Heading ? node.level
                   : isNested                 ? this->node(result.parent).level + 1
                                              : 1;
    result.title = node.title;
    if (node.kind == Kind::Heading)
        result.duration = takenDuration(result.title);
    result.tickedInFile = node.isTicked;
    result.line = node.line + 1;
    if (node.boxAt >= 0)
        result.boxOffset = m_cursor.at(node.boxAt);
    return result;
}

void Assembly::addNodes()
{
    m_made.indexOf.assign(m_outline.nodes.size(), -1);
    int line = 0;
    for (size_t at = 0; at < m_outline.nodes.size(); ++at) {
        auto &outlined = m_outline.nodes.at(at);
        line = outlined.line = std::max(outlined.line, line);
        if (m_showers.at(at) != static_cast<int>(at)) {
            m_made.indexOf.at(at) = indexOf(m_showers.at(at));
            continue;
        }
        const int index = static_cast<int>(m_made.nodes.size());
        m_made.indexOf.at(at) = index;
        m_made.nodes.push_back(made(outlined));
        m_made.codeSpans.push_back(outlined.codeSpans);
        if (const int parent = m_made.nodes.back().parent; parent >= 0)
            node(parent).children.push_back(index);
    }
}

void Assembly::addBlocks()
{
    for (auto &block : m_outline.blocks) {
        if (const int owner = indexOf(block.owner); owner >= 0)
            node(owner).blocks.push_back(std::move(block.code));
    }
}

void Assembly::addGuidance()
{
    if (m_made.nodes.empty())
        return;
    std::vector<QStringList> prose(m_made.nodes.size());
    int owner = -1;
    for (int line = 0; line < m_lines.count(); ++line) {
        const auto at = static_cast<size_t>(line);
        const int outlined = m_outline.ownerOfLine.at(at);
        if (outlined >= 0)
            owner = outlined;
        const auto use = m_outline.useOfLine.at(at);
        const auto text = QString::fromUtf8(m_lines.line(line));
        const int index = indexOf(owner);
        if (index < 0) { // above all nodes: it is told with the first
            prose.front() << text;
            continue;
        }
        if (use == Use::Comment || use == Use::Code)
            continue;
        // The title of what is itself guidance, or one that says more than plain text can, is shown as well.
        const bool isShown = use != Use::Title || m_showers.at(static_cast<size_t>(owner)) != owner ||
                             !m_outline.nodes.at(static_cast<size_t>(owner)).isTitleWhole;
        if (isShown && (use != Use::Unseen || !isMarkup(text)))
            prose.at(static_cast<size_t>(index)) << text;
    }
    for (size_t at = 0; at < prose.size(); ++at)
        m_made.nodes.at(at).guidance = dedented(prose.at(at));
}

void Assembly::addIdentities()
{
    QHash<QString, int> seen;
    for (auto &node : m_made.nodes) {
        if (node.title.isEmpty())
            node.title = node.guidance.section(u'\n', 0, 0).left(80);
        if (node.title.isEmpty() && !node.blocks.empty())
            node.title = node.blocks.front().text.section(u'\n', 0, 0).left(80);
        const auto above = node.parent < 0 ? QString() : this->node(node.parent).identity;
        const auto own = above + u'\n' + shortTitle(node.title).toCaseFolded();
        const int times = seen[own]++;
        const auto text = times == 0 ? own : own + u'\n' + QString::number(times);
        node.identity = QString::fromLatin1(
            QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).first(8).toHex());
    }
}

AssembledNodes Assembly::assembled()
{
    addNodes();
    addBlocks();
    addGuidance();
    addIdentities();
    return std::move(m_made);
}

} // namespace

AssembledNodes assembleNodes(const MarkdownLines &lines, MarkdownOutline outline)
{
    return Assembly(lines, std::move(outline)).assembled();
}

} // namespace seawall::models
