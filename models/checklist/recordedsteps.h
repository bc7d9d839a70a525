// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepoperation.h"

namespace seawall::models {

/// Where the evidence of a run goes. `changed` is called on the worker after each write; may be empty.
struct StepRecorder {
    std::shared_ptr<RunStore> store;
    qint64 run = 0;
    std::function<void()> changed;
};

/// Runs one step, or several in order, and writes the evidence of each before the next begins: what ended is
/// kept whenever the console is killed. The preview of one step is its own; that of several lists what all of
/// them do.
class RecordedSteps final : public Operation
{
public:
    struct Step {
        ChecklistNode node;
        StepSpec spec;
    };
    enum class End { AtFailure, AtLast }; ///< AtLast: the steps after one that fails run all the same
    /// `of`: title of the task the steps belong to. There is at least one step.
    RecordedSteps(std::vector<Step> steps, QString of, const StepContext &context, StepRecorder recorder,
                  End end = End::AtFailure);

    QString kind() const override;
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    struct Part {
        ChecklistNode node;
        StepSpec spec;
        std::shared_ptr<Evidence> evidence;
        std::unique_ptr<Operation> operation;
    };
    Outcome runPart(Part &part, const ProgressSink &progress, const std::stop_token &stop) const;

    std::vector<Part> m_parts;
    QString m_of;
    StepRecorder m_recorder;
    End m_end;
};

} // namespace seawall::models
