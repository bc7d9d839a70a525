// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/connectionoptions.h"

#include <iostream>

namespace seawall::app {

void ConnectionOptions::addTo(CLI::App &app)
{
    app.add_option("--env", m_env, "The cluster of this .env file; without it, .env in the current folder")
        ->type_name("FILE");
    app.add_option("--primary", m_primary, "The primary: a URI, key=value pairs, or a service name")
        ->type_name("CONNECTION");
    app.add_option("--replica", m_replicas, "A replica, in the same way; may be given several times")
        ->type_name("CONNECTION")
        ->allow_extra_args(false);
}

db::Result<models::ClusterProfile> ConnectionOptions::profile(std::chrono::milliseconds tick) const
{
    ConnectionArguments arguments;
    arguments.envFile = QString::fromLocal8Bit(m_env);
    arguments.primary = QString::fromLocal8Bit(m_primary);
    for (const auto &replica : m_replicas)
        arguments.replicas << QString::fromLocal8Bit(replica);
    arguments.tickMilliseconds = static_cast<int>(tick.count());
    auto profile = profileFrom(arguments);
    for (const auto &warning : profile ? profile->warnings : QStringList())
        std::cerr << "seawallctl: warning: " << warning.toStdString() << '\n';
    return profile;
}

} // namespace seawall::app
