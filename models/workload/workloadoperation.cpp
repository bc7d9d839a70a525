// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workload/workloadoperation.h"

#include "models/format.h"
#include "models/operationtarget.h"
#include "models/workload/workloadtext.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = Guard::State;

namespace {

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

Guard primaryGuard(const db::Snapshot *snapshot)
{
    Guard guard{u"There is one primary"_s, u"unknown"_s,
                u"Look at the Overview, or at 'seawallctl status'."_s};
    if (!snapshot)
        return guard;
    const auto *primary = snapshot->primary();
    guard.measured = primary ? primary->name : db::toString(snapshot->verdict);
    guard.state = primary ? State::Ok : State::Blocking;
    return guard;
}

/// What the application's own sessions leave room for.
Guard roomGuard(const db::NodeSnapshot *primary, int sessions)
{
    Guard guard{u"The primary has room for its sessions"_s, u"unknown"_s,
                u"Take fewer writers and readers: with fallback all of them may come to the primary."_s};
    if (!primary || !primary->usableConnections || !primary->facts.sessions)
        return guard;
    const int all = primary->facts.sessions->total() + sessions;
    const double share = static_cast<double>(all) / *primary->usableConnections;
    guard.measured = u"%1 of %2 with it, %3"_s.arg(
        QString::number(all), QString::number(*primary->usableConnections), format::percent(share));
    guard.state = share >= 1 ? State::Blocking : share >= 0.8 ? State::Warning : State::Ok;
    return guard;
}

Guard lagGuard(const db::Snapshot *snapshot, double limit)
{
    Guard guard{u"The replicas keep up"_s, u"unknown"_s,
                u"The writers pause while a replica lags by more than %1 s."_s.arg(number(limit))};
    if (!snapshot)
        return guard;
    guard.state = State::Ok;
    QStringList measured;
    for (const auto &node : snapshot->nodes) {
        if (!node.isReplica())
            continue;
        measured << u"%1 %2, %3"_s.arg(node.name, db::toString(node.verdict), format::lag(node.lag));
        if (node.verdict != db::ReplicaVerdict::Streaming)
            guard.state = State::Warning;
    }
    guard.measured = measured.isEmpty() ? u"there is no replica"_s : measured.join(u"; "_s);
    return guard;
}

Preview previewOf(const ClusterProfile &profile, const WorkloadOptions &options, const db::Snapshot *snapshot)
{
    const auto *primary = snapshot ? snapshot->primary() : nullptr;
    const auto span = format::seconds(std::chrono::duration<double>(options.duration).count());
    Preview preview;
    preview.title = u"Run a workload on %1 for %2?"_s.arg(profile.name, span);
    preview.verb = u"Run workload"_s;
    preview.actions = {
        u"CREATE SCHEMA seawall_load, with two tables"_s,
        u"Readers: %1, %2 dashboard loads a second, through the router"_s.arg(options.readers)
            .arg(number(options.readRate)),
        u"ETL writers: %1, %2 chunks of %3 rows a second, on the primary"_s.arg(options.writers)
            .arg(number(options.writeRate))
            .arg(options.chunkRows),
        u"DROP SCHEMA seawall_load CASCADE"_s};
    preview.consequence =
        u"It takes connections, CPU and disk from the application, and writes WAL that replicas have to "
        "replay. It touches no table of the application, and can be stopped at any time."_s;
    preview.guards = {primaryGuard(snapshot), roomGuard(primary, options.readers + options.writers + 1),
                      lagGuard(snapshot, options.lagLimitSeconds)};
    if (primary)
        preview.target = targetOn(profile, *primary);
    preview.target.profile = profile.name;
    preview.target.production = profile.production;
    if (profile.production)
        preview.typedConfirmation = profile.name;
    preview.needsReason = profile.production || preview.guards.front().state == State::Blocking ||
                          preview.guards[1].state == State::Blocking;
    return preview;
}

/// As a service that reads its environment again: flags and pools hold from the next session on. A file with
/// a mistake in it changes nothing.
void follow(const QString &envFile, db::DatabaseRouter &router)
{
    const auto profile = ClusterProfile::fromEnvFile(envFile);
    if (!profile || !profile->unreadable.isEmpty())
        return;
    const auto config = profile->router();
    router.setFlags(config.flags);
    router.setLimits(config.primaryPool, config.replicaPool);
}

} // namespace

WorkloadOperation::WorkloadOperation(ClusterProfile profile, const WorkloadOptions &options,
                                     const db::Snapshot *snapshot, Workload::Sink sink)
    : m_profile(std::move(profile)), m_options(options), m_sink(std::move(sink)),
      m_preview(previewOf(m_profile, options, snapshot))
{}

Outcome WorkloadOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({0, u"Making the schema seawall_load"_s});
    auto config = m_profile.router();
    config.session.applicationName = workloadApplication.toString();
    config.session.statementTimeout = std::chrono::seconds(15);
    config.lagLimitSeconds = m_options.lagLimitSeconds;
    db::DatabaseRouter router(std::move(config));
    Workload workload(router, m_options);
    const double length = std::chrono::duration<double>(m_options.duration).count();
    const auto report = workload.run(
        [&](const WorkloadReport &now) {
            if (!m_profile.envFile.isEmpty())
                follow(m_profile.envFile, router);
            progress({std::min(1.0, now.total.seconds / length), now.phase});
            if (m_sink)
                m_sink(now);
        },
        stop);
    if (!report) {
        const bool isStopped = report.error().kind == db::ErrorKind::Cancelled;
        return {isStopped ? Outcome::State::Cancelled : Outcome::State::Failed,
                isStopped ? u"The workload was stopped before it began."_s
                          : u"The workload: %1"_s.arg(report.error().message),
                {},
                report.error()};
    }
    return {stop.stop_requested() ? Outcome::State::Cancelled : Outcome::State::Succeeded,
            summaryOf(*report, m_options),
            {{u"options"_s, toJson(m_options)}, {u"figures"_s, toJson(report->total)}},
            {}};
}

} // namespace seawall::models
