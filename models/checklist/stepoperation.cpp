// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepoperation.h"

#include "models/checklist/flagstep.h"
#include "models/checklist/keptoutput.h"
#include "models/checklist/secretmask.h"
#include "models/checklist/sqlstep.h"
#include "models/checklist/steprunner.h"
#include "models/processidentity.h"

#include <QDateTime>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Kind = StepSpec::Kind;

namespace {

Outcome::State stateOf(StepState state)
{
    return state == StepState::Passed        ? Outcome::State::Succeeded
           : state == StepState::Interrupted ? Outcome::State::Cancelled
                                             : Outcome::State::Failed;
}

QString clipped(const QString &text)
{
    KeptOutput kept;
    kept.add(text);
    return kept.text();
}

} // namespace

struct StepOperation::Private {
    ChecklistNode node;
    StepSpec spec;
    ClusterProfile profile;
    std::shared_ptr<Evidence> evidence;
    SecretMask mask;
    std::unique_ptr<StepRunner> runner;
};

StepOperation::StepOperation(ChecklistNode node, StepSpec spec, StepContext context,
                             std::shared_ptr<Evidence> evidence)
    : d(std::make_unique<Private>(Private{std::move(node), spec, context.profile, std::move(evidence),
                                          SecretMask(context.profile), makeStepRunner(spec, context)}))
{}

StepOperation::~StepOperation() = default;

QString StepOperation::kind() const
{
    return d->runner->kind();
}

Preview StepOperation::preview() const
{
    auto preview = d->runner->preview();
    preview.title = d->mask.masked(d->node.title.isEmpty() ? u"A step of the checklist"_s : d->node.title);
    for (auto &action : preview.actions)
        action = d->mask.masked(action);
    preview.target.profile = d->profile.name;
    preview.target.production = d->profile.production;
    return preview;
}

Outcome StepOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    auto &evidence = *d->evidence;
    evidence.step = d->node.identity;
    evidence.kind = d->spec.kind;
    evidence.actor = actorName();
    evidence.input = clipped(d->mask.masked(d->runner->input()));
    evidence.startedMs = QDateTime::currentMSecsSinceEpoch();
    const auto masked = [&](const Progress &step) { progress({step.fraction, d->mask.masked(step.text)}); };
    auto result = d->runner->run(masked, stop);
    evidence.finishedMs = QDateTime::currentMSecsSinceEpoch();
    evidence.result = result.state;
    evidence.target = result.target;
    evidence.target.profile = d->profile.name;
    evidence.target.production = d->profile.production;
    evidence.summary = d->mask.masked(result.summary);
    evidence.output = clipped(d->mask.masked(result.output));

    if (result.error) {
        for (auto *text : {&result.error->message, &result.error->hint, &result.error->detail})
            *text = d->mask.masked(*text);
    }
    result.details.insert(u"step"_s, d->node.identity);
    return {stateOf(result.state), evidence.summary, result.details, result.error};
}

bool StepOperation::onlyChecks(const StepSpec &spec)
{
    switch (spec.kind) {
    case Kind::Sql:
        return SqlStep::onlyReads(spec);
    case Kind::Metric:
    case Kind::Http:
    case Kind::File:
        return true;
    case Kind::Flag:
        return FlagStep::onlyLooks(spec);
    case Kind::Manual:
    case Kind::Command:
    case Kind::Migration:
    case Kind::FailoverCheck:
        break;
    }
    return false;
}

} // namespace seawall::models
