// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlcatalog.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <map>
#include <mutex>
#include <vector>

// Outside the namespace: the resource of a static library has to be asked for.
static void initialiseResource()
{
    Q_INIT_RESOURCE(sql);
}

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

CatalogQuery readEntry(const QString &path)
{
    QFile file(path);
    CatalogQuery entry;
    if (!file.open(QIODevice::ReadOnly))
        return entry;
    QStringList body;
    for (const auto &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(u"-- id: "_s))
            entry.id = line.mid(7).trimmed();
        else if (line.startsWith(u"-- title: "_s))
            entry.title = line.mid(10).trimmed();
        else if (line.startsWith(u"-- oldest: "_s))
            entry.oldestServer = line.mid(11).toInt();
        else if (!line.startsWith(u"--"_s)) // remarks are for readers of the file, not for each tick
            body << line;
    }
    entry.sql = body.join(u'\n').trimmed();
    return entry;
}

const std::vector<CatalogQuery> &entries()
{
    static const auto all = [] {
        initialiseResource();
        std::vector<CatalogQuery> read;
        const QDir folder(u":/sql"_s);
        for (const auto &file : folder.entryList({u"*.sql"_s}))
            read.push_back(readEntry(folder.filePath(file)));
        return read;
    }();
    return all;
}

} // namespace

namespace {

CatalogQuery assembled(const QString &id, int serverVersion)
{
    CatalogQuery best;
    for (const auto &entry : entries())
        if (entry.id == id && entry.oldestServer <= serverVersion && entry.oldestServer >= best.oldestServer)
            best = entry;
    Q_ASSERT_X(!best.sql.isEmpty(), "catalogQuery", qPrintable(id));
    static const QRegularExpression part(uR"(\{\{(\w+)\}\})"_s);
    for (auto match = part.match(best.sql); match.hasMatch(); match = part.match(best.sql))
        best.sql.replace(match.capturedStart(), match.capturedLength(),
                         assembled(match.captured(1), serverVersion).sql);
    return best;
}

} // namespace

CatalogQuery catalogQuery(const QString &id, int serverVersion)
{
    static std::mutex mutex;
    static std::map<std::pair<QString, int>, CatalogQuery> known;
    const std::lock_guard lock(mutex);
    const auto found = known.find({id, serverVersion});
    if (found != known.end())
        return found->second;
    return known.emplace(std::pair(id, serverVersion), assembled(id, serverVersion)).first->second;
}

} // namespace seawall::db
