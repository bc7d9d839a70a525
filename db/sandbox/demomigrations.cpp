// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/demomigrations.h"

#include "db/connection.h"
#include "db/migrations/historystatements.h"
#include "db/migrations/script.h"

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

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList demoFiles()
{
    initialiseResource();
    return QDir(u":/migrations"_s).entryList({u"*.sql"_s});
}

/// One transaction for script and row; the server measures the rest.
Result<void> apply(Connection &connection, const Migration &migration, Deadline deadline)
{
    const auto text = readText(migration.up);
    if (!text)
        return std::unexpected(text.error());
    const auto script = readScript(migration.up.path, *text);
    if (!script)
        return std::unexpected(script.error());
    const auto before = connection.execute(u"SELECT pg_current_wal_insert_lsn()"_s, {}, deadline);
    if (!before)
        return std::unexpected(before.error());
    HistoryEntry entry;
    entry.version = migration.version;
    entry.name = migration.name;
    entry.upChecksum = migration.up.checksum;
    entry.downChecksum = migration.down ? migration.down->checksum : QByteArray();
    entry.appliedBy = u"seawall sandbox"_s;
    entry.statements = static_cast<int>(script->statements.size());
    const auto done = connection.executeSimple(
        u"BEGIN;\n%1\n;%2;\nCOMMIT"_s.arg(*text, appliedStatement(entry, Lsn::parse(before->bytes(0, 0)))),
        deadline);
    if (!done)
        return std::unexpected(done.error());
    return {};
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
    SessionOptions options;
    options.readOnly = false;
    options.statementTimeout = std::chrono::minutes(1);
    auto connection = Connection::open(primary, options, deadline);
    if (!connection)
        return std::unexpected(connection.error());
    if (auto made = createHistory(*connection, deadline); !made)
        return made;
    const auto history = readHistory(*connection, deadline);
    if (!history)
        return std::unexpected(history.error());
    const auto steps = stepsFor(*read, statusOf(*read, *history), {});
    if (!steps)
        return std::unexpected(steps.error());
    for (const auto &step : *steps)
        if (auto applied = apply(*connection, step.migration, deadline); !applied)
            return applied;
    return {};
}

} // namespace seawall::db
