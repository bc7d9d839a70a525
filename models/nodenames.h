// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/clustermonitor.h"

namespace seawall::models {

/// Keeps in `file` which address each node's name stands for. A sentence where that has changed since the
/// last time, as after a swap in the `.env`: what is recorded goes by name. Empty where nothing changed, or
/// nothing was known. Blocks on the disk; what cannot be read or written is passed over.
QString renamedSince(const QString &file, const std::vector<db::NodeConfig> &nodes);

} // namespace seawall::models
