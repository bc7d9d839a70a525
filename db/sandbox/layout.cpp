// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/layout.h"

#include "db/statefile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr int formatVersion = 1;
constexpr int longestSocketPath = 107; // sun_path, with its closing zero

QString layoutFile(const QString &directory)
{
    return directory + u"/sandbox.json"_s;
}

} // namespace

bool SandboxLayout::existsIn(const QString &directory)
{
    return QFileInfo::exists(layoutFile(directory));
}

Result<SandboxLayout> SandboxLayout::load(const QString &directory)
{
    const auto hint = u"Make one with: seawallctl sandbox up --dir DIRECTORY."_s;
    if (!existsIn(directory))
        return fail(ErrorKind::InvalidInput, u"There is no sandbox in %1."_s.arg(directory), hint);
    QFile file(layoutFile(directory));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::FileAccess, u"%1 cannot be read."_s.arg(file.fileName()),
                    u"Run this as the user who made the sandbox."_s, file.errorString());
    const auto root = QJsonDocument::fromJson(file.readAll()).object();
    if (root[u"format"_s].toInt() != formatVersion)
        return fail(ErrorKind::InvalidInput, u"%1 is damaged, or of another version."_s.arg(file.fileName()),
                    u"Remove the folder and make the sandbox anew."_s);

    SandboxLayout layout;
    layout.directory = QFileInfo(directory).canonicalFilePath();
    layout.binaries = root[u"binaries"_s].toString();
    layout.major = root[u"major"_s].toInt();
    layout.account = {root[u"account"_s].toString(), static_cast<uid_t>(root[u"uid"_s].toInteger()),
                      static_cast<gid_t>(root[u"gid"_s].toInteger())};
    layout.password = Secret(root[u"password"_s].toString());
    layout.replicationPassword = Secret(root[u"replicationPassword"_s].toString());
    for (const auto &line : root[u"extraSettings"_s].toArray())
        layout.extraSettings << line.toString();
    for (const auto &value : root[u"nodes"_s].toArray()) {
        const auto node = value.toObject();
        layout.nodes.push_back(
            {node[u"name"_s].toString(), node[u"port"_s].toInt(), node[u"made"_s].toBool()});
    }
    return layout;
}

Result<void> SandboxLayout::save() const
{
    QJsonArray list;
    for (const auto &node : nodes)
        list << QJsonObject{{u"name"_s, node.name}, {u"port"_s, node.port}, {u"made"_s, node.made}};
    const QJsonObject root{{u"format"_s, formatVersion},
                           {u"binaries"_s, binaries},
                           {u"major"_s, major},
                           {u"account"_s, account.name},
                           {u"uid"_s, static_cast<qint64>(account.uid)},
                           {u"gid"_s, static_cast<qint64>(account.gid)},
                           {u"password"_s, password.reveal()},
                           {u"replicationPassword"_s, replicationPassword.reveal()},
                           {u"extraSettings"_s, QJsonArray::fromStringList(extraSettings)},
                           {u"nodes"_s, list}};
    return writeStateFile(layoutFile(directory), root);
}

const SandboxLayout::Node *SandboxLayout::find(const QString &name) const
{
    const auto found = std::ranges::find(nodes, name, &Node::name);
    return found == nodes.end() ? nullptr : &*found;
}

SandboxLayout::Node *SandboxLayout::find(const QString &name)
{
    const auto found = std::ranges::find(nodes, name, &Node::name);
    return found == nodes.end() ? nullptr : &*found;
}

QString SandboxLayout::nodeFolder(const QString &node) const
{
    return directory + u'/' + node;
}

QString SandboxLayout::dataDirectory(const QString &node) const
{
    return nodeFolder(node) + u"/data"_s;
}

QString SandboxLayout::logFile(const QString &node) const
{
    return nodeFolder(node) + u"/server.log"_s;
}

QString SandboxLayout::socketFolder() const
{
    const auto folder = directory + u"/run"_s;
    return QFile::encodeName(folder + u"/.s.PGSQL.65535.lock"_s).size() > longestSocketPath ? QString()
                                                                                            : folder;
}

QString SandboxLayout::envFile() const
{
    return directory + u"/.env"_s;
}

QString SandboxLayout::migrations() const
{
    return directory + u"/migrations"_s;
}

Endpoint SandboxLayout::endpoint(const Node &node) const
{
    Endpoint endpoint;
    endpoint.name = node.name;
    endpoint.parameters = {{u"host"_s, u"127.0.0.1"_s},
                           {u"port"_s, QString::number(node.port)},
                           {u"user"_s, QString::fromLatin1(sandboxSuperuser)},
                           {u"dbname"_s, QString::fromLatin1(sandboxDatabase)}};
    endpoint.password = password;
    return endpoint;
}

} // namespace seawall::db
