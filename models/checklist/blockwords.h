// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"

namespace seawall::models {

/// What title and blocks say only together.

/// 'Feature flag implementation' over `os.getenv('USE_REPLICA', 'true')`: the flag, and the value the program
/// takes where nothing is set.
std::optional<StepSpec> flagOfBlocks(const ChecklistNode &node);

/// 'Test replica failure scenario' over `docker stop replica`: the drill, which keeps the command of the
/// file. `command`: what was made of the blocks;
/// it comes back as it is where the title speaks of no failure.
StepSpec drillOrCommand(const QString &title, StepSpec command);

} // namespace seawall::models
