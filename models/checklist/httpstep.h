// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that asks an address (GET), follows its redirects, and looks at status and time. The body is not
/// judged; its beginning is kept.
class HttpStep final : public StepRunner
{
public:
    explicit HttpStep(StepSpec spec) : m_spec(std::move(spec)) {}

    QString kind() const override { return QStringLiteral("checklist.http"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    StepSpec m_spec;
};

} // namespace seawall::models
