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

/// The profile the arguments describe: the `.env` file, else the connections, else `.env` in the working
/// directory. Errors: InvalidInput, FileAccess; the hint says which arguments to give.
db::Result<models::ClusterProfile> profileFrom(const ConnectionArguments &arguments);

} // namespace seawall::app
