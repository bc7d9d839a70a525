// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <unistd.h>

namespace seawall::app {

using namespace Qt::StringLiterals;

QString stateDirectory(const QString &wanted)
{
    if (!wanted.isEmpty())
        return QDir(wanted).absolutePath();
    const auto state = qEnvironmentVariable("XDG_STATE_HOME");
    const auto base = state.isEmpty() ? QDir::home().filePath(u".local/state"_s) : state;
    return QDir(base).filePath(u"seawall"_s);
}

db::Result<void> makePrivateDirectory(const QString &path)
{
    constexpr auto mine = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, mine))
        return db::fail(db::ErrorKind::FileAccess,
                        u"The folder %1 cannot be made or is not ours."_s.arg(path),
                        u"Name another one with --data-dir."_s);
    return {};
}

QString privateFile(const QString &path)
{
    constexpr auto mine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, mine))
        file.setPermissions(mine);
    return path;
}

QString profileDirectory(const QString &stateDirectory, const models::ClusterProfile &profile)
{
    // The file alone, not the servers in it: they change places after a failover, and others join them.
    QStringList identity{profile.name};
    if (!profile.envFile.isEmpty())
        identity << QDir(profile.envFile).absolutePath();
    else
        for (const auto &node : profile.monitor.nodes)
            identity << node.endpoint.address();
    const auto digest =
        QCryptographicHash::hash(identity.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    static const QRegularExpression unfit(u"[^A-Za-z0-9._-]+"_s);
    auto name = profile.name;
    name.replace(unfit, u"_"_s);
    return QDir(stateDirectory).filePath(u"%1-%2"_s.arg(name, QString::fromLatin1(digest)));
}

QString sandboxDirectory()
{
    if (const auto named = qEnvironmentVariable("SEAWALL_SANDBOX_DIR"); !named.isEmpty())
        return QDir(named).absolutePath();
    if (geteuid() == 0)
        return u"/var/lib/seawall/sandbox"_s;
    const auto state = qEnvironmentVariable("XDG_STATE_HOME");
    return (state.isEmpty() ? QDir::homePath() + u"/.local/state"_s : state) + u"/seawall/sandbox"_s;
}

} // namespace seawall::app
