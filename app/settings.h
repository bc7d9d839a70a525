// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::app {

/// What both programs take on their command line to find a cluster.
struct ConnectionArguments {
    QString envFile;
    QString primary;
    QStringList replicas;
    int tickMilliseconds = 1000; ///< 250 … 60000
};

/// Where console.ini of the state directory has the `.env` file of the cluster that the window last showed.
inline constexpr auto lastFileKey = "cluster/lastFile";

/// The profile the arguments describe: the `.env` file, else the connections, else `.env` in the working
/// directory. Errors: InvalidInput, FileAccess; the hint says which arguments to give, and which file the
/// window last had, as the commands that it shows name none.
db::Result<models::ClusterProfile> profileFrom(const ConnectionArguments &arguments);

} // namespace seawall::app
