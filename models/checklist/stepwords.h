// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepspec.h"

namespace seawall::models {

/// A step's own words.
struct StepWords {
    QString title; ///< short
    QString guidance;
    QStringList codeSpans; ///< of the title
    QString filePath;      ///< of the File step above it; empty: none
};

/// What a title says without any block: '--rollback-to 000', 'lag < 1 second', 'Create `x`'. Nothing where it
/// says nothing that can be run or measured.
std::optional<StepSpec> specOfWords(const StepWords &words);

} // namespace seawall::models
