// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"

namespace seawall::models {

/// Steps at or below a node, by where they stand: those that isOwnStep().
struct StepCounts {
    int total = 0, done = 0, failed = 0, stale = 0, running = 0;
    int open() const { return total - done; } ///< what is still to be done, failed and stale ones too
    StepCounts &operator+=(const StepCounts &other);
    bool operator==(const StepCounts &) const = default;
};

using StepStates = std::map<QString, StepStatus>; ///< by identity

StepState stateOf(const Checklist &checklist, int node, const StepStates &states); ///< with those below it
const StepSpec &specOf(const Checklist &checklist, int node, const StepStates &states);
/// Whether a checkbox is to be done itself: one without steps below it, or one that can be run, or has
/// evidence, besides them. Any other is done when they are.
bool isOwnStep(const Checklist &checklist, int node, const StepStates &states);
StepState ownState(const Checklist &checklist, int node, const StepStates &states); ///< of an isOwnStep()
bool isDone(StepState state); ///< passed, skipped, not applicable

/// For every node, in one pass.
std::vector<StepCounts> countSteps(const Checklist &checklist, const StepStates &states);

/// The phase a node stands in: its heading of the highest level of which the file has more than one with
/// steps; where there is none such, its topmost heading. -1: below no heading.
int phaseOf(const Checklist &checklist, int node);

/// Each isOwnStep() in the order of the file, itself where it is one.
std::vector<int> stepsBelow(const Checklist &checklist, int node, const StepStates &states);
/// The next isOwnStep() to be done after (before, for direction -1) `node`, round the end once; -1 for none.
int nextOpen(const Checklist &checklist, const StepStates &states, int node, int direction);

} // namespace seawall::models
