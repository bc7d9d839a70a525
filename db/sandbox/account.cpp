// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/account.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

Result<ServiceAccount> ServiceAccount::choose()
{
    if (geteuid() != 0) {
        const auto *self = getpwuid(geteuid());
        return ServiceAccount{self ? QString::fromLocal8Bit(self->pw_name) : QString::number(geteuid()),
                              geteuid(), getegid()};
    }
    for (const char *name : {"postgres", "nobody"}) {
        if (const auto *user = getpwnam(name))
            return ServiceAccount{QString::fromLatin1(name), user->pw_uid, user->pw_gid};
    }
    return fail(
        ErrorKind::ToolMissing,
        u"PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as."_s,
        u"Run this as a normal user, or create the user 'postgres'."_s);
}

bool ServiceAccount::isForeign() const
{
    return uid != geteuid();
}

Result<void> ServiceAccount::checkReach(const QString &directory) const
{
    if (!isForeign())
        return {};
    QString path;
    for (const auto &part : QDir::cleanPath(directory).split(u'/', Qt::SkipEmptyParts)) {
        path += u'/' + part;
        struct stat info{};
        if (stat(QFile::encodeName(path).constData(), &info) != 0)
            return {}; // what does not exist yet will be made reachable
        const mode_t needed = info.st_uid == uid ? S_IXUSR : info.st_gid == gid ? S_IXGRP : S_IXOTH;
        if (!(info.st_mode & needed))
            return fail(ErrorKind::FileAccess,
                        u"The servers run as the user '%1', who cannot enter %2."_s.arg(name, path),
                        u"Choose another place with --dir, such as /var/lib/seawall/sandbox."_s);
    }
    return {};
}

Result<void> ServiceAccount::own(const QString &path) const
{
    if (isForeign() && chown(QFile::encodeName(path).constData(), uid, gid) != 0)
        return fail(ErrorKind::FileAccess, u"%1 cannot be given to the user '%2'."_s.arg(path, name),
                    u"Run this as root, or as the user who made the sandbox."_s,
                    QString::fromLocal8Bit(strerror(errno)));
    return {};
}

Result<void> ServiceAccount::makeFolder(const QString &path) const
{
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, owner))
        return fail(ErrorKind::FileAccess, u"The folder %1 cannot be made."_s.arg(path),
                    u"Choose a place that can be written with --dir."_s);
    return own(path);
}

Result<void> ServiceAccount::writeFile(const QString &path, const QByteArray &content) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(content) != content.size() || !file.commit())
        return fail(ErrorKind::FileAccess, u"%1 cannot be written."_s.arg(path),
                    u"See that there is room, and that the folder can be written."_s, file.errorString());
    return own(path);
}

} // namespace seawall::db
