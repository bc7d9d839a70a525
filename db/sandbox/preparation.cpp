// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/preparation.h"

#include "db/sandbox/ports.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

Result<Binaries> binariesOf(const SandboxLayout &layout)
{
    const auto same = Binaries::in(layout.binaries);
    return same ? same : Binaries::find(layout.major); // the packages may have been moved since
}

Result<void> mayControl(const SandboxLayout &layout)
{
    if (!layout.account.isForeign() || geteuid() == 0)
        return {};
    return fail(ErrorKind::FileAccess,
                u"The sandbox in %1 runs as the user '%2'."_s.arg(layout.directory, layout.account.name),
                u"Run this as that user or as root."_s);
}

/// A folder for the sandbox: made, empty of anybody else's files, and within reach of the servers' user.
Result<QString> prepareDirectory(const QString &wanted, const ServiceAccount &account)
{
    if (wanted.isEmpty())
        return fail(ErrorKind::InvalidInput, u"No folder was given for the sandbox."_s,
                    u"Name one with --dir."_s);
    const auto path = QDir::cleanPath(QFileInfo(wanted).absoluteFilePath());
    if (auto reach = account.checkReach(path); !reach)
        return std::unexpected(reach.error());
    const bool existed = QFileInfo::exists(path);
    if (!QFileInfo(path).isDir() && !QDir().mkpath(path))
        return fail(ErrorKind::FileAccess, u"The folder %1 cannot be made."_s.arg(path),
                    u"Choose a place that can be written with --dir."_s);
    if (!existed) {
        auto permissions = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        if (account.isForeign())
            permissions |= QFile::ExeGroup | QFile::ExeOther;
        QFile::setPermissions(path, permissions);
    }
    const auto content =
        QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    if (!SandboxLayout::existsIn(path) && !content.isEmpty() && content != QStringList{u"lock"_s})
        return fail(ErrorKind::InvalidInput, u"%1 is not empty and holds no sandbox."_s.arg(path),
                    u"Choose an empty or new folder with --dir."_s);
    if (auto reach = account.checkReach(QFileInfo(path).canonicalFilePath()); !reach)
        return std::unexpected(reach.error());
    return QFileInfo(path).canonicalFilePath();
}

Result<SandboxLayout> freshLayout(const QString &directory, const SandboxOptions &options,
                                  const ServiceAccount &account)
{
    const auto binaries = options.binaries.isEmpty() ? Binaries::find() : Binaries::in(options.binaries);
    if (!binaries)
        return std::unexpected(binaries.error());
    SandboxLayout layout;
    layout.directory = directory;
    layout.binaries = binaries->folder;
    layout.major = binaries->major;
    layout.account = account;
    // Whoever has an account on the machine comes to loopback, and a superuser acts as the servers' user.
    for (auto *password : {&layout.password, &layout.replicationPassword})
        *password = Secret(QString::number(QRandomGenerator::system()->generate64(), 36));
    return layout;
}

void addMissingNodes(SandboxLayout &layout, const SandboxOptions &options)
{
    QSet<int> taken;
    for (const auto &node : layout.nodes)
        taken << node.port;
    while (std::ssize(layout.nodes) < options.replicas + 1) {
        const auto number = layout.nodes.size();
        const int preferred = options.preferredPort == 0 ? 0
                              : number == 0              ? options.preferredPort
                                                         : layout.nodes.back().port + 1;
        const int port = freePort(preferred, taken);
        taken << port;
        layout.nodes.push_back({number == 0 ? u"primary"_s : u"replica%1"_s.arg(number), port, false});
    }
}

} // namespace seawall::db
