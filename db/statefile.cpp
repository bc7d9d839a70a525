// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statefile.h"

#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// A new name in a folder is on the disk only once the folder is.
void flushFolder(const QString &path)
{
    const auto folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

std::optional<QJsonObject> readStateFile(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.exists())
        return std::nullopt;
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

Result<void> writeStateFile(const QString &path, const QJsonDocument &json)
{
    if (path.isEmpty())
        return {};
    QSaveFile file(path); // commit() flushes to the disk
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(json.toJson()) < 0 || !file.commit())
        return fail(ErrorKind::FileAccess, u"%1 cannot be written."_s.arg(path),
                    u"See that there is room, and that the folder can be written."_s, file.errorString());
    flushFolder(path);
    return {};
}

Result<void> writeStateFile(const QString &path, const QJsonObject &json)
{
    return writeStateFile(path, QJsonDocument(json));
}

} // namespace seawall::db
