// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/recordedsteps.h"

#include "models/processidentity.h"

#include <QDateTime>

namespace seawall::models {

using namespace Qt::StringLiterals;

RecordedSteps::RecordedSteps(std::vector<Step> steps, QString of, const StepContext &context,
                             StepRecorder recorder, End end)
    : m_of(std::move(of)), m_recorder(std::move(recorder)), m_end(end)
{
    for (auto &step : steps) {
        auto evidence = std::make_shared<Evidence>();
        auto operation = std::make_unique<StepOperation>(step.node, step.spec, context, evidence);
        m_parts.push_back(
            {std::move(step.node), std::move(step.spec), std::move(evidence), std::move(operation)});
    }
}

QString RecordedSteps::kind() const
{
    return m_parts.size() == 1 ? m_parts.front().operation->kind() : u"checklist.task"_s;
}

Preview RecordedSteps::preview() const
{
    if (m_parts.size() == 1)
        return m_parts.front().operation->preview();
    Preview all;
    all.title = u"Run %1 steps of “%2”?"_s.arg(m_parts.size()).arg(m_of);
    all.verb = u"Run %1 steps"_s.arg(m_parts.size());
    all.consequence =
        m_end == End::AtLast
            ? u"They run one after the other, also past one that fails. Each leaves its evidence."_s
            : u"They run one after the other, and end with the first that does not pass. Each "
              "leaves its evidence."_s;
    bool isOneNode = true;
    for (const auto &part : m_parts) {
        const auto own = part.operation->preview();
        all.actions << u"— %1"_s.arg(part.node.title);
        all.actions += own.actions;
        all.destructive = all.destructive || own.destructive;
        all.needsReason = all.needsReason || own.needsReason;
        all.guards.insert(all.guards.end(), own.guards.begin(), own.guards.end());
        if (all.target == OperationTarget())
            all.target = own.target;
        isOneNode = isOneNode && all.target.node == own.target.node;
    }
    if (!isOneNode) {
        const auto first = all.target;
        all.target = {};
        all.target.profile = first.profile;
        all.target.production = first.production;
    }
    return all;
}

Outcome RecordedSteps::runPart(Part &part, const ProgressSink &progress, const std::stop_token &stop) const
{
    const auto told = [this] {
        if (m_recorder.changed)
            m_recorder.changed();
    };
    // Written before it acts: one that was under way when the console was killed is known as interrupted.
    if (const auto marked = m_recorder.store->markRunning(m_recorder.run, part.node.identity); !marked)
        return {Outcome::State::Failed, marked.error().message, {}, marked.error()};
    told();
    const auto begun = QDateTime::currentMSecsSinceEpoch();
    auto outcome = part.operation->run(progress, stop);
    auto &evidence = *part.evidence;
    evidence.step = part.node.identity;
    if (evidence.startedMs == 0)
        evidence.startedMs = begun;
    if (evidence.finishedMs == 0)
        evidence.finishedMs = QDateTime::currentMSecsSinceEpoch();
    if (evidence.actor.isEmpty())
        evidence.actor = actorName();
    if (evidence.result == StepState::Open) // it never came to act
        evidence.result = outcome.state == Outcome::State::Succeeded ? StepState::Passed : StepState::Failed;
    if (evidence.summary.isEmpty())
        evidence.summary = outcome.summary;
    if (const auto kept = m_recorder.store->add(m_recorder.run, evidence); !kept) {
        outcome.state = Outcome::State::Failed;
        outcome.summary += u" Its evidence could not be kept: %1"_s.arg(kept.error().message);
        outcome.error = kept.error();
    }
    told();
    return outcome;
}

Outcome RecordedSteps::run(const ProgressSink &progress, std::stop_token stop)
{
    if (m_parts.size() == 1)
        return runPart(m_parts.front(), progress, stop);
    size_t passed = 0, ended = 0;
    std::optional<Outcome> failure; // the first
    for (auto &part : m_parts) {
        const auto share = double(ended++) / double(m_parts.size());
        progress({share, part.node.title});
        auto outcome = runPart(
            part, [&](const Progress &own) { progress({share, part.node.title + u": "_s + own.text}); },
            stop);
        if (outcome.state == Outcome::State::Succeeded) {
            ++passed;
            continue;
        }
        outcome.summary = u"“%1”: %2"_s.arg(part.node.title, outcome.summary);
        const bool goesOn = m_end == End::AtLast && outcome.state == Outcome::State::Failed;
        if (!failure)
            failure = std::move(outcome);
        if (!goesOn)
            break;
    }
    if (failure) {
        failure->summary = u"%1 of %2 steps passed; %3 %4"_s.arg(passed)
                               .arg(m_parts.size())
                               .arg(m_end == End::AtLast ? u"the first that did not:"_s : u"it ended at"_s,
                                    failure->summary);
        return *failure;
    }
    return {Outcome::State::Succeeded, u"All %1 steps of “%2” passed."_s.arg(passed).arg(m_of), {}, {}};
}

} // namespace seawall::models
