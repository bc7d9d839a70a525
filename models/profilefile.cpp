// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profilefile.h"

#include "db/statefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Endpoint;
using db::ErrorKind;
using db::Role;

namespace {

constexpr int formatVersion = 1;

/// Keywords of libpq that hold a secret.
bool isSecret(const QString &keyword)
{
    return keyword == "password"_L1 || keyword == "sslpassword"_L1;
}

QJsonObject toJson(const Endpoint &endpoint)
{
    QJsonObject parameters;
    for (const auto &[keyword, value] : endpoint.parameters) {
        if (!isSecret(keyword))
            parameters[keyword] = value;
    }
    return {{u"name"_s, endpoint.name}, {u"parameters"_s, parameters}};
}

Endpoint endpointFrom(const QJsonObject &json)
{
    Endpoint endpoint;
    endpoint.name = json[u"name"_s].toString();
    const auto parameters = json[u"parameters"_s].toObject();
    for (auto each = parameters.begin(); each != parameters.end(); ++each) {
        if (!isSecret(each.key()))
            endpoint.parameters[each.key()] = each.value().toString();
    }
    return endpoint;
}

QJsonValue toJson(const std::optional<db::PoolBudget> &pool)
{
    if (!pool)
        return {};
    return QJsonObject{{u"applicationName"_s, pool->applicationName},
                       {u"user"_s, pool->user},
                       {u"size"_s, pool->size},
                       {u"maxOverflow"_s, pool->maxOverflow},
                       {u"processes"_s, pool->processes}};
}

std::optional<db::PoolBudget> poolFrom(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const auto json = value.toObject();
    return db::PoolBudget{json[u"applicationName"_s].toString(), json[u"user"_s].toString(),
                          json[u"size"_s].toInt(), json[u"maxOverflow"_s].toInt(),
                          json[u"processes"_s].toInt(1)};
}

QJsonObject toJson(const db::PoolLimits &limits)
{
    return {{u"size"_s, limits.size},
            {u"maxOverflow"_s, limits.maxOverflow},
            {u"timeoutMilliseconds"_s, static_cast<qint64>(limits.timeout.count())},
            {u"recycleMilliseconds"_s, static_cast<qint64>(limits.recycle.count())}};
}

db::PoolLimits limitsFrom(const QJsonValue &value)
{
    const auto json = value.toObject();
    db::PoolLimits limits;
    limits.size = json[u"size"_s].toInt(limits.size);
    limits.maxOverflow = json[u"maxOverflow"_s].toInt(limits.maxOverflow);
    limits.timeout =
        std::chrono::milliseconds(json[u"timeoutMilliseconds"_s].toInteger(limits.timeout.count()));
    limits.recycle =
        std::chrono::milliseconds(json[u"recycleMilliseconds"_s].toInteger(limits.recycle.count()));
    return limits;
}

QJsonValue toJson(std::optional<bool> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

std::optional<bool> booleanFrom(const QJsonValue &value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

QJsonObject toJson(const std::map<QString, db::ControlSettings> &controls)
{
    QJsonObject json;
    for (const auto &[node, settings] : controls) {
        QJsonObject commands;
        for (const auto &[action, command] : settings.commands)
            commands[action] = command;
        json[node] = QJsonObject{{u"control"_s, settings.toString()},
                                 {u"commands"_s, commands},
                                 {u"address"_s, settings.replicationAddress},
                                 {u"passfile"_s, settings.passfile}};
    }
    return json;
}

std::map<QString, db::ControlSettings> controlsFrom(const QJsonObject &json)
{
    std::map<QString, db::ControlSettings> controls;
    for (auto each = json.begin(); each != json.end(); ++each) {
        const auto kept = each->toObject();
        auto settings =
            db::ControlSettings::parse(kept[u"control"_s].toString()).value_or(db::ControlSettings());
        const auto commands = kept[u"commands"_s].toObject();
        for (auto command = commands.begin(); command != commands.end(); ++command)
            settings.commands[command.key()] = command->toString();
        settings.replicationAddress = kept[u"address"_s].toString();
        settings.passfile = kept[u"passfile"_s].toString();
        controls[each.key()] = std::move(settings);
    }
    return controls;
}

QJsonObject toJson(const KeptProfile &kept)
{
    const auto &profile = kept.profile;
    QJsonArray nodes;
    for (const auto &node : profile.monitor.nodes) {
        auto json = toJson(node.endpoint);
        json[u"role"_s] = db::toString(node.role);
        nodes << json;
    }
    return {{u"name"_s, profile.name},
            {u"production"_s, profile.production},
            {u"colour"_s, profile.colour.isValid() ? profile.colour.name() : QString()},
            {u"envFile"_s, profile.envFile},
            {u"ownServers"_s, profile.ownServers},
            {u"migrations"_s, profile.migrations},
            {u"journalMirror"_s, profile.journalMirror},
            {u"nodes"_s, nodes},
            {u"primaryPool"_s, toJson(profile.monitor.primaryPool)},
            {u"replicaPool"_s, toJson(profile.monitor.replicaPool)},
            {u"primaryLimits"_s, toJson(profile.primaryLimits)},
            {u"replicaLimits"_s, toJson(profile.replicaLimits)},
            {u"pgBouncer"_s,
             profile.monitor.pgBouncer ? QJsonValue(toJson(*profile.monitor.pgBouncer)) : QJsonValue()},
            {u"tickMilliseconds"_s, static_cast<qint64>(profile.monitor.tick.count())},
            {u"useReadReplica"_s, toJson(profile.useReadReplica)},
            {u"replicaFallback"_s, toJson(profile.replicaFallback)},
            {u"controls"_s, toJson(profile.controls)},
            {u"secrets"_s, QJsonArray::fromStringList(kept.secrets)}};
}

Role roleFrom(const QString &text)
{
    for (const Role role : {Role::Primary, Role::Replica}) {
        if (text == db::toString(role))
            return role;
    }
    return Role::Unknown;
}

KeptProfile profileFrom(const QJsonObject &json)
{
    KeptProfile kept;
    auto &profile = kept.profile;
    profile.name = json[u"name"_s].toString();
    profile.production = json[u"production"_s].toBool();
    profile.colour = QColor::fromString(json[u"colour"_s].toString());
    profile.envFile = json[u"envFile"_s].toString();
    profile.ownServers = json[u"ownServers"_s].toBool();
    profile.migrations = json[u"migrations"_s].toString();
    profile.journalMirror = json[u"journalMirror"_s].toBool();
    for (const auto &value : json[u"nodes"_s].toArray()) {
        const auto node = value.toObject();
        profile.monitor.nodes.push_back({endpointFrom(node), roleFrom(node[u"role"_s].toString())});
    }
    profile.monitor.primaryPool = poolFrom(json[u"primaryPool"_s]);
    profile.monitor.replicaPool = poolFrom(json[u"replicaPool"_s]);
    profile.primaryLimits = limitsFrom(json[u"primaryLimits"_s]);
    profile.replicaLimits = limitsFrom(json[u"replicaLimits"_s]);
    if (json[u"pgBouncer"_s].isObject())
        profile.monitor.pgBouncer = endpointFrom(json[u"pgBouncer"_s].toObject());
    profile.monitor.tick = std::chrono::milliseconds(json[u"tickMilliseconds"_s].toInt(1000));
    profile.useReadReplica = booleanFrom(json[u"useReadReplica"_s]);
    profile.replicaFallback = booleanFrom(json[u"replicaFallback"_s]);
    profile.controls = controlsFrom(json[u"controls"_s].toObject());
    for (const auto &name : json[u"secrets"_s].toArray())
        kept.secrets << name.toString();
    return kept;
}

} // namespace

db::Result<std::vector<KeptProfile>> readProfiles(const QString &path)
{
    std::vector<KeptProfile> profiles;
    QFile file(path);
    if (!file.exists())
        return profiles;
    if (!file.open(QIODevice::ReadOnly))
        return db::fail(ErrorKind::FileAccess, u"The profiles in %1 cannot be read."_s.arg(path),
                        u"See whose file that is."_s, file.errorString());
    const auto root = QJsonDocument::fromJson(file.readAll()).object();
    if (root[u"format"_s].toInt() != formatVersion)
        return db::fail(ErrorKind::InvalidInput,
                        u"The profiles in %1 are damaged, or of another version."_s.arg(path),
                        u"Mend the file, or move it away to begin anew; it was left as it is."_s);
    for (const auto &value : root[u"profiles"_s].toArray())
        profiles.push_back(profileFrom(value.toObject()));
    return profiles;
}

db::Result<void> writeProfiles(const QString &path, const std::vector<KeptProfile> &profiles)
{
    const auto folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder) && QDir().mkpath(folder))
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QJsonArray list;
    for (const auto &kept : profiles)
        list << toJson(kept);
    const QJsonObject root{{u"format"_s, formatVersion}, {u"profiles"_s, list}};
    const auto written = db::writeStateFile(path, root);
    return written ? written
                   : db::fail(ErrorKind::FileAccess, u"The profiles cannot be written to %1."_s.arg(path),
                              written.error().hint, written.error().detail);
}

} // namespace seawall::models
