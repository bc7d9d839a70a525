// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"
#include "models/checklist/outline.h"

namespace seawall::app {

/// A checklist and the run it is in, on the cluster that the command line names.
struct ChecklistSite {
    models::ClusterProfile profile;
    models::Checklist checklist;
    std::shared_ptr<models::RunStore> store;
};

/// Reads the checklist and opens the file of runs beside the Journal. Errors: InvalidInput, FileAccess.
db::Result<ChecklistSite> openChecklist(const std::string &file, const ConnectionOptions &connection,
                                        const OperationShell &shell);

/// Each models::isOwnStep(), in order; of the whole checklist or of what `wanted` names: an identity,
/// 'line:42', or the number of a checkbox from 1 on. Errors: InvalidInput.
db::Result<std::vector<int>> stepsWanted(const models::Checklist &checklist, const QString &wanted,
                                         const models::StepStates &status);

/// The newest run of this file on this cluster, where the file has changed since it was begun and there is
/// none of the text as it is now; 0 else.
db::Result<qint64> runOfOtherText(const ChecklistSite &site);

/// Of each node: the number of its checkbox within the file, from 1 on; 0 where it has none.
std::vector<int> numbersOf(const models::Checklist &checklist);

} // namespace seawall::app
