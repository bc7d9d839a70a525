// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sandbox.h"
#include "db/sandbox/binaries.h"
#include "db/sandbox/layout.h"

namespace seawall::db {

/// The programs a sandbox was made with, or the same version elsewhere on the machine.
Result<Binaries> binariesOf(const SandboxLayout &layout);

/// Whether this process may act on the sandbox's servers. Errors: FileAccess, naming who may.
Result<void> mayControl(const SandboxLayout &layout);

/// The folder for a sandbox, made where needed, without anybody else's files, and within reach of the
/// servers' user; its canonical path. Errors: InvalidInput, FileAccess.
Result<QString> prepareDirectory(const QString &wanted, const ServiceAccount &account);

/// A layout without nodes. Errors: ToolMissing.
Result<SandboxLayout> freshLayout(const QString &directory, const SandboxOptions &options,
                                  const ServiceAccount &account);

/// Adds the nodes that `options` ask for and the layout lacks, with ports that are free now.
void addMissingNodes(SandboxLayout &layout, const SandboxOptions &options);

} // namespace seawall::db
