// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/reportfacts.h"

namespace seawall::models {

/// The body of a report as HTML: for a browser, or in the plainer words that QTextDocument lays out on paper.
/// Whatever a file or a server said is escaped and its secrets are masked; it is well-formed XML.
class ReportHtml final
{
public:
    enum class Medium { Browser, Paper };
    ReportHtml(const ReportInput &input, const ReportFacts &facts, Medium medium);

    /// `chart`: an element that shows the timeline; may be empty.
    QString body(const QString &chart);

    /// As reportText(). Control characters, as colours of a terminal, are no XML; they are shown as pictures
    /// of themselves.
    static QString escaped(const QString &text);

private:
    void summary();
    void list(const QString &title, std::initializer_list<StepState> states);
    void signOffs();
    void node(const ReportNode &shown);
    void evidence(const Evidence &evidence);
    void preformatted(const QString &what, const QString &text);
    QString stateWord(StepState state) const;

    const ReportInput &m_input;
    const ReportFacts &m_facts;
    const bool m_isPaper;
    QString m_html;
};

} // namespace seawall::models
