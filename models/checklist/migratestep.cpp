// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/migratestep.h"

#include "models/checklist/stepnode.h"
#include "models/migrations/migrationoperation.h"
#include "models/migrations/migrationpreview.h"

#include <QJsonArray>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Goal = db::StepRequest::Goal;

namespace {

constexpr auto planningTime = 60s;

QString databaseOf(const ClusterProfile &profile)
{
    for (const auto &node : profile.monitor.nodes) {
        if (node.role == db::Role::Primary)
            return node.endpoint.parameter(u"dbname"_s);
    }
    return profile.monitor.nodes.empty() ? QString()
                                         : profile.monitor.nodes.front().endpoint.parameter(u"dbname"_s);
}

db::StepRequest requestFor(Goal goal, const QString &version = {})
{
    db::StepRequest request;
    request.goal = goal;
    request.version = version;
    return request;
}

} // namespace

MigrateStep::MigrateStep(StepSpec spec, StepContext context)
    : m_spec(std::move(spec)), m_context(std::move(context))
{}

QString MigrateStep::input() const
{
    QStringList parts;
    if (!m_spec.migration.rollbackTo.isEmpty())
        parts << u"migrate --rollback-to %1"_s.arg(m_spec.migration.rollbackTo);
    if (m_spec.migration.applyAll)
        parts << u"migrate --apply-all"_s;
    return parts.join(u'\n');
}

Preview MigrateStep::preview() const
{
    const bool rollsBack = !m_spec.migration.rollbackTo.isEmpty();
    Preview preview;
    preview.verb = u"Run migrations"_s;
    preview.target = expectedTarget(m_context.profile, m_context.snapshot.get(), u"primary"_s);
    if (rollsBack)
        preview.actions << u"roll back, newest first, every migration above %1"_s.arg(
            m_spec.migration.rollbackTo);
    if (m_spec.migration.applyAll)
        preview.actions << u"apply every migration that is pending then"_s;
    preview.actions << (m_context.migrations.isEmpty()
                            ? u"from the folder of migrations that the profile names"_s
                            : u"from the folder %1"_s.arg(m_context.migrations));
    preview.consequence =
        u"Which migrations these are is planned when it runs, as the files and the history are then; "
        "the page Migrations and 'seawallctl migrate --plan' show it now. "_s;
    if (rollsBack)
        preview.consequence +=
            u"What the migrations made is gone afterwards, on the replicas as well; rows that are "
            "lost come back from a backup only."_s;
    preview.destructive = rollsBack;
    preview.needsReason = m_context.profile.production;
    if (rollsBack || m_context.profile.production)
        preview.typedConfirmation = databaseOf(m_context.profile);
    return preview;
}

StepResult MigrateStep::runOne(const db::StepRequest &request, const QString &folder,
                               const ProgressSink &progress, const std::stop_token &stop) const
{
    progress({-1, u"Planning"_s});
    auto prepared = prepareRun({m_context.profile, folder}, request, db::Deadline::in(planningTime), stop);
    if (!prepared)
        return StepResult::endedBy(prepared.error());
    const auto target = prepared->overview.target;
    if (prepared->steps.empty()) {
        auto result =
            StepResult::passed(request.goal == Goal::RollbackTo ? u"Nothing was to be rolled back."_s
                                                                : u"Nothing was to be applied."_s);
        result.target = target;
        return result;
    }
    QString output;
    for (size_t i = 0; i < prepared->steps.size(); ++i)
        output += describeStep(prepared->steps[i], prepared->plan.steps[i]) + u'\n';
    const auto run = std::make_shared<MigrationRun>();
    const auto steps = prepared->steps;
    MigrationOperation operation(std::move(*prepared), {}, run, m_context.snapshot.get());
    const auto outcome = operation.run(
        [&](const Progress &step) {
            if (m_context.output)
                m_context.output(step.text + u'\n');
            progress(step);
        },
        stop);
    if (const auto report = run->report()) {
        for (size_t i = 0; i < report->steps.size() && i < steps.size(); ++i)
            output += u"%1: %2\n"_s.arg(titleOf(steps[i].migration), toString(report->steps[i].state));
    }
    auto result = outcome.state == Outcome::State::Succeeded ? StepResult::passed(outcome.summary, output)
                                                             : StepResult::failed(outcome.summary, output);
    if (outcome.state == Outcome::State::Cancelled)
        result.state = StepState::Interrupted;
    result.target = target;
    result.error = outcome.error;
    result.details = outcome.details;
    return result;
}

StepResult MigrateStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    std::vector<db::StepRequest> requests;
    if (!m_spec.migration.rollbackTo.isEmpty())
        requests.push_back(requestFor(Goal::RollbackTo, m_spec.migration.rollbackTo));
    if (m_spec.migration.applyAll)
        requests.push_back(requestFor(Goal::ApplyAll));
    if (requests.empty())
        return StepResult::failed(u"The step names no migration; change it."_s);
    const auto folder = migrationFolder(m_context.profile, m_context.migrations);
    if (!folder)
        return StepResult::endedBy(folder.error());
    StepResult whole;
    QJsonArray reports;
    QStringList sentences;
    for (const auto &request : requests) {
        auto result = runOne(request, *folder, progress, stop);
        reports << result.details;
        sentences << result.summary;
        result.output = whole.output + result.output;
        whole = std::move(result);
        if (whole.state != StepState::Passed)
            break;
    }
    whole.summary = sentences.join(u' ');
    whole.details = {{u"runs"_s, reports}};
    return whole;
}

} // namespace seawall::models
