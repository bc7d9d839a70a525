// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/report.h"

#include <array>

namespace seawall::models {

/// A text as a report may tell it: secrets masked. Whatever a file, a person or a server said enters a report
/// through this, before it is shortened or escaped.
QString reportText(const QString &text);

/// A node of the checklist as a report shows it. Points into the ReportInput.
struct ReportNode {
    const ChecklistNode *node = nullptr;
    QString title;                     ///< the node's, as reportText()
    StepState state = StepState::Open; ///< with those below it
    bool isStep = false;               ///< an isOwnStep(): what is counted
    StepState own = StepState::Open;   ///< of such a one
    bool isPassed = false;             ///< each step at or below it passed: its box is ticked
    QString above;                     ///< titles above it, 'Phase 1 › Task 1.1'
    QString staleReason;
    std::vector<const Evidence *> evidence; ///< its own, oldest first
    StepState itself() const { return isStep ? own : state; }
};

/// What each kind of report tells, drawn from its input once. Valid as long as that is.
struct ReportFacts {
    std::vector<ReportNode> nodes; ///< in the order of the file
    std::array<int, 8> counts{};   ///< of steps, by their own StepState
    int steps = 0;
    qint64 firstMs = 0, lastMs = 0; ///< of the evidence; 0: there is none
    QStringList people;
    std::vector<const Evidence *> unattached; ///< of steps that the text has no more
    int altered = 0;                          ///< evidence that does not match its checksum
    int filesAltered = 0;                     ///< attached files that are changed or gone

    /// Steps that are in one of these states themselves.
    std::vector<const ReportNode *> in(std::initializer_list<StepState> states) const;
    QString title(const QString &identity) const; ///< of a heading or step; the identity where it is gone
};
ReportFacts factsOf(const ReportInput &input);

/// 'Failed on replica1, 2026-11-23 16:07:06, in 1.5 s, by alice@db-host', and what was seen in one sentence.
QString headlineOf(const Evidence &evidence);
/// 'replica1, replica, timeline 3, 0/5000028'; empty where no node took part.
QString placeOf(const OperationTarget &target);
/// The file's path, its SHA-256, and what became of it since; empty where none is attached. Blocks.
QString attachmentOf(const Evidence &evidence);
QString reasonOf(const ReportNode &node); ///< why it is in its state, as the latest evidence tells
/// 'Alice, with Bob, 2026-11-23 16:07:06', and how much evidence of that phase came later.
QString signOffText(const ReportInput &input, const SignOff &signOff);
/// Rows of the summary: name and value.
std::vector<std::pair<QString, QString>> summaryOf(const ReportInput &input, const ReportFacts &facts);

} // namespace seawall::models
