// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any folder: files are separated by 0x1e, the name of each is its first line. It is read without a crash,
// and what it says of its parts can be read again.
#include "db/migrations/migration.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace seawall::db;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("does not hold: %s", what);
}

void writeFiles(const QDir &folder, const QByteArray &files)
{
    for (const auto &part : files.split('\x1e')) {
        const auto name =
            QString::fromUtf8(part.left(part.indexOf('\n'))).remove(u'/').remove(u'\0').left(80);
        QFile file(folder.filePath(name.isEmpty() || name.startsWith(u'.') ? u"x.sql"_s : name));
        if (file.open(QFile::WriteOnly))
            file.write(part.mid(part.indexOf('\n') + 1));
    }
}

void readAgain(const MigrationFile &file)
{
    const auto text = readText(file);
    require(text || text.error().kind == ErrorKind::InvalidInput, "a part can be read again");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    static const QTemporaryDir parent(u"/dev/shm/seawall-fuzz-XXXXXX"_s);
    QDir folder(parent.filePath(u"migrations"_s));
    folder.mkpath(u"."_s);
    writeFiles(folder, QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    const auto read = readMigrations(folder.path());
    require(read.has_value(), "a folder that is there can be read");
    for (const auto &migration : read->migrations) {
        require(compareVersions(migration.version, migration.version) == std::strong_ordering::equal,
                "a version is equal to itself");
        readAgain(migration.up);
        if (migration.down)
            readAgain(*migration.down);
    }
    folder.removeRecursively();
    return 0;
}
