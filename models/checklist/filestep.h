// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/steprunner.h"

namespace seawall::models {

/// A step that is a file in the run's folder: it exists, and holds each text. White space is folded, around
/// '=' and ':' it does not count, nor do lines that are comments; a text matches whole words.
class FileStep final : public StepRunner
{
public:
    FileStep(FileRule rule, QString folder) : m_rule(std::move(rule)), m_folder(std::move(folder)) {}

    QString kind() const override { return QStringLiteral("checklist.file"); }
    QString input() const override;
    Preview preview() const override;
    StepResult run(const ProgressSink &progress, const std::stop_token &stop) override;

private:
    FileRule m_rule;
    QString m_folder;
};

} // namespace seawall::models
