// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/config.h"

#include "db/sandbox/ports.h"

#include <QFile>
#include <QSaveFile>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// A value as it stands in a configuration file.
QString quoted(QString value)
{
    return u'\'' + value.replace(u'\'', u"''"_s) + u'\'';
}

QString replicaKey(int number, const QString &what)
{
    return number == 1 ? u"POSTGRES_REPLICA_%1"_s.arg(what)
                       : u"POSTGRES_REPLICA%1_%2"_s.arg(number).arg(what);
}

using Lines = std::vector<std::pair<QString, QString>>;

Lines addresses(const SandboxLayout &layout)
{
    Lines lines{{u"POSTGRES_HOST"_s, u"localhost"_s},
                {u"POSTGRES_PORT"_s, QString::number(layout.nodes.front().port)}};
    for (std::size_t number = 1; number < layout.nodes.size(); ++number) {
        lines.emplace_back(replicaKey(static_cast<int>(number), u"HOST"_s), u"localhost"_s);
        lines.emplace_back(replicaKey(static_cast<int>(number), u"PORT"_s),
                           QString::number(layout.nodes[number].port));
    }
    return lines;
}

QString freshEnvFile(const SandboxLayout &layout)
{
    QString text = u"# The sandbox's servers, in the terms of the checklist.\n"_s;
    for (const auto &[key, value] : addresses(layout))
        text += key + u'=' + value + u'\n';
    text += u"POSTGRES_USER=%1\nPOSTGRES_PASSWORD=%2\nPOSTGRES_DATABASE=%3\n"_s.arg(
        QLatin1StringView(sandboxSuperuser), layout.password.reveal(), QLatin1StringView(sandboxDatabase));
    text += u"\n# Connection pool of the application on the primary\n"
            "DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=30\nDB_POOL_TIMEOUT=60\nDB_POOL_RECYCLE=3600\n"
            "\n# Connection pool of the application on the replica\n"
            "DB_REPLICA_POOL_SIZE=15\nDB_REPLICA_MAX_OVERFLOW=20\nDB_REPLICA_POOL_TIMEOUT=30\n"
            "\n# Feature flags\nUSE_READ_REPLICA=%1\nREPLICA_FALLBACK_ENABLED=true\n"
            "\n# Whose sessions count as the application's\nSEAWALL_APPLICATION_NAME=pulse-backend\n"
            "\n# Folder of the migrations, from here\nSEAWALL_MIGRATIONS=migrations\n"_s.arg(
                layout.nodes.size() > 1 ? u"true"_s : u"false"_s);
    return text;
}

QString updatedEnvFile(const QString &text, const SandboxLayout &layout)
{
    auto lines = text.split(u'\n');
    for (const auto &[key, value] : addresses(layout)) {
        const auto line = std::ranges::find_if(
            lines, [&key](const QString &candidate) { return candidate.startsWith(key + u'='); });
        if (line == lines.end())
            lines.insert(lines.size() - 1, key + u'=' + value);
        else if (key.endsWith("PORT"_L1))
            *line = key + u'=' + value;
    }
    return lines.join(u'\n');
}

} // namespace

QByteArray commonSettings(int nodes)
{
    return "\n# Added by Seawall\n"
           "wal_level = replica\n"
           "wal_log_hints = on\n"
           "hot_standby = on\n"
           "max_connections = 100\n"
           "max_wal_senders = " +
           QByteArray::number(10 + nodes) + "\nmax_replication_slots = " + QByteArray::number(10 + nodes) +
           "\npassword_encryption = 'scram-sha-256'\n"
           "shared_buffers = 32MB\n"
           // A forgotten sandbox must not fill the disk with WAL that a stopped replica never fetches.
           "max_wal_size = 256MB\n"
           "max_slot_wal_keep_size = 1GB\n"
           "wal_retrieve_retry_interval = 1s\n"
           "include_if_exists = '../node.conf'\n";
}

QByteArray hostRules()
{
    return "# TYPE  DATABASE     USER  ADDRESS       METHOD\n"
           "local   all          all                 scram-sha-256\n"
           "host    all          all   127.0.0.1/32  scram-sha-256\n"
           "host    all          all   ::1/128       scram-sha-256\n"
           "local   replication  all                 scram-sha-256\n"
           "host    replication  all   127.0.0.1/32  scram-sha-256\n"
           "host    replication  all   ::1/128       scram-sha-256\n";
}

QString upstreamOf(const SandboxLayout &layout, const SandboxLayout::Node &node,
                   const SandboxLayout::Node &source)
{
    return u"host=127.0.0.1 port=%1 user=%2 application_name=%3 passfile='%4'"_s.arg(
        QString::number(source.port), QString::fromLatin1(sandboxReplicationUser), node.name,
        layout.nodeFolder(node.name) + u"/pgpass"_s);
}

Result<void> writeNodeSettings(const SandboxLayout &layout, const SandboxLayout::Node &node)
{
    const auto passwordFile = layout.nodeFolder(node.name) + u"/pgpass"_s;
    const auto replicationUser = QString::fromLatin1(sandboxReplicationUser);
    QStringList lines{
        u"# Written by Seawall before each start; pg_basebackup and pg_rewind do not copy it."_s,
        u"port = %1"_s.arg(node.port),
        u"listen_addresses = "_s + quoted(hasIpv6Loopback() ? u"127.0.0.1,::1"_s : u"127.0.0.1"_s),
        u"unix_socket_directories = "_s + quoted(layout.socketFolder()),
        u"cluster_name = "_s + quoted(node.name)};
    if (!node.isPrimary())
        lines << u"primary_conninfo = "_s + quoted(upstreamOf(layout, node, layout.nodes.front()))
              << u"primary_slot_name = "_s + quoted(node.name);
    lines << layout.extraSettings;
    const auto password = u"*:*:*:%1:%2\n"_s.arg(replicationUser, layout.replicationPassword.reveal());
    if (auto written = layout.account.writeFile(passwordFile, password.toUtf8()); !written)
        return written;
    return layout.account.writeFile(layout.nodeFolder(node.name) + u"/node.conf"_s,
                                    lines.join(u'\n').toUtf8() + '\n');
}

Result<void> writeEnvFile(const SandboxLayout &layout)
{
    QString text;
    QFile old(layout.envFile());
    if (old.open(QIODevice::ReadOnly))
        text = updatedEnvFile(QString::fromUtf8(old.readAll()), layout);
    else
        text = freshEnvFile(layout);
    QSaveFile file(layout.envFile());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(text.toUtf8()) < 0 || !file.commit())
        return fail(ErrorKind::FileAccess, u"%1 cannot be written."_s.arg(layout.envFile()),
                    u"See that there is room, and that the folder can be written."_s, file.errorString());
    return {};
}

} // namespace seawall::db
