// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/sandbox/binaries.h"
#include "db/sandbox/layout.h"

namespace seawall::db {

/// Starts nodes that are made. Calls block until the deadline; used under the sandbox's lock. Errors:
/// Timeout, Internal with the server's log lines in detail, FileAccess.
class NodeStarter final
{
public:
    NodeStarter(SandboxLayout &layout, const Binaries &binaries, Deadline deadline);

    Result<void> start(const QString &node);

    /// start(), on another port where somebody took the node's meanwhile; the layout is not saved.
    Result<void> startElsewhere(SandboxLayout::Node &node);

    /// Whatever it takes to have it running: resumes, starts, moves; saves the layout where it changed.
    Result<void> bringBack(SandboxLayout::Node &node);

private:
    void movePort(SandboxLayout::Node &node);
    void removeStaleSocket(const SandboxLayout::Node &node) const;

    SandboxLayout &m_layout;
    Binaries m_binaries;
    Deadline m_deadline;
};

} // namespace seawall::db
