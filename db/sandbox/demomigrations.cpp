// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/demomigrations.h"

#include "db/connection.h"
#include "db/filecontent.h"
#include "db/migrations/runner.h"

#include <QDir>
#include <QFile>

// Outside the namespace: the resource of a static library has to be asked for.
static void initialiseResource()
{
    Q_INIT_RESOURCE(migrations);
}

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QStringList demoFiles()
{
    initialiseResource();
    return QDir(u":/migrations"_s).entryList({u"*.sql"_s});
}

} // namespace

Result<void> writeDemoMigrations(const QString &folder)
{
    bool isWritten = QDir().mkpath(folder);
    for (const auto &name : demoFiles()) {
        QFile file(folder + u'/' + name);
        if (!isWritten || file.exists())
            continue;
        const auto content = contentOf(u":/migrations/"_s + name);
        isWritten = file.open(QIODevice::WriteOnly | QIODevice::NewOnly) &&
                    file.write(content) == content.size() && file.flush();
    }
    if (!isWritten)
        return fail(ErrorKind::FileAccess,
                    u"The migrations of the demo cannot be written to %1."_s.arg(folder),
                    u"See that there is room, and that the folder can be written."_s);
    return {};
}

void removeDemoMigrations(const QString &folder)
{
    for (const auto &name : demoFiles())
        if (contentOf(folder + u'/' + name) == contentOf(u":/migrations/"_s + name))
            QFile::remove(folder + u'/' + name);
    QDir().rmdir(folder);
}

Result<void> applyMigrations(const Endpoint &primary, const QString &folder, Deadline deadline)
{
    const auto read = readMigrations(folder);
    if (!read)
        return std::unexpected(read.error());
    auto connection = Connection::open(primary, {}, deadline);
    if (!connection)
        return std::unexpected(connection.error());
    const auto history = readHistory(*connection, deadline);
    if (!history)
        return std::unexpected(history.error());
    const auto steps = stepsFor(*read, statusOf(*read, *history), {});
    if (!steps)
        return std::unexpected(steps.error());
    RunnerOptions options;
    options.actor = u"seawall sandbox"_s;
    const auto report = MigrationRunner(primary, {}, options).run(*steps, [](const RunEvent &) {}, {});
    if (report.error)
        return std::unexpected(*report.error);
    return {};
}

} // namespace seawall::db
