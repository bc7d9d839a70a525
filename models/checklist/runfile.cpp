// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/runfile.h"

#include "db/deadline.h"
#include "models/checklist/runschema.h"

#include <QDir>
#include <QFile>

#include <thread>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr auto busyWait = std::chrono::seconds(10);
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// Never readable by others, not even for a moment.
db::Result<void> createPrivately(const QString &path)
{
    QFile file(path);
    const bool done = file.open(QFile::WriteOnly | QFile::NewOnly, ownerOnly) ||
                      (file.exists() && file.setPermissions(ownerOnly));
    if (!done)
        return db::fail(db::ErrorKind::FileAccess,
                        u"The file of checklist runs '%1' cannot be opened: %2."_s.arg(
                            QDir::toNativeSeparators(path), file.errorString()),
                        u"Check the rights of the file and its folder."_s);
    return {};
}

} // namespace

db::Result<std::unique_ptr<RunFile>> RunFile::open(const QString &path)
{
    if (!path.isEmpty()) {
        if (auto made = createPrivately(path); !made)
            return std::unexpected(made.error());
    }
    std::unique_ptr<RunFile> file(new RunFile);
    file->m_path = path;
    file->m_connection = std::make_unique<SqlConnection>(path.isEmpty() ? u":memory:"_s : path, false);
    if (auto opened = file->m_connection->open(); !opened)
        return file->failed(opened.error());
    if (auto done = file->setUp(); !done)
        return file->failed(done.error());
    if (auto ours = file->prepareTables(); !ours)
        return std::unexpected(ours.error());
    return file;
}

std::unexpected<db::Error> RunFile::failed(const SqlFailure &failure) const
{
    if (failure.kind == SqlFailure::Kind::Damaged)
        return db::fail(
            db::ErrorKind::InvalidInput,
            u"'%1' is not a whole file of checklist runs."_s.arg(QDir::toNativeSeparators(m_path)),
            u"Move it aside and put a copy from a backup in its place."_s, failure.text);
    return db::fail(db::ErrorKind::FileAccess,
                    u"The file of checklist runs '%1' cannot be used: %2."_s.arg(
                        QDir::toNativeSeparators(m_path), failure.text),
                    u"Check its rights and the space on its disk; close other programs that hold it."_s);
}

SqlResult RunFile::setUp()
{
    if (auto set =
            m_connection->run(u"PRAGMA busy_timeout = %1"_s.arg(std::chrono::milliseconds(busyWait).count()));
        !set)
        return set;
    // SQLite does not wait out other processes while it changes to WAL: ask again.
    const auto deadline = db::Deadline::in(busyWait);
    for (;;) {
        const auto wal = m_connection->run(u"PRAGMA journal_mode = WAL"_s);
        if (wal)
            break;
        if (wal.error().kind != SqlFailure::Kind::Busy || deadline.passed())
            return wal;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (const auto &pragma : {u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s}) {
        if (auto set = m_connection->run(pragma); !set)
            return set;
    }
    return {};
}

db::Result<void> RunFile::prepareTables()
{
    return inTransaction([&]() -> db::Result<void> {
        const auto tables = m_connection->number(u"SELECT count(*) FROM sqlite_master"_s);
        const auto id = m_connection->number(u"PRAGMA application_id"_s);
        const auto version = m_connection->number(u"PRAGMA user_version"_s);
        for (const auto &answer : {tables, id, version}) {
            if (!answer)
                return failed(answer.error());
        }
        if (*tables > 0 && *id != runApplicationId)
            return db::fail(db::ErrorKind::InvalidInput,
                            u"'%1' holds something else than checklist runs."_s.arg(m_path),
                            u"Choose another file."_s);
        if (*version > runSchemaVersion)
            return db::fail(db::ErrorKind::InvalidInput,
                            u"The file of checklist runs '%1' was written by a newer Seawall."_s.arg(m_path),
                            u"Use that Seawall, or another folder for this one."_s);
        if (*version == runSchemaVersion)
            return {};
        for (const auto &statement : runSchema()) {
            if (auto done = m_connection->run(statement); !done)
                return failed(done.error());
        }
        return {};
    });
}

db::Result<QSqlQuery> RunFile::ask(const QString &sql, const QVariantList &values)
{
    auto query = m_connection->prepare(sql);
    if (!query)
        return failed(query.error());
    for (const auto &value : values) { // Qt binds a null string as NULL; here it is an empty one
        const bool isNullText = value.typeId() == QMetaType::QString && value.toString().isNull();
        query->addBindValue(isNullText ? QVariant(u""_s) : value);
    }
    if (!query->exec())
        return failed(failureOf(query->lastError()));
    return std::move(*query);
}

db::Result<void> RunFile::tell(const QString &sql, const QVariantList &values)
{
    if (auto query = ask(sql, values); !query)
        return std::unexpected(query.error());
    return {};
}

} // namespace seawall::models
