// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"
#include "models/checklist/targethints.h"

namespace seawall::models {

/// What a comment behind a step says of it: `KIND key=value key="quoted"`, see docs/checklists.md. Whatever
/// it does not say stays as inferred in `node.spec`, where that is of the same kind. Errors: InvalidInput,
/// one sentence on what is wrong with it.
db::Result<StepSpec> specFromComment(const QString &comment, const ChecklistNode &node,
                                     const TargetHints &hints);

} // namespace seawall::models
