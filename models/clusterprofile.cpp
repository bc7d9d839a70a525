// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clusterprofile.h"

#include "models/envreader.h"
#include "models/nodecontrols.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Endpoint;
using db::PoolBudget;
using db::Result;
using db::Role;

namespace {

const QStringList sslModes{u"disable"_s, u"allow"_s,     u"prefer"_s,
                           u"require"_s, u"verify-ca"_s, u"verify-full"_s};

/// '.env' is named after its folder, 'production.env' and '.env.production' after themselves.
QString nameFor(const QString &path)
{
    const QFileInfo info(QFileInfo(path).absoluteFilePath());
    auto name = info.fileName();
    if (name.startsWith(".env."_L1))
        name = name.mid(5);
    else if (name.endsWith(".env"_L1))
        name.chop(4);
    return name.isEmpty() ? info.dir().dirName() : name;
}

/// One server: what its own keys (PREFIX_HOST …) leave open is as on the primary.
Result<Endpoint> serverFrom(const EnvReader &env, const QString &prefix, const QString &name)
{
    const auto ssl = env.oneOf(u"POSTGRES_SSLMODE"_s, sslModes);
    if (!ssl)
        return std::unexpected(ssl.error());
    const auto port = env.port(prefix + u"_PORT"_s, u"5432"_s);
    if (!port)
        return std::unexpected(port.error());
    const auto inherited = [&env, &prefix](const QString &what) {
        return env.text(prefix + u'_' + what, env.text(u"POSTGRES_"_s + what));
    };
    const auto database =
        env.text(prefix + u"_DATABASE"_s, env.text(u"POSTGRES_DATABASE"_s, env.text(u"POSTGRES_DB"_s)));
    Endpoint endpoint;
    endpoint.name = name;
    endpoint.password = db::Secret(inherited(u"PASSWORD"_s));
    endpoint.parameters[u"port"_s] = *port;
    const std::pair<QString, QString> texts[] = {{u"host"_s, env.text(prefix + u"_HOST"_s, u"localhost"_s)},
                                                 {u"user"_s, inherited(u"USER"_s)},
                                                 {u"dbname"_s, database},
                                                 {u"sslmode"_s, *ssl},
                                                 {u"sslrootcert"_s, inherited(u"SSLROOTCERT"_s)},
                                                 {u"sslcert"_s, inherited(u"SSLCERT"_s)},
                                                 {u"sslkey"_s, inherited(u"SSLKEY"_s)}};
    for (const auto &[keyword, value] : texts) {
        if (!value.isEmpty())
            endpoint.parameters[keyword] = value;
    }
    return endpoint;
}

Result<void> addServers(const EnvReader &env, const QString &path, db::MonitorConfig &monitor)
{
    const auto replicas = env.replicas();
    if (!env.has(u"POSTGRES_HOST"_s) && !env.has(u"POSTGRES_PORT"_s) && replicas.empty())
        return db::fail(db::ErrorKind::InvalidInput, u"%1 names no server."_s.arg(path),
                        u"It needs at least POSTGRES_HOST, and POSTGRES_REPLICA_HOST for a replica."_s);
    if (env.has(u"POSTGRES_HOST"_s) || env.has(u"POSTGRES_PORT"_s)) {
        const auto primary = serverFrom(env, u"POSTGRES"_s, u"primary"_s);
        if (!primary)
            return std::unexpected(primary.error());
        monitor.nodes.push_back({*primary, Role::Primary});
    }
    for (const int number : replicas) {
        const auto prefix = number == 1 ? u"POSTGRES_REPLICA"_s : u"POSTGRES_REPLICA%1"_s.arg(number);
        const auto replica = serverFrom(env, prefix, u"replica%1"_s.arg(number));
        if (!replica)
            return std::unexpected(replica.error());
        monitor.nodes.push_back({*replica, Role::Replica});
    }
    return {};
}

/// A value without which the servers are reached all the same: nothing where it cannot be read, which is told
/// once, however often the key is asked for.
template<typename Value>
std::optional<Value> orWarning(const QString &key, const Result<std::optional<Value>> &value,
                               ClusterProfile &profile)
{
    if (value)
        return *value;
    if (!profile.unreadable.contains(key)) {
        profile.unreadable << key;
        profile.warnings << u"%1 It counts as not given. %2"_s.arg(value.error().message, value.error().hint);
    }
    return std::nullopt;
}

std::optional<int> numberFrom(const EnvReader &env, const QString &key, int least, int most,
                              ClusterProfile &profile)
{
    return orWarning(key, env.number(key, least, most), profile);
}

std::optional<bool> flagFrom(const EnvReader &env, const QString &key, ClusterProfile &profile)
{
    return orWarning(key, env.boolean(key), profile);
}

/// The pool the application is allowed, with the defaults its own configuration has; nothing where neither
/// figure is given, where one of them cannot be read, or where the application sets no limit (SQLAlchemy:
/// size 0, overflow -1).
std::optional<PoolBudget> poolFrom(const EnvReader &env, const QString &prefix, ClusterProfile &profile)
{
    const QStringList keys{prefix + u"_POOL_SIZE"_s, prefix + u"_MAX_OVERFLOW"_s, u"SEAWALL_PROCESSES"_s};
    const auto size = numberFrom(env, keys[0], 0, 100000, profile);
    const auto overflow = numberFrom(env, keys[1], -1, 100000, profile);
    const auto processes = numberFrom(env, keys[2], 1, 10000, profile);
    const bool isKnown =
        std::ranges::none_of(keys, [&](const QString &key) { return profile.unreadable.contains(key); });
    if (!isKnown || (!size && !overflow) || size == 0 || overflow == -1)
        return std::nullopt;
    PoolBudget budget;
    budget.applicationName = env.text(u"SEAWALL_APPLICATION_NAME"_s);
    if (budget.applicationName.isEmpty())
        budget.user = env.text(u"POSTGRES_USER"_s); // the file is the application's: this is its user
    budget.size = size.value_or(5);
    budget.maxOverflow = overflow.value_or(10);
    budget.processes = processes.value_or(1);
    return budget;
}

/// SQLAlchemy's limits; what a replica's own keys leave open is as `otherwise`, but for the sizes.
db::PoolLimits limitsFrom(const EnvReader &env, const QString &prefix, const db::PoolLimits &otherwise,
                          ClusterProfile &profile)
{
    constexpr int longest = 1'000'000; // seconds
    const auto timeout = numberFrom(env, prefix + u"_POOL_TIMEOUT"_s, 0, longest, profile);
    const auto recycle = numberFrom(env, prefix + u"_POOL_RECYCLE"_s, -1, longest, profile);
    db::PoolLimits limits;
    limits.size = numberFrom(env, prefix + u"_POOL_SIZE"_s, 0, 100000, profile).value_or(limits.size);
    limits.maxOverflow =
        numberFrom(env, prefix + u"_MAX_OVERFLOW"_s, -1, 100000, profile).value_or(limits.maxOverflow);
    limits.timeout = timeout ? std::chrono::seconds(*timeout) : otherwise.timeout;
    limits.recycle = recycle ? std::chrono::seconds(*recycle) : otherwise.recycle;
    return limits;
}

void addRouting(const EnvReader &env, ClusterProfile &profile)
{
    profile.primaryLimits = limitsFrom(env, u"DB"_s, {}, profile);
    profile.replicaLimits = limitsFrom(env, u"DB_REPLICA"_s, profile.primaryLimits, profile);
    const auto key = env.has(u"USE_READ_REPLICA"_s) ? u"USE_READ_REPLICA"_s : u"USE_REPLICA_FOR_READS"_s;
    profile.useReadReplica = flagFrom(env, key, profile);
    profile.replicaFallback = flagFrom(env, u"REPLICA_FALLBACK_ENABLED"_s, profile);
}

Result<std::optional<Endpoint>> poolerFrom(const EnvReader &env)
{
    const auto port = env.port(u"PGBOUNCER_PORT"_s, u"6432"_s);
    if (!port)
        return std::unexpected(port.error());
    if (!env.has(u"PGBOUNCER_HOST"_s))
        return std::nullopt;
    Endpoint endpoint;
    endpoint.name = u"pgbouncer"_s;
    endpoint.parameters = {
        {u"host"_s, env.text(u"PGBOUNCER_HOST"_s)}, {u"port"_s, *port}, {u"dbname"_s, u"pgbouncer"_s}};
    if (const auto user = env.text(u"PGBOUNCER_USER"_s, env.text(u"POSTGRES_USER"_s)); !user.isEmpty())
        endpoint.parameters[u"user"_s] = user;
    endpoint.password = db::Secret(env.text(u"PGBOUNCER_PASSWORD"_s, env.text(u"POSTGRES_PASSWORD"_s)));
    return endpoint;
}

Result<void> addPools(const EnvReader &env, ClusterProfile &profile)
{
    auto pooler = poolerFrom(env);
    if (!pooler)
        return std::unexpected(pooler.error());
    profile.journalMirror = flagFrom(env, u"SEAWALL_JOURNAL_MIRROR"_s, profile).value_or(false);
    profile.monitor.primaryPool = poolFrom(env, u"DB"_s, profile);
    profile.monitor.replicaPool = poolFrom(env, u"DB_REPLICA"_s, profile);
    profile.monitor.pgBouncer = std::move(*pooler);
    return {};
}

} // namespace

Result<ClusterProfile> ClusterProfile::fromEnvFile(const QString &path)
{
    const auto file = EnvFile::load(path);
    if (!file)
        return std::unexpected(file.error());
    const EnvReader env(*file, path);
    ClusterProfile profile;
    profile.name = nameFor(path);
    profile.envFile = QFileInfo(path).absoluteFilePath();
    profile.warnings = file->warnings();
    if (const auto folder = env.text(u"SEAWALL_MIGRATIONS"_s); !folder.isEmpty())
        profile.migrations = QDir::cleanPath(QFileInfo(path).absoluteDir().absoluteFilePath(folder));
    if (auto added = addServers(env, path, profile.monitor); !added)
        return std::unexpected(added.error());
    if (auto added = addPools(env, profile); !added)
        return std::unexpected(added.error());
    QStringList names;
    for (const auto &node : profile.monitor.nodes)
        names << node.endpoint.name;
    auto controls = controlsFrom(env, path, names);
    if (!controls)
        return std::unexpected(controls.error());
    profile.controls = std::move(*controls);
    addRouting(env, profile);
    return profile;
}

db::RouterConfig ClusterProfile::router() const
{
    db::RouterConfig config;
    config.nodes = monitor.nodes;
    config.primaryPool = primaryLimits;
    config.replicaPool = replicaLimits;
    config.flags = {useReadReplica.value_or(true), replicaFallback.value_or(true)};
    return config;
}

QString ClusterProfile::sandboxFolder() const
{
    for (const auto &[node, settings] : controls) {
        if (settings.kind == db::ControlSettings::Kind::Sandbox)
            return settings.what;
    }
    return {};
}

Result<ClusterProfile> ClusterProfile::fromConnections(const QString &primary, const QStringList &replicas)
{
    if (primary.isEmpty() && replicas.isEmpty())
        return db::fail(db::ErrorKind::InvalidInput, u"No connection was given."_s,
                        u"Give --primary URI, and --replica URI for each replica."_s);
    ClusterProfile profile;
    if (!primary.isEmpty()) {
        auto endpoint = Endpoint::parse(u"primary"_s, primary);
        if (!endpoint)
            return std::unexpected(endpoint.error());
        profile.monitor.nodes.push_back({std::move(*endpoint), Role::Primary});
    }
    for (const auto &replica : replicas) {
        auto endpoint = Endpoint::parse(
            u"replica%1"_s.arg(profile.monitor.nodes.size() + (primary.isEmpty() ? 1 : 0)), replica);
        if (!endpoint)
            return std::unexpected(endpoint.error());
        profile.monitor.nodes.push_back({std::move(*endpoint), Role::Replica});
    }
    profile.name = profile.monitor.nodes.front().endpoint.address();
    return profile;
}

} // namespace seawall::models
