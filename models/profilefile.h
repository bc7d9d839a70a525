// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::models {

/// A profile as it is kept: without passwords, but knowing for which of its endpoints there is one.
struct KeptProfile {
    ClusterProfile profile;
    QStringList secrets; ///< names of the endpoints whose password is in the keychain
};

/// Reads the profiles of a JSON file; none where it does not exist. Errors: FileAccess, InvalidInput.
db::Result<std::vector<KeptProfile>> readProfiles(const QString &path);

/// Writes them, all at once (0600; the folder is made 0700). Never writes a password. Errors: FileAccess.
db::Result<void> writeProfiles(const QString &path, const std::vector<KeptProfile> &profiles);

} // namespace seawall::models
