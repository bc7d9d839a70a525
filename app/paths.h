// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::app {

/// Where both programs keep what they remember: `wanted` where given, else $XDG_STATE_HOME/seawall, else
/// ~/.local/state/seawall.
QString stateDirectory(const QString &wanted);

/// Makes it with mode 0700. Errors: FileAccess.
db::Result<void> makePrivateDirectory(const QString &path);

/// The path again, of a file that is there afterwards and its owner's alone (0600), where it can be.
QString privateFile(const QString &path);

/// The folder of one cluster's recorder, journal and alert log below the state directory: its name, and a
/// digest of its .env file's path, or without one of its servers, so that two clusters of one name stay
/// apart.
QString profileDirectory(const QString &stateDirectory, const models::ClusterProfile &profile);

/// Where the sandbox is when no folder is named, as an absolute path: $SEAWALL_SANDBOX_DIR, else the state
/// folder of the user, or a place outside of root's home, which the servers' user could not enter.
QString sandboxDirectory();

} // namespace seawall::app
