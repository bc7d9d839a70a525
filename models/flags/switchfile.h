// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/deadmanswitch.h"

namespace seawall::models::switchfile {

/// The dead man's switches of a cluster, in a file that console and command line share. Every call blocks on
/// the disk, and on the other's lock for at most two seconds: workers only. Errors: FileAccess, InvalidInput.
constexpr int mostEnded = 50; ///< that many of those that are over are kept

QString pathIn(const QString &directory);
db::Result<std::vector<DeadManSwitch>> read(const QString &path); ///< armed ones first, then the newest

/// Puts `changed` in place of those of the same ids, or beside them; what is there afterwards.
db::Result<std::vector<DeadManSwitch>> put(const QString &path, const std::vector<DeadManSwitch> &changed);

/// Armed ones whose process is gone become `owner`'s, with what was missed as their sentence; what is there
/// afterwards.
db::Result<std::vector<DeadManSwitch>> adopt(const QString &path, const ProcessIdentity &owner, qint64 nowMs);

} // namespace seawall::models::switchfile
