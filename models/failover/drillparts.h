// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/drilldesk.h"
#include "models/workspace.h"

namespace seawall::models {

/// What a workspace has for drills, made at the first use; as failoverOf() in failoverparts.h.
inline DrillDesk *drillsOf(Workspace *workspace)
{
    if (auto *made = workspace->findChild<DrillDesk *>({}, Qt::FindDirectChildrenOnly))
        return made;
    auto *made = new DrillDesk(workspace->profile(), workspace->directory(), workspace);
    QObject::connect(workspace->operations(), &OperationRunner::finished, made, &DrillDesk::end);
    return made;
}

} // namespace seawall::models
