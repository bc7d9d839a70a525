// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/membernames.h"
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

/// A change of who is primary, or of whom a node follows: shows what a plan says, and carries exactly that
/// plan out.
class FailoverOperation final : public Operation
{
public:
    using Run = std::function<db::FailoverReport(const db::FailoverSink &sink, const std::stop_token &stop)>;

    /// `envFile`: of the profile, which the commands in what is told name. `details` are added to those of
    /// the Outcome.
    FailoverOperation(QString kind, const QString &envFile, Preview preview, FailoverWatch watch, Run run,
                      QJsonObject details = {});

    QString kind() const override { return m_kind; }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    QString m_kind, m_envFile;
    Preview m_preview;
    FailoverWatch m_watch;
    Run m_run;
    QJsonObject m_details;
};
using FailoverOperationPtr = std::unique_ptr<FailoverOperation>;

/// 'failover.switchover'. Typed confirmation: the name of the new primary.
FailoverOperationPtr switchoverOperation(const FailoverSite &site, const db::SwitchoverPlan &plan,
                                         const db::SwitchoverOptions &options, const FailoverWatch &watch,
                                         std::vector<Guard> guards = {});

/// 'failover.recover': brings a switchover that was cut off to its end, or back.
FailoverOperationPtr recoverOperation(const FailoverSite &site, const db::FailoverRecord &record,
                                      const db::SwitchoverRecovery &found, bool forward,
                                      const db::SwitchoverOptions &options, const FailoverWatch &watch);

/// 'failover.promote': an unplanned change of primary. Typed confirmation: the name of the new primary, and
/// where only a person's word fences the old one, a sentence that says so.
FailoverOperationPtr promoteOperation(const FailoverSite &site, const db::PromotePlan &plan,
                                      const FailoverWatch &watch, const std::vector<Guard> &guards = {});

/// 'failover.rejoin': brings a node back as a replica.
FailoverOperationPtr rejoinOperation(const FailoverSite &site, const db::RejoinPlan &plan,
                                     const FailoverWatch &watch);

/// Passes what a run of so many steps tells on to both, its commands with the .env; each may be empty.
db::FailoverSink sinkFor(const db::FailoverSink &sink, const ProgressSink &progress, qsizetype steps,
                         const QString &envFile);

/// How a run ended, as an Outcome, with its steps in the details.
Outcome outcomeOf(const db::FailoverReport &report);

/// What previews of such Operations have in common: where it acts, what is done step by step, and that a
/// reason is needed on a production cluster or where a guard blocks.
Preview failoverPreview(const FailoverSite &site, const OperationTarget &target, const QStringList &actions,
                        std::vector<Guard> guards);

/// A node of the site as a target; `timeline` 0: not known.
OperationTarget targetFor(const FailoverSite &site, const QString &node, db::Role role, quint32 timeline,
                          const QString &systemIdentifier);

/// What is shown and journalled of steps: '6. Stop primary cleanly: seawallctl sandbox stop …' each.
QStringList actionsOf(const std::vector<db::FailoverStep> &steps);

} // namespace seawall::models
