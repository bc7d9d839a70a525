// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/rows.h"
#include "db/sandbox/binaries.h"
#include "db/sandbox/layout.h"
#include "db/sandbox/nodestarter.h"
#include "db/sandbox/tool.h"

#include <memory>

namespace seawall::db {

/// Makes the nodes of a layout and has them running, saving it after each step, so that whoever comes after
/// an interruption knows what is whole. All calls block until the deadline. Used by Sandbox, under its lock.
class SandboxBuilder final
{
public:
    SandboxBuilder(SandboxLayout &layout, Binaries binaries, Deadline deadline);

    /// Brings every node of the layout up, making those that are not made. Errors as Sandbox::up().
    Result<void> bringUp(bool demoData);

    /// Makes a node anew, as a replica of `source`, which takes writes; what it had is removed.
    Result<void> rebuild(SandboxLayout::Node &node, const SandboxLayout::Node &source);

private:
    Result<void> makePrimary(bool demoData);
    Result<void> initialise();
    Result<void> makeReplicas();
    Result<std::unique_ptr<Tool>> beginReplica(const SandboxLayout::Node &node);
    Result<void> finishReplica(SandboxLayout::Node &node);
    Result<void> clear(const QString &node);
    Result<void> untilStreaming(const QStringList &nodes);
    Result<Rows> sql(const QString &database, const QString &text); ///< on the source

    SandboxLayout &m_layout;
    const SandboxLayout::Node *m_source; ///< whom replicas are copied from
    Binaries m_binaries;
    Deadline m_deadline;
    NodeStarter m_starter;
};

} // namespace seawall::db
