// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include "app/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

QString namedByTheWindow()
{
    const QSettings settings(QDir(stateDirectory({})).filePath(u"console.ini"_s), QSettings::IniFormat);
    const auto file = settings.value(lastFileKey).toString();
    return QFileInfo::exists(file) ? u" The window last had %1 open."_s.arg(file) : QString();
}

db::Result<models::ClusterProfile> described(const ConnectionArguments &arguments)
{
    if (!arguments.envFile.isEmpty() && (!arguments.primary.isEmpty() || !arguments.replicas.isEmpty()))
        return db::fail(db::ErrorKind::InvalidInput,
                        u"Both an environment file and connections were given."_s,
                        u"Give either --env FILE, or --primary and --replica."_s);
    if (!arguments.envFile.isEmpty())
        return models::ClusterProfile::fromEnvFile(arguments.envFile);
    if (!arguments.primary.isEmpty() || !arguments.replicas.isEmpty())
        return models::ClusterProfile::fromConnections(arguments.primary, arguments.replicas);
    if (QFileInfo::exists(u".env"_s))
        return models::ClusterProfile::fromEnvFile(u".env"_s);
    return db::fail(db::ErrorKind::InvalidInput, u"No cluster was named, and there is no .env file here."_s,
                    u"Give --env FILE, or --primary URI and --replica URI, or make a sandbox: "
                    "seawallctl sandbox up, then cd \"$(seawallctl sandbox path)\"."_s +
                        namedByTheWindow());
}

} // namespace

db::Result<models::ClusterProfile> profileFrom(const ConnectionArguments &arguments)
{
    auto profile = described(arguments);
    if (profile)
        profile->monitor.tick = std::chrono::milliseconds(arguments.tickMilliseconds);
    return profile;
}

} // namespace seawall::app
