// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/evidencerecord.h"
#include "models/checklist/reportfacts.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// As text within a paragraph: nothing in it is markup.
QString escaped(const QString &raw)
{
    const auto text = reportText(raw);
    QString result;
    result.reserve(text.size());
    for (const auto c : text) {
        if (c == u'<')
            result += u"&lt;";
        else if (c == u'>')
            result += u"&gt;";
        else if (c == u'&')
            result += u"&amp;";
        else if (c == u'\n' || c == u'\r')
            result += u' ';
        else if (QStringView(u"\\`*_[]|~#").contains(c))
            result += u'\\' + QString(c);
        else
            result += c;
    }
    return result;
}

/// A fence longer than any within.
QStringList fenced(const QString &raw)
{
    const auto text = reportText(raw);
    qsizetype longest = 2, run = 0;
    for (const auto c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return QStringList{fence + u"text"_s} + text.split(u'\n') + QStringList{fence};
}

QStringList linesOf(const Evidence &evidence)
{
    QStringList lines{
        u"<details><summary>%1</summary>"_s.arg(reportText(headlineOf(evidence)).toHtmlEscaped()), {}};
    if (const auto place = placeOf(evidence.target); !place.isEmpty())
        lines += u"- On: "_s + escaped(place);
    if (!evidence.note.isEmpty())
        lines += u"- Note: "_s + escaped(evidence.note);
    if (const auto attached = attachmentOf(evidence); !attached.isEmpty())
        lines += u"- Attached: "_s + escaped(attached);
    lines += u"- SHA-256 of this evidence: `%1`%2"_s.arg(
        QString::fromLatin1(evidence.checksum),
        isUntouched(evidence) ? QString() : u" (**does not match: it was changed by other means**)"_s);
    lines += QString();
    for (const auto &[what, text] :
         {std::pair{u"Run:"_s, evidence.input}, {u"Came out:"_s, evidence.output}}) {
        if (!text.isEmpty())
            lines += QStringList{what, {}} + fenced(text) + QStringList{QString()};
    }
    return lines << u"</details>"_s;
}

/// What a report adds below a step; empty where there is nothing to say.
QStringList linesBelow(const ReportNode &shown)
{
    QStringList lines;
    if (shown.node->isCheckbox() && shown.itself() == StepState::Open && shown.node->tickedInFile)
        lines << QString() << u"*%1*"_s.arg(reasonOf(shown));
    if (shown.isStep && shown.own == StepState::Stale)
        lines << QString() << u"**Stale:** "_s + escaped(shown.staleReason);
    if (shown.isStep && shown.own == StepState::Interrupted)
        lines << QString() << u"**Interrupted:** "_s + escaped(reasonOf(shown));
    for (const auto *evidence : shown.evidence)
        lines << QString() << linesOf(*evidence);
    return lines;
}

/// The original with what the report adds to it.
class TickedText final
{
public:
    explicit TickedText(const QString &text) : m_text(text)
    {
        m_lines.push_back(0);
        for (auto end = text.indexOf(u'\n'); end >= 0; end = text.indexOf(u'\n', end + 1))
            m_lines.push_back(end + 1);
    }

    QString with(const ReportFacts &facts)
    {
        for (size_t i = 0; i < facts.nodes.size(); ++i) {
            const auto &shown = facts.nodes[i];
            const int next =
                i + 1 < facts.nodes.size() ? facts.nodes[i + 1].node->line : int(m_lines.size()) + 1;
            if (shown.node->boxOffset >= 0 && shown.node->boxOffset < m_text.size())
                m_changes.push_back({shown.node->boxOffset, 1, shown.isPassed ? u"x"_s : u" "_s});
            if (const auto lines = linesBelow(shown); !lines.isEmpty())
                addBelow(*shown.node, next, lines);
        }
        return applied();
    }

private:
    struct Change {
        qsizetype at = 0, replaced = 0;
        QString by;
    };

    QStringView line(int number) const // 1-based, without its end
    {
        const auto from = m_lines[size_t(number) - 1];
        const auto to = size_t(number) < m_lines.size() ? m_lines[size_t(number)] : m_text.size();
        return QStringView(m_text).sliced(from, to - from).trimmed();
    }

    /// What a line below the step starts with to belong to it: blanks up to its box, marks of quotes kept.
    QString indentOf(const ChecklistNode &node) const
    {
        if (node.boxOffset < 1)
            return {};
        const auto start = m_lines[size_t(node.line) - 1];
        if (node.boxOffset - 1 < start)
            return {};
        auto indent = m_text.sliced(start, node.boxOffset - 1 - start);
        for (auto &c : indent) {
            if (c != u'\t' && c != u'>')
                c = u' ';
        }
        return indent;
    }

    void addBelow(const ChecklistNode &node, int next, const QStringList &lines)
    {
        const auto isRule = [](QStringView text) {
            return text.size() >= 3 && (text.count(u'-') == text.size() || text.count(u'*') == text.size() ||
                                        text.count(u'_') == text.size());
        };
        int last = std::clamp(next - 1, node.line, int(m_lines.size()));
        while (last > node.line && (line(last).isEmpty() || isRule(line(last))))
            --last;
        const auto indent = indentOf(node);
        QString added;
        for (const auto &each : lines)
            added += (each.isEmpty() ? QString(indent).replace(u' ', QString()) : indent + each) + u'\n';
        const bool endsText = size_t(last) >= m_lines.size();
        m_changes.push_back(
            {endsText ? m_text.size() : m_lines[size_t(last)], 0,
             endsText ? u'\n' + added : added + QString(indent).replace(u' ', QString()) + u'\n'});
    }

    /// Line by line, since a secret's name at the end of one does not make the next one a secret.
    void appendMasked(QString &result, QStringView part) const
    {
        for (qsizetype from = 0; from < part.size();) {
            const auto end = part.indexOf(u'\n', from);
            const auto each = part.sliced(from, (end < 0 ? part.size() : end + 1) - from);
            result += reportText(each.toString());
            from += each.size();
        }
    }

    QString applied()
    {
        std::ranges::stable_sort(m_changes, {}, &Change::at);
        QString result;
        result.reserve(m_text.size() * 2);
        qsizetype done = 0;
        for (const auto &change : m_changes) {
            appendMasked(result, QStringView(m_text).sliced(done, change.at - done));
            result += change.by;
            done = change.at + change.replaced;
        }
        appendMasked(result, QStringView(m_text).sliced(done));
        return result;
    }

    const QString &m_text;
    std::vector<qsizetype> m_lines; ///< where each starts
    std::vector<Change> m_changes;
};

QString listOf(const QString &title, const std::vector<const ReportNode *> &nodes)
{
    if (nodes.empty())
        return {};
    auto text = u"## %1 (%2)\n\n"_s.arg(title).arg(nodes.size());
    for (const auto *shown : nodes) {
        const auto reason = reasonOf(*shown);
        text += u"- **%1**"_s.arg(escaped(shown->title));
        if (!shown->above.isEmpty())
            text += u" (%1)"_s.arg(escaped(shown->above));
        text += (reason.isEmpty() ? QString() : u": "_s + escaped(reason)) + u'\n';
    }
    return text + u'\n';
}

} // namespace

QString markdownReport(const ReportInput &input)
{
    const auto facts = factsOf(input);
    auto text = u"# Report: %1\n\n| | |\n| --- | --- |\n"_s.arg(escaped(input.run.checklist.title));
    for (const auto &[name, value] : summaryOf(input, facts))
        text += u"| %1 | %2 |\n"_s.arg(name, escaped(value));
    text += u'\n';
    text += listOf(u"Failed"_s, facts.in({StepState::Failed}));
    text += listOf(u"Interrupted, running or stale"_s,
                   facts.in({StepState::Interrupted, StepState::Running, StepState::Stale}));
    text += listOf(u"Skipped"_s, facts.in({StepState::Skipped}));
    text += listOf(u"Not applicable"_s, facts.in({StepState::NotApplicable}));
    text += listOf(u"Not done"_s, facts.in({StepState::Open}));
    if (!input.signOffs.empty())
        text += u"## Signed off\n\n"_s;
    for (const auto &signOff : input.signOffs)
        text += u"- **%1**: %2\n"_s.arg(escaped(facts.title(signOff.phase)),
                                        escaped(signOffText(input, signOff)));
    text += u"\n---\n\n"_s + TickedText(input.run.checklist.text).with(facts);
    if (!facts.unattached.empty())
        text += u"\n---\n\n## Evidence of steps that the file has no more\n"_s;
    for (const auto *evidence : facts.unattached)
        text += u'\n' + linesOf(*evidence).join(u'\n') + u'\n';
    return text;
}

} // namespace seawall::models
