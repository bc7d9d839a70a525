// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepspec.h"

#include <functional>

namespace seawall::models {

/// A key of the comment behind a step, and what its value does to the step.
struct CommentKey {
    QLatin1StringView name;
    std::function<bool(StepSpec &, const QString &)> set; ///< false: the value cannot be used
};

/// Those that a kind of step knows (docs/checklists.md).
std::vector<CommentKey> commentKeysOf(StepSpec::Kind kind);

} // namespace seawall::models
