// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/environmentsnapshot.h"
#include "models/checklist/runstore.h"

namespace seawall::models {

/// Steps that ask to write down what the environment is: 'Document current configuration', and how a snapshot
/// of it becomes their evidence.

/// By the title of the step, or of one it stands below; a heading's does not count.
bool asksForEnvironment(const Checklist &checklist, int node);

/// Compose files in the folder of a run: they say how the services are started. Sorted; blocks on the disk.
QStringList composeFilesIn(const QString &folder);

/// What the step gets, without the file. Failed where a node could not be asked, or where the step is about
/// how services start and no file says so. `before`: the one kept earlier in the run, to tell what changed.
Evidence environmentEvidence(const ChecklistNode &step, const EnvironmentSnapshot &snapshot,
                             const std::optional<EnvironmentSnapshot> &before);

} // namespace seawall::models
