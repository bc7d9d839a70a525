// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/failoverdesk.h"

#include "models/failover/cutoff.h"
#include "models/failover/envswap.h"
#include "models/failover/lastprimary.h"
#include "models/failover/nodeoperation.h"
#include "models/failover/patroni.h"
#include "models/printedcommand.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 15s;
constexpr auto lookPeriod = 3s;      // at the record, for what other programs do
constexpr auto rejoinPatience = 60s; // pg_waldump reads all WAL since the two parted

void leave(std::jthread &worker, std::vector<std::jthread> &leaving)
{
    worker.request_stop();
    if (worker.joinable())
        leaving.push_back(std::move(worker));
}

} // namespace

FailoverDesk::FailoverDesk(ClusterProfile profile, QString directory, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_directory(std::move(directory))
{
    connect(&m_looking, &QTimer::timeout, this, &FailoverDesk::lookAtRecord);
    if (!m_directory.isEmpty())
        m_looking.start(lookPeriod);
}

FailoverDesk::~FailoverDesk() = default;

void FailoverDesk::prepare(Find find)
{
    const int round = ++m_round;
    if (m_phase != Phase::Running && !m_isAsked)
        m_phase = Phase::Planning;
    Q_EMIT changed();
    if (std::exchange(m_isPreparing, true))
        leave(m_worker, m_leaving);
    m_worker = std::jthread([this, round, find = std::move(find), profile = m_profile,
                             directory = m_directory](const std::stop_token &stop) {
        auto made = find(FailoverSite::of(profile, directory), stop);
        m_inbox.post([this, round, made = std::move(made)] {
            if (round != m_round)
                return;
            m_isPreparing = false;
            if (m_phase == Phase::Planning)
                m_phase = m_report ? Phase::Ended : Phase::Idle;
            if (made) {
                m_prepared = (*made)();
                m_prepared.kind = m_prepared.operation ? m_prepared.operation->kind() : QString();
            }
            Q_EMIT changed();
            if (made)
                Q_EMIT prepared();
            else
                Q_EMIT failed(withEnv(made.error(), m_profile.envFile));
        });
    });
}

void FailoverDesk::cancelPlanning()
{
    ++m_round;
    if (std::exchange(m_isPreparing, false))
        leave(m_worker, m_leaving);
    if (m_phase == Phase::Planning)
        m_phase = m_report ? Phase::Ended : Phase::Idle;
    Q_EMIT changed();
}

FailoverWatch FailoverDesk::watch()
{
    FailoverWatch made;
    made.sink = [this](const db::FailoverEvent &event) {
        m_inbox.post([this, event] {
            m_steps.add(event);
            Q_EMIT changed();
        });
    };
    return made;
}

template<typename Plan, typename MakeOperation>
db::Result<FailoverDesk::Make> FailoverDesk::makeFor(const db::Result<Plan> &plan, MakeOperation operationFor)
{
    if (!plan)
        return std::unexpected(plan.error());
    return [this, plan = *plan, operationFor] {
        const auto seen = watch();
        return PreparedFailover{operationFor(plan, seen), plan.steps, seen.report};
    };
}

void FailoverDesk::planSwitchover(const QString &to, const std::vector<Guard> &guards)
{
    prepare([this, to, guards](const FailoverSite &site, const std::stop_token &stop) {
        if (site.isPatroni())
            return makeFor(planPatroniSwitchover(site, to, db::Deadline::in(patience), stop),
                           [site, to, guards](const PatroniPlan &made, const FailoverWatch &seen) {
                               return patroniOperation(site, made, to, seen, guards);
                           });
        const auto plan = db::planSwitchover(site.members, to, db::Deadline::in(patience), stop);
        return makeFor(plan, [site, guards](const db::SwitchoverPlan &made, const FailoverWatch &seen) {
            return switchoverOperation(site, made, {}, seen, guards);
        });
    });
}

void FailoverDesk::planPromote(const QString &to, const std::optional<db::LastSeen> &lastSeen)
{
    prepare([this, to, lastSeen](const FailoverSite &site, const std::stop_token &stop) {
        const auto plan =
            db::planPromote(site.members, to, lastPrimary(site.directory, site.profile, lastSeen), true,
                            db::Deadline::in(patience), stop);
        const auto guards = plan ? cutOffGuards(site, to) : std::vector<Guard>();
        return makeFor(plan, [site, guards](const db::PromotePlan &made, const FailoverWatch &seen) {
            return promoteOperation(site, made, seen, guards);
        });
    });
}

void FailoverDesk::planRejoin(const QString &node)
{
    prepare([this, node](const FailoverSite &site, const std::stop_token &stop) {
        const auto plan = db::planRejoin(site.members, node, db::Deadline::in(rejoinPatience), stop);
        return makeFor(plan, [site](const db::RejoinPlan &made, const FailoverWatch &seen) {
            return rejoinOperation(site, made, seen);
        });
    });
}

void FailoverDesk::planRecovery(bool forward)
{
    if (!m_interrupted)
        return;
    prepare([this, forward, left = *m_interrupted](const FailoverSite &site, const std::stop_token &) {
        return makeFor(db::Result<db::SwitchoverRecovery>(left.found),
                       [site, left, forward](const db::SwitchoverRecovery &found, const FailoverWatch &seen) {
                           return recoverOperation(site, left.record, found, forward, {}, seen);
                       });
    });
}

void FailoverDesk::planAction(db::NodeAction action, const OperationTarget &target)
{
    prepare([action, target](const FailoverSite &site, const std::stop_token &) -> db::Result<Make> {
        const auto *member = db::memberOf(site.members, target.node);
        if (!member || !member->control) {
            const auto problem = site.problems.find(target.node);
            return std::unexpected(problem != site.problems.end()
                                       ? problem->second
                                       : db::Error{db::ErrorKind::InvalidInput,
                                                   u"There is no node '%1'."_s.arg(target.node),
                                                   {},
                                                   {},
                                                   {},
                                                   0});
        }
        if (!member->control->can(action))
            return db::fail(
                db::ErrorKind::InvalidInput,
                u"%1 cannot %2 a server."_s.arg(member->control->describe(), db::toString(action)));
        return [action, target, control = member->control] {
            return PreparedFailover{std::make_unique<NodeOperation>(action, control, target), {}, nullptr};
        };
    });
}

void FailoverDesk::planSwap(const QString &node, const db::SnapshotPtr &snapshot)
{
    prepare([node, snapshot](const FailoverSite &site, const std::stop_token &) -> db::Result<Make> {
        auto made = swapOperation(site.profile, node, snapshot);
        if (!made)
            return std::unexpected(made.error());
        // Make has to be copyable.
        return [box = std::make_shared<std::unique_ptr<FlagOperation>>(std::move(*made))] {
            return PreparedFailover{std::move(*box), {}, nullptr};
        };
    });
}

PreparedFailover FailoverDesk::take()
{
    return std::exchange(m_prepared, {});
}

void FailoverDesk::examine()
{
    if (m_phase == Phase::Running || m_directory.isEmpty())
        return;
    leave(m_examiner, m_leaving);
    m_examiner = std::jthread([this, profile = m_profile,
                               directory = m_directory](const std::stop_token &stop) {
        std::optional<InterruptedFailover> found;
        if (const auto left = cutOffIn(profile, directory); left && !left->record.kind.isEmpty()) {
            const auto site = FailoverSite::of(profile, directory);
            found = InterruptedFailover{
                left->record, db::examineRecord(site.members, left->record, db::Deadline::in(patience), stop),
                left->told};
        }
        m_inbox.post([this, found] { setInterrupted(found); });
    });
}

void FailoverDesk::setInterrupted(const std::optional<InterruptedFailover> &found)
{
    if (m_phase == Phase::Running)
        return;
    const auto recordOf = [](const auto &each) { return each ? std::optional(each->record) : std::nullopt; };
    const bool isOther = recordOf(found) != recordOf(m_interrupted);
    m_interrupted = found;
    if (isOther)
        showStepsOfCutOff();
    Q_EMIT changed();
    if (isOther)
        Q_EMIT interruptedChanged();
}

void FailoverDesk::lookAtRecord()
{
    if (!m_drill.isEmpty())
        Q_EMIT journalWanted(); // a program that is killed writes no end
    if (m_phase == Phase::Running || std::exchange(m_isLooking, true))
        return;
    m_looker.add([this, profile = m_profile, directory = m_directory] {
        const auto left = cutOffIn(profile, directory);
        m_inbox.post([this, left] {
            m_isLooking = false;
            const auto isKnown = m_interrupted && left && m_interrupted->record == left->record;
            if (!isKnown && (m_interrupted || (left && !left->record.kind.isEmpty())))
                examine();
        });
    });
}

} // namespace seawall::models
