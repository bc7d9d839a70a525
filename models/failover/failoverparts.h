// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/envwatch.h"
#include "models/failover/failoverdesk.h"
#include "models/failover/partedwatch.h"
#include "models/failover/readinesswatch.h"
#include "models/workspace.h"

/// What a workspace has for failover. Made at the first use, as children of the workspace: they go after its
/// OperationRunner, whose workers report to the desk.
namespace seawall::models {

inline ReadinessWatch *readinessOf(Workspace *workspace)
{
    if (auto *made = workspace->findChild<ReadinessWatch *>({}, Qt::FindDirectChildrenOnly))
        return made;
    auto *made = new ReadinessWatch(workspace->profile(), workspace);
    made->setRecordFile(FailoverSite::recordFileIn(workspace->directory()));
    QObject::connect(workspace, &Workspace::snapshotChanged, made, &ReadinessWatch::setSnapshot);
    if (workspace->snapshot())
        made->setSnapshot(workspace->snapshot());
    return made;
}

inline PartedWatch *partedOf(Workspace *workspace)
{
    if (auto *made = workspace->findChild<PartedWatch *>({}, Qt::FindDirectChildrenOnly))
        return made;
    auto *made = new PartedWatch(workspace->profile(), workspace);
    QObject::connect(workspace, &Workspace::snapshotChanged, made, &PartedWatch::setSnapshot);
    if (workspace->snapshot())
        made->setSnapshot(workspace->snapshot());
    return made;
}

inline FailoverDesk *failoverOf(Workspace *workspace)
{
    if (auto *made = workspace->findChild<FailoverDesk *>({}, Qt::FindDirectChildrenOnly))
        return made;
    auto *made = new FailoverDesk(workspace->profile(), workspace->directory(), workspace);
    QObject::connect(workspace->operations(), &OperationRunner::finished, made, &FailoverDesk::end);
    QObject::connect(workspace, &Workspace::snapshotChanged, made, &FailoverDesk::setSnapshot);
    QObject::connect(workspace->operations(), &OperationRunner::journalRead, made, &FailoverDesk::setJournal);
    QObject::connect(made, &FailoverDesk::journalWanted, workspace->operations(),
                     &OperationRunner::readJournal);
    workspace->operations()->readJournal();
    QObject::connect(made, &FailoverDesk::interruptedChanged, readinessOf(workspace),
                     &ReadinessWatch::refresh);
    return made;
}

inline EnvWatch *environmentOf(Workspace *workspace)
{
    if (auto *made = workspace->findChild<EnvWatch *>({}, Qt::FindDirectChildrenOnly))
        return made;
    auto *made = new EnvWatch(workspace->profile(), workspace);
    QObject::connect(workspace->operations(), &OperationRunner::finished, made, &EnvWatch::refresh);
    QObject::connect(made, &EnvWatch::changed, readinessOf(workspace), &ReadinessWatch::refresh);
    return made;
}

} // namespace seawall::models
