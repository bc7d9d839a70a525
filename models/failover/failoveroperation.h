// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/switchover.h"
#include "models/clusterprofile.h"
#include "models/operation.h"

namespace seawall::models {

/// The nodes of a profile with the control each is configured with. A control that cannot be made is left
/// out; why stands in `problems`, by node.
struct FailoverSite {
    ClusterProfile profile;
    db::ClusterMembers members;
    std::map<QString, db::Error> problems;
    QString recordFile; ///< FailoverRecord, in the folder of the workspace; empty: nowhere

    static FailoverSite of(const ClusterProfile &profile, const QString &directory);
};

/// What is seen of a run from outside its Operation; `sink` is called on the Operation's worker.
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

} // namespace seawall::models
