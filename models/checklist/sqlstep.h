// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepnode.h"
#include "models/checklist/steprunner.h"
#include "models/checklist/stepsql.h"

namespace seawall::models {

struct Judgement;

/// A step that is SQL: each part on its node, its results as text tables, judged by the expectation.
class SqlStep final : public StepRunner
{
public:
    SqlStep(StepSpec spec, StepContext context);

    QString kind() const override { return QStringLiteral("checklist.sql"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

    /// Whether every part can be read, and only reads.
    static bool onlyReads(const StepSpec &spec);

private:
    struct Part;
    db::Result<Judgement> runOn(StepNode &node, const Part &part, QString &output,
                                const std::stop_token &stop);
    db::Result<Judgement> compared(StepNode &node, const Part &part, QString &output,
                                   const std::stop_token &stop);

    StepSpec m_spec;
    StepContext m_context;
    std::optional<db::Error> m_unreadable; ///< why a part cannot be run at all
    bool m_isReading = true;
};

} // namespace seawall::models
