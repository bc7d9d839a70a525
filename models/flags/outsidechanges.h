// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flag.h"

namespace seawall::models::outsidechanges {

/// What other programs changed in the .env, as consoles noticed it while they looked: nothing else remembers
/// it, as the file holds its present values alone. A file of the cluster that consoles write and the command
/// line reads. Every call blocks on the disk: workers only.
constexpr int most = 1000; ///< the newest are kept

QString pathIn(const QString &directory);
std::vector<FlagChange> read(const QString &path); ///< oldest first; none where it cannot be read

/// What another console has noted already is left out. Errors: FileAccess.
db::Result<void> add(const QString &path, const std::vector<FlagChange> &changes);

} // namespace seawall::models::outsidechanges
