// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/promote.h"
#include "db/failover/rejoin.h"
#include "db/failover/switchover.h"
#include "models/failover/failoversite.h"
#include "models/operation.h"

namespace seawall::models {

/// What is seen of a run from outside its Operation; `sink` is called on the Operation's worker, `report` is
/// set when it has ended.
struct FailoverWatch {
    db::FailoverSink sink;
    std::shared_ptr<db::FailoverReport> report = std::make_shared<db::FailoverReport>();
};

/// 'failover.switchover': carries out exactly the plan that was previewed. Typed confirmation: the name of
/// the new primary.
class SwitchoverOperation final : public Operation
{
public:
    SwitchoverOperation(FailoverSite site, db::SwitchoverPlan plan, db::SwitchoverOptions options,
                        FailoverWatch watch, std::vector<Guard> guards = {});

    QString kind() const override { return QStringLiteral("failover.switchover"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    FailoverSite m_site;
    db::SwitchoverPlan m_plan;
    db::SwitchoverOptions m_options;
    FailoverWatch m_watch;
    Preview m_preview;
};

/// 'failover.recover': brings a switchover that was cut off to its end, or back.
class RecoverOperation final : public Operation
{
public:
    RecoverOperation(FailoverSite site, db::FailoverRecord record, db::SwitchoverRecovery found, bool forward,
                     db::SwitchoverOptions options, FailoverWatch watch);

    QString kind() const override { return QStringLiteral("failover.recover"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    FailoverSite m_site;
    db::FailoverRecord m_record;
    bool m_forward;
    db::SwitchoverOptions m_options;
    FailoverWatch m_watch;
    Preview m_preview;
};

/// 'failover.promote': an unplanned change of primary. Typed confirmation: the name of the new primary, and
/// where only a person's word fences the old one, a sentence that says so.
class PromoteOperation final : public Operation
{
public:
    PromoteOperation(FailoverSite site, db::PromotePlan plan, FailoverWatch watch);

    QString kind() const override { return QStringLiteral("failover.promote"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    FailoverSite m_site;
    db::PromotePlan m_plan;
    FailoverWatch m_watch;
    Preview m_preview;
};

/// 'failover.rejoin': brings a node back as a replica.
class RejoinOperation final : public Operation
{
public:
    RejoinOperation(FailoverSite site, db::RejoinPlan plan, FailoverWatch watch);

    QString kind() const override { return QStringLiteral("failover.rejoin"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    FailoverSite m_site;
    db::RejoinPlan m_plan;
    FailoverWatch m_watch;
    Preview m_preview;
};

/// How a run ended, as an Outcome, with its steps in the details.
Outcome outcomeOf(const db::FailoverReport &report);

/// Passes what a run tells on to `watch` and to `progress`.
db::FailoverSink sinkFor(const FailoverWatch &watch, const ProgressSink &progress, std::size_t steps);

/// A node of the site as a target.
OperationTarget targetFor(const FailoverSite &site, const QString &node, db::Role role, quint32 timeline);

/// What is shown and journalled of steps: 'Stop primary cleanly: seawallctl sandbox stop …' each.
QStringList actionsOf(const std::vector<db::FailoverStep> &steps);

} // namespace seawall::models
