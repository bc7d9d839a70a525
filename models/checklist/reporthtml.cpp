// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/reporthtml.h"

#include "models/checklist/evidencerecord.h"
#include "models/checklist/reportchart.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOnPaper = 8000; ///< characters of one output: some three pages

} // namespace

ReportHtml::ReportHtml(const ReportInput &input, const ReportFacts &facts, Medium medium)
    : m_input(input), m_facts(facts), m_isPaper(medium == Medium::Paper)
{}

QString ReportHtml::escaped(const QString &text)
{
    auto result = reportText(text).toHtmlEscaped();
    result.replace(u"\r\n"_s, u"\n"_s);
    for (auto &c : result) {
        if (c.unicode() < 0x20 && c != u'\n' && c != u'\t')
            c = QChar(u'\u2400' + c.unicode());
        else if (c.unicode() == 0xfffe || c.unicode() == 0xffff)
            c = QChar::ReplacementCharacter;
    }
    return result;
}

QString ReportHtml::body(const QString &chart)
{
    m_html.clear();
    summary();
    list(u"Failed"_s, {StepState::Failed});
    list(u"Interrupted, running or stale"_s, {StepState::Interrupted, StepState::Running, StepState::Stale});
    list(u"Skipped"_s, {StepState::Skipped});
    list(u"Not applicable"_s, {StepState::NotApplicable});
    list(u"Not done"_s, {StepState::Open});
    signOffs();
    if (!chart.isEmpty())
        m_html += u"<h2>During the run</h2>\n"_s + chart;
    m_html += u"<h2>All steps</h2>\n"_s;
    for (const auto &shown : m_facts.nodes)
        node(shown);
    if (!m_facts.unattached.empty())
        m_html += u"<h2>Evidence of steps that the file has no more</h2>\n"_s;
    for (const auto *each : m_facts.unattached)
        evidence(*each);
    return m_html;
}

void ReportHtml::summary()
{
    m_html += u"<h1>Report: %1</h1>\n<table class=\"summary\" cellpadding=\"2\">\n"_s.arg(
        escaped(m_input.run.checklist.title));
    for (const auto &[name, value] : summaryOf(m_input, m_facts))
        m_html += u"<tr><th align=\"left\">"_s + escaped(name) + u"</th><td>"_s + escaped(value) +
                  u"</td></tr>\n"_s;
    m_html += u"</table>\n"_s;
}

void ReportHtml::list(const QString &title, std::initializer_list<StepState> states)
{
    const auto nodes = m_facts.in(states);
    if (nodes.empty())
        return;
    m_html += u"<h2>%1 (%2)</h2>\n<ul>\n"_s.arg(title).arg(nodes.size());
    for (const auto *shown : nodes) {
        m_html += u"<li>"_s + stateWord(shown->own) + u" <b>"_s + escaped(shown->title) + u"</b>"_s;
        if (!shown->above.isEmpty())
            m_html += u" <span class=\"dim\">"_s + escaped(shown->above) + u"</span>"_s;
        if (const auto reason = reasonOf(*shown); !reason.isEmpty())
            m_html += u"<br/>"_s + escaped(reason);
        m_html += u"</li>\n"_s;
    }
    m_html += u"</ul>\n"_s;
}

void ReportHtml::signOffs()
{
    if (m_input.signOffs.empty())
        return;
    m_html += u"<h2>Signed off</h2>\n<ul>\n"_s;
    for (const auto &signOff : m_input.signOffs)
        m_html += u"<li><b>"_s + escaped(m_facts.title(signOff.phase)) + u"</b>: "_s +
                  escaped(signOffText(m_input, signOff)) + u"</li>\n"_s;
    m_html += u"</ul>\n"_s;
}

QString ReportHtml::stateWord(StepState state) const
{
    return u"<span class=\"state\" style=\"color:%1\">%2</span>"_s.arg(colourOf(state).name(),
                                                                       toString(state));
}

void ReportHtml::node(const ReportNode &shown)
{
    const auto &node = *shown.node;
    const auto title =
        escaped(m_isPaper ? shortTitle(shown.title) : shown.title); // few fonts have pictograms
    if (node.type == ChecklistNode::Type::Heading) {
        const int level = std::clamp(node.level + 1, 2, 6);
        m_html += u"<h%1>"_s.arg(level) + title + u"</h%1>\n"_s.arg(level);
    } else {
        const auto box = !node.isCheckbox() ? u"•"_s : shown.isPassed ? u"☑"_s : u"☐"_s;
        m_html += u"<div class=\"step\" style=\"margin-left:%1px\"><p>"_s.arg(24 * (node.level - 1)) + box +
                  u" <b>"_s + title + u"</b> "_s + (node.isCheckbox() ? stateWord(shown.state) : QString()) +
                  u"</p>\n"_s;
    }
    if (const auto reason = reasonOf(shown);
        !reason.isEmpty() && (shown.own == StepState::Stale || shown.evidence.empty()))
        m_html += u"<p class=\"dim\">"_s + escaped(reason) + u"</p>\n"_s;
    if (!node.guidance.isEmpty() && !m_isPaper)
        m_html += u"<div class=\"guidance\">"_s + escaped(node.guidance) + u"</div>\n"_s;
    for (const auto &block : node.blocks)
        preformatted({}, block.text);
    for (const auto *each : shown.evidence)
        evidence(*each);
    if (node.type != ChecklistNode::Type::Heading)
        m_html += u"</div>\n"_s;
}

void ReportHtml::evidence(const Evidence &evidence)
{
    const auto headline = escaped(headlineOf(evidence));
    m_html += m_isPaper ? u"<p>"_s + headline + u"</p>\n"_s
                        : u"<details%1><summary>"_s.arg(
                              evidence.result == StepState::Failed ? u" open=\"open\""_s : QString()) +
                              headline + u"</summary>\n"_s;
    if (const auto place = placeOf(evidence.target); !place.isEmpty())
        m_html += u"<p>On: "_s + escaped(place) + u"</p>\n"_s;
    if (!evidence.note.isEmpty())
        m_html += u"<p class=\"note\">Note: "_s + escaped(evidence.note) + u"</p>\n"_s;
    if (const auto attached = attachmentOf(evidence); !attached.isEmpty())
        m_html += u"<p>Attached: "_s + escaped(attached) + u"</p>\n"_s;
    preformatted(u"Run:"_s, evidence.input);
    preformatted(u"Came out:"_s, evidence.output);
    m_html +=
        u"<p class=\"dim\">SHA-256 of this evidence: "_s + escaped(QString::fromLatin1(evidence.checksum));
    if (!isUntouched(evidence))
        m_html += u" <b>does not match: it was changed by other means</b>"_s;
    m_html += m_isPaper ? u"</p>\n"_s : u"</p>\n</details>\n"_s;
}

void ReportHtml::preformatted(const QString &what, const QString &text)
{
    if (text.isEmpty())
        return;
    auto shown = reportText(text);
    if (m_isPaper && shown.size() > mostOnPaper)
        shown = shown.first(mostOnPaper) +
                u"\n… the first %1 characters; the HTML and Markdown reports hold all."_s.arg(mostOnPaper);
    if (!what.isEmpty())
        m_html += u"<p>"_s + what + u"</p>\n"_s;
    m_html += u"<pre>"_s + escaped(shown) + u"</pre>\n"_s;
}

} // namespace seawall::models
