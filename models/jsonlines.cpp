// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsonlines.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace seawall::models::jsonlines {

using namespace Qt::StringLiterals;

namespace {

constexpr auto onlyMine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

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

} // namespace

db::Result<std::vector<QJsonObject>> readLast(const QString &path, int most)
{
    QFile file(path);
    if (!file.exists())
        return std::vector<QJsonObject>{};
    if (!file.open(QIODevice::ReadOnly))
        return failed(file);
    std::vector<QJsonObject> objects;
    while (!file.atEnd()) {
        const auto document = QJsonDocument::fromJson(file.readLine());
        if (document.isObject())
            objects.push_back(document.object());
    }
    const auto keep = static_cast<size_t>(most);
    const bool tooLong = objects.size() > 4 * keep;
    if (objects.size() > keep)
        objects.erase(objects.begin(), objects.end() - most);
    if (tooLong) {
        if (auto written = rewrite(path, objects); !written)
            return std::unexpected(written.error());
    }
    return objects;
}

db::Result<void> append(const QString &path, const QJsonObject &object)
{
    QFile file(path);
    const bool fresh = !file.exists();
    if (!file.open(QIODevice::ReadWrite | QIODevice::Append))
        return failed(file);
    if (fresh)
        file.setPermissions(onlyMine);
    // Behind a line that was cut short the next one would be lost as well.
    const bool cutShort = file.size() > 0 && file.seek(file.size() - 1) && file.read(1) != "\n";
    const auto text = (cutShort ? QByteArray("\n") : QByteArray()) + line(object);
    if (file.write(text) != text.size() || !file.flush())
        return failed(file);
    return {};
}

} // namespace seawall::models::jsonlines
