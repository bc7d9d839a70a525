// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/nodecontrols.h"

#include "db/sandbox/layout.h"

#include <QDir>
#include <QFileInfo>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ControlSettings;
using Kind = ControlSettings::Kind;

namespace {

constexpr std::array actions{"stop", "start", "kill", "pause", "resume", "promote", "status"};

/// What lies beside the file says: a sandbox's `sandbox.json`, or the compose stack's own file.
ControlSettings recognised(const EnvReader &env, const QDir &folder, const QString &node)
{
    ControlSettings settings;
    if (db::SandboxLayout::existsIn(folder.path())) {
        settings.kind = Kind::Sandbox;
        settings.what = folder.path();
    } else if (folder.exists(u"docker-compose.db.yml"_s) && env.has(u"POSTGRES_REPLICATION_PASSWORD"_s)) {
        const bool isPrimary = node == u"primary";
        if (!isPrimary && node != u"replica1")
            return settings; // the stack has two
        settings.kind = Kind::Docker;
        settings.what = isPrimary ? env.text(u"SEAWALL_PRIMARY_CONTAINER"_s, u"pulse-postgres-primary"_s)
                                  : env.text(u"SEAWALL_REPLICA_CONTAINER"_s, u"pulse-postgres-replica"_s);
    }
    return settings;
}

db::Result<ControlSettings> settingsOf(const EnvReader &env, const QDir &folder, const QString &node)
{
    const auto key = u"SEAWALL_CONTROL_"_s + node.toUpper();
    auto settings = recognised(env, folder, node);
    if (const auto text = env.text(key, env.text(u"SEAWALL_CONTROL"_s)); !text.isEmpty()) {
        auto parsed = ControlSettings::parse(text);
        if (!parsed) {
            auto error = parsed.error();
            error.message = u"%1: %2"_s.arg(env.has(key) ? key : u"SEAWALL_CONTROL"_s, error.message);
            return std::unexpected(error);
        }
        settings = *parsed;
    }
    if (settings.kind == Kind::Sandbox)
        settings.what = QDir::cleanPath(folder.absoluteFilePath(settings.what));
    for (const auto *action : actions) {
        const auto name = QString::fromLatin1(action);
        if (const auto command = env.text(key + u'_' + name.toUpper()); !command.isEmpty())
            settings.commands[name] = command;
    }
    if (settings.kind == Kind::None && !settings.commands.empty())
        settings.kind = Kind::Command;
    settings.replicationAddress = env.text(key + u"_ADDRESS"_s);
    settings.passfile = env.text(key + u"_PASSFILE"_s);
    return settings;
}

} // namespace

db::Result<std::map<QString, ControlSettings>> controlsFrom(const EnvReader &env, const QString &path,
                                                            const QStringList &nodes)
{
    std::map<QString, ControlSettings> controls;
    const auto folder = QFileInfo(path).absoluteDir();
    for (const auto &node : nodes) {
        auto settings = settingsOf(env, folder, node);
        if (!settings)
            return std::unexpected(settings.error());
        if (*settings != ControlSettings())
            controls[node] = std::move(*settings);
    }
    return controls;
}

} // namespace seawall::models
