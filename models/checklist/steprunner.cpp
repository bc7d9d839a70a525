// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/steprunner.h"

#include "models/checklist/commandstep.h"
#include "models/checklist/drillstep.h"
#include "models/checklist/filestep.h"
#include "models/checklist/flagstep.h"
#include "models/checklist/httpstep.h"
#include "models/checklist/metricstep.h"
#include "models/checklist/migratestep.h"
#include "models/checklist/sqlstep.h"

#include <algorithm>
#include <cmath>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Kind = StepSpec::Kind;

namespace {

/// What only a person can do.
class ByHandStep final : public StepRunner
{
public:
    QString kind() const override { return u"checklist.manual"_s; }
    QString input() const override { return {}; }
    Preview preview() const override
    {
        Preview preview;
        preview.verb = u"Show what to do"_s;
        preview.actions = {u"Nothing is run: this step is done by hand."_s};
        preview.consequence = u"Do it, then mark the step as passed or failed."_s;
        return preview;
    }
    StepResult run(const ProgressSink &, const std::stop_token &) override
    {
        StepResult result;
        result.state = StepState::Open;
        result.summary =
            u"Nothing was run: this step is to be done by hand, and marked as passed or failed afterwards."_s;
        return result;
    }
};

} // namespace

StepResult StepResult::passed(const QString &summary, const QString &output)
{
    StepResult result;
    result.state = StepState::Passed;
    result.summary = summary;
    result.output = output;
    return result;
}

StepResult StepResult::failed(const QString &summary, const QString &output)
{
    auto result = passed(summary, output);
    result.state = StepState::Failed;
    return result;
}

StepResult StepResult::endedBy(const db::Error &error, const QString &output)
{
    const bool isStopped = error.kind == db::ErrorKind::Cancelled;
    auto result = failed(isStopped ? u"Stopped on request."_s : error.message, output);
    if (isStopped)
        result.state = StepState::Interrupted;
    result.error = error;
    return result;
}

std::chrono::milliseconds timeLimitOf(const StepSpec &spec)
{
    constexpr double longest = 7 * 24 * 3600.0;
    const double seconds = std::isfinite(spec.timeLimitSeconds) && spec.timeLimitSeconds > 0
                               ? std::min(spec.timeLimitSeconds, longest)
                               : 60.0;
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

std::unique_ptr<StepRunner> makeStepRunner(const StepSpec &spec, const StepContext &context)
{
    switch (spec.kind) {
    case Kind::Sql:
        return std::make_unique<SqlStep>(spec, context);
    case Kind::Command:
        return std::make_unique<CommandStep>(u"checklist.command"_s, spec, context);
    case Kind::Metric:
        return std::make_unique<MetricStep>(spec, context);
    case Kind::FailoverCheck:
        if (const auto drill = db::drillNamed(spec.drill))
            return std::make_unique<DrillStep>(*drill, spec, context);
        if (!spec.command.trimmed().isEmpty())
            return std::make_unique<CommandStep>(u"checklist.failover"_s, spec, context);
        break;
    case Kind::Http:
        return std::make_unique<HttpStep>(spec);
    case Kind::File:
        return std::make_unique<FileStep>(spec.file, context.folder);
    case Kind::Flag:
        return std::make_unique<FlagStep>(spec, context);
    case Kind::Migration:
        return std::make_unique<MigrateStep>(spec, context);
    case Kind::Manual:
        break;
    }
    return std::make_unique<ByHandStep>();
}

} // namespace seawall::models
