// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepoperation.h"

namespace seawall::models {

/// What running a step gave; StepOperation makes the Evidence and the Outcome of it.
struct StepResult {
    StepState state = StepState::Failed; ///< Passed, Failed, Interrupted, or Open where nothing was run
    QString summary;                     ///< one sentence
    QString output;
    OperationTarget target; ///< empty where no node took part
    QJsonObject details;
    std::optional<db::Error> error;

    static StepResult passed(const QString &summary, const QString &output = {});
    static StepResult failed(const QString &summary, const QString &output = {});
    static StepResult endedBy(const db::Error &error, const QString &output = {}); ///< failed, or interrupted
};

/// One kind of step: what it would do, and doing it. Made by makeStepRunner() from copies of what it needs;
/// run() blocks, on a worker. Its texts may hold secrets; StepOperation masks them.
class StepRunner
{
public:
    StepRunner() = default;
    virtual ~StepRunner() = default;
    StepRunner(const StepRunner &) = delete;
    StepRunner &operator=(const StepRunner &) = delete;

    virtual QString kind() const = 0;  ///< 'checklist.sql'
    virtual QString input() const = 0; ///< the statement or command
    /// Without title and profile, which are the same for all kinds.
    virtual Preview preview() const = 0;
    virtual StepResult run(const ProgressSink &progress, const std::stop_token &stop) = 0;
};

std::unique_ptr<StepRunner> makeStepRunner(const StepSpec &spec, const StepContext &context);

/// The time a step may take; a limit that makes no sense reads as a minute.
std::chrono::milliseconds timeLimitOf(const StepSpec &spec);

} // namespace seawall::models
