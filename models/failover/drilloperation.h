// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drill.h"
#include "models/failover/failoveroperation.h"

namespace seawall::models {

/// What is seen of a drill from outside its Operation; `sink` is called on the Operation's worker, `report`
/// is set when it has ended.
struct DrillView {
    db::FailoverSink sink;
    std::shared_ptr<db::DrillReport> report = std::make_shared<db::DrillReport>();
};

/// Runs a drill of the site, and keeps its result where it was watched to the end. Blocks. `keepError`: set
/// where the result could not be kept.
db::DrillReport performDrill(const FailoverSite &site, const db::DrillPlan &plan,
                             const db::DrillOptions &options, const db::FailoverSink &sink,
                             const std::stop_token &stop, std::optional<db::Error> *keepError = nullptr);

/// What came of it: succeeded where every criterion is met and all is as before. The details are the result's
/// JSON.
Outcome outcomeOf(const db::DrillReport &report);
QString summaryOf(const db::DrillReport &report); ///< one sentence
/// What a drill does to sessions, and that it is undone.
QString consequenceOf(const db::DrillPlan &plan);

/// 'failover.drill'. Typed confirmation where the primary is hit: its name.
class DrillOperation final : public Operation
{
public:
    DrillOperation(FailoverSite site, db::DrillPlan plan, db::DrillOptions options, DrillView view);

    QString kind() const override { return QStringLiteral("failover.drill"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    FailoverSite m_site;
    db::DrillPlan m_plan;
    db::DrillOptions m_options;
    DrillView m_view;
    Preview m_preview;
};

/// 'failover.drill.undo': undoes a drill that was cut off.
class DrillUndoOperation final : public Operation
{
public:
    DrillUndoOperation(FailoverSite site, db::DrillNote note, db::FailoverSink sink);

    QString kind() const override { return QStringLiteral("failover.drill.undo"); }
    Preview preview() const override { return m_preview; }
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    FailoverSite m_site;
    db::DrillNote m_note;
    db::FailoverSink m_sink;
    Preview m_preview;
};

} // namespace seawall::models
