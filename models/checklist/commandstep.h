// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that is a command: bash in the run's folder, with this process's environment, the keys of the .env,
/// and what psql needs to reach the primary (PGHOST … PGPASSWORD).
class CommandStep final : public StepRunner
{
public:
    CommandStep(QString kind, StepSpec spec, StepContext context);

    QString kind() const override { return m_kind; }
    QString input() const override { return m_spec.command; }
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    QStringList environment() const;

    QString m_kind;
    StepSpec m_spec;
    StepContext m_context;
};

/// Whether a command looks as if it stopped, removed or overwrote something.
bool looksDestructive(const QString &command);

} // namespace seawall::models
