// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsonlines.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <thread>

#include <sys/file.h>
#include <sys/stat.h>

namespace seawall::models::jsonlines {

using namespace Qt::StringLiterals;

namespace {

constexpr auto onlyMine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qint64 lookBack = 8192; // some fifty lines
constexpr auto pause = std::chrono::milliseconds(20);
constexpr int mostTries = 50;

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::unexpected<db::Error> failed(const QFileDevice &file)
{
    return db::fail(db::ErrorKind::FileAccess,
                    u"The log '%1' cannot be used: %2."_s.arg(file.fileName(), file.errorString()),
                    u"Check the rights of the file and the space on its disk."_s);
}

db::Result<void> rewrite(const QString &path, const std::vector<QJsonObject> &objects)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failed(file);
    file.setPermissions(onlyMine);
    for (const auto &object : objects)
        file.write(line(object));
    if (!file.commit())
        return failed(file);
    return {};
}

std::vector<QJsonObject> objectsIn(QFile &file)
{
    std::vector<QJsonObject> objects;
    while (!file.atEnd()) {
        const auto document = QJsonDocument::fromJson(file.readLine());
        if (document.isObject())
            objects.push_back(document.object());
    }
    return objects;
}

/// Whether it is still the one at its path: another process may have put a shorter one there.
bool isInPlace(const QFile &file)
{
    struct stat held = {};
    struct stat found = {};
    return ::fstat(file.handle(), &held) == 0 &&
           ::stat(QFile::encodeName(file.fileName()).constData(), &found) == 0 &&
           held.st_ino == found.st_ino && held.st_dev == found.st_dev;
}

/// Locked until it is closed. One whose lock is not given up (its process stands still, or the file system
/// has none) is used all the same: a line twice is better than one that is lost.
bool openAlone(QFile &file, QIODevice::OpenMode mode)
{
    for (int tries = 0; tries < mostTries; ++tries) {
        if (!file.isOpen() && !file.open(mode))
            return false;
        if (::flock(file.handle(), LOCK_EX | LOCK_NB) != 0)
            std::this_thread::sleep_for(pause);
        else if (isInPlace(file))
            return true;
        else
            file.close();
    }
    return file.isOpen() || file.open(mode);
}

} // namespace

db::Result<std::vector<QJsonObject>> readLast(const QString &path, int most)
{
    if (!QFile::exists(path))
        return std::vector<QJsonObject>{};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(file);
    const auto keep = static_cast<size_t>(most);
    auto objects = objectsIn(file);
    if (objects.size() > 4 * keep) {
        file.close();
        if (!openAlone(file, QIODevice::ReadOnly)) // what was written meanwhile is kept as well
            return failed(file);
        objects = objectsIn(file);
        objects.erase(objects.begin(), objects.end() - most);
        if (auto written = rewrite(path, objects); !written)
            return std::unexpected(written.error());
    } else if (objects.size() > keep) {
        objects.erase(objects.begin(), objects.end() - most);
    }
    return objects;
}

db::Result<void> append(const QString &path, const QJsonObject &object)
{
    const auto appended = appendUnless(path, object, {});
    if (!appended)
        return std::unexpected(appended.error());
    return {};
}

db::Result<bool> appendUnless(const QString &path, const QJsonObject &object,
                              const std::function<bool(const QJsonObject &)> &isSaid)
{
    QFile file(path);
    const bool fresh = !file.exists();
    if (!openAlone(file, QIODevice::ReadWrite | QIODevice::Append))
        return failed(file);
    if (fresh)
        file.setPermissions(onlyMine);
    if (isSaid) {
        const auto from = std::max<qint64>(0, file.size() - lookBack);
        if (file.seek(from) && from > 0)
            file.readLine(); // of which the beginning is not here
        const auto last = objectsIn(file);
        if (std::ranges::any_of(last.rbegin(), last.rend(), isSaid))
            return false;
    }
    // Behind a line that was cut short the next one would be lost as well.
    const bool cutShort = file.size() > 0 && file.seek(file.size() - 1) && file.read(1) != "\n";
    const auto text = (cutShort ? QByteArray("\n") : QByteArray()) + line(object);
    if (file.write(text) != text.size() || !file.flush())
        return failed(file);
    return true;
}

} // namespace seawall::models::jsonlines
