// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"

namespace seawall::models {

/// What a run's file knows of its steps, by identity.
struct StatusInput {
    std::map<QString, Evidence> latest;
    std::map<QString, bool> running;    ///< marked as running; false: its process is gone
    std::map<QString, StepSpec> specs;  ///< as changed by the person
    std::map<QString, QString> changed; ///< a sentence: what makes the step stale if it passed
};

/// Where every node of the checklist stands. `now` as in RunStore::status(). Pure.
///
/// A step is as its latest evidence says; a running or interrupted one is that, whatever came before. Passed
/// turns Stale where the node it was seen on has another role, timeline or cluster now, or the step was
/// changed since; what is unknown on either side is no change. A node with steps below it is what they are
/// together: failed before running, interrupted, stale and open; else done. What it is itself counts as one
/// of them where it can be run or has evidence. A tick in the file is no evidence: such a step is Open.
std::map<QString, StepStatus> statusOf(const Checklist &checklist, const StatusInput &input,
                                       const std::vector<OperationTarget> &now);

} // namespace seawall::models
