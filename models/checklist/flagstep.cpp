// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/flagstep.h"

#include "models/flags/envflagstore.h"
#include "models/format.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const QString &one, const QString &other)
{
    const auto isOn = flagIsOn(one);
    return one.trimmed() == other.trimmed() || (isOn && isOn == flagIsOn(other));
}

} // namespace

FlagStep::FlagStep(StepSpec spec, const StepContext &context)
    : m_spec(std::move(spec)), m_profile(context.profile),
      m_snapshot(context.live ? context.live() : context.snapshot)
{
    if (!m_snapshot)
        m_snapshot = context.snapshot;
}

QString FlagStep::input() const
{
    return assignmentText(m_spec.flag, m_spec.flagValue);
}

db::Result<std::unique_ptr<FlagOperation>> FlagStep::operation() const
{
    return FlagOperation::forEnvironment(m_profile, {{m_spec.flag, m_spec.flagValue}}, m_snapshot);
}

Preview FlagStep::preview() const
{
    if (!onlyLooks(m_spec)) {
        if (const auto found = operation())
            return (*found)->preview();
    }
    Preview preview;
    preview.verb = u"Look"_s;
    preview.actions = {
        u"%1 says %2"_s.arg(m_profile.envFile.isEmpty() ? u"the .env"_s : m_profile.envFile, input())};
    preview.consequence = u"It only reads the file; nothing is changed."_s;
    return preview;
}

StepResult FlagStep::look() const
{
    if (m_profile.envFile.isEmpty())
        return StepResult::failed(
            u"Whether %1 is set is unknown: this cluster was not given by a .env file."_s.arg(m_spec.flag));
    const auto file = EnvFile::load(m_profile.envFile);
    if (!file)
        return StepResult::endedBy(file.error());
    const auto value = file->value(m_spec.flag);
    if (!value)
        return StepResult::failed(
            u"Expected %1, but %2 does not set it."_s.arg(m_spec.flag, m_profile.envFile));
    return StepResult::passed(u"%1 says %2."_s.arg(m_profile.envFile, assignmentText(m_spec.flag, *value)));
}

StepResult FlagStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    const auto file =
        m_profile.envFile.isEmpty() ? db::Result<EnvFile>(EnvFile()) : EnvFile::load(m_profile.envFile);
    const auto value = file ? file->value(m_spec.flag) : std::nullopt;
    if (onlyLooks(m_spec) || m_profile.envFile.isEmpty())
        return look();
    if (value && isSame(*value, m_spec.flagValue))
        return StepResult::passed(
            u"%1 says %2 already."_s.arg(m_profile.envFile, assignmentText(m_spec.flag, *value)));
    const auto set = operation();
    if (!set)
        return StepResult::endedBy(set.error());
    const auto outcome = (*set)->run(progress, stop);
    const auto difference = outcome.details[u"difference"].toString();
    auto result = outcome.state == Outcome::State::Succeeded
                      ? StepResult::passed(outcome.summary, (*set)->preview().actions.join(u'\n'))
                      : StepResult::failed(outcome.summary, difference);
    if (outcome.state == Outcome::State::Cancelled)
        result.state = StepState::Interrupted;
    result.details = outcome.details;
    result.error = outcome.error;
    return result;
}

} // namespace seawall::models
