// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/checklistsite.h"
#include "models/checklist/stepoperation.h"

namespace seawall::app {

/// One walk through steps of a run, on the main thread of seawallctl.
class ChecklistWalk final
{
public:
    struct Options {
        QString migrations;
        bool onlyChecks = false; ///< run what only checks, without asking; leave the rest
        bool keepGoing = false;  ///< past a failure
        bool again = false;      ///< also what is done already
        bool quiet = false;
    };
    enum class End { Done, Stopped, Failed };

    ChecklistWalk(const ChecklistSite &site, const OperationShell &shell, models::ChecklistRun run,
                  Options options, Output &output, std::stop_token stop);

    /// `status`: where they stand; what is done is left alone. Errors: of the Journal and the file of runs,
    /// and where there is nobody to ask; the walk is over then.
    db::Result<End> through(const std::vector<int> &steps, const models::StepStates &status);

private:
    /// What to do after a step.
    enum class Next { GoOn, Quit };

    db::Result<Next> walk(int node, const models::StepStatus &status);
    db::Result<models::StepContext> contextOf(const models::StepSpec &spec) const;
    db::Result<Next> runStep(const models::ChecklistNode &node, const models::StepSpec &spec);
    db::Result<Next> askByHand(const models::ChecklistNode &node, const QString &question);
    db::Result<Next> keep(const models::ChecklistNode &node, models::StepState state, qint64 startedMs,
                          const QString &note);
    db::Result<Next> add(const models::Evidence &evidence);
    void say(const QString &text) const;

    const ChecklistSite &m_site;
    const OperationShell &m_shell;
    models::ChecklistRun m_run;
    Options m_options;
    Output &m_output;
    std::stop_token m_stop;
    std::vector<int> m_numbers; ///< of the checkboxes
    bool m_hasFailed = false;
};

Colour colourFor(models::StepState state);

} // namespace seawall::app
