// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/sources/sourcefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortestTime = 10; // seconds since 1970; dates and times are longer

constexpr auto upText =
    "-- What this migration does. It runs in a transaction of its own; what cannot, such as\n"
    "-- CREATE INDEX CONCURRENTLY, runs alone.\n\n"_L1;
constexpr auto downText = "-- Undoes what the way up did; data that it drops is gone.\n\n"_L1;

/// 'Add clients!' → 'add_clients'.
QString fileNameOf(const QString &name)
{
    QString text;
    for (const QChar character : name.toLower()) {
        if (character.isLetterOrNumber())
            text += character;
        else if (!text.isEmpty() && !text.endsWith(u'_'))
            text += u'_';
    }
    while (text.endsWith(u'_'))
        text.chop(1);
    return text;
}

/// A number of any length plus one, as wide as it was.
QString following(const QString &number)
{
    auto next = number;
    for (auto at = next.size() - 1; at >= 0; --at) {
        if (next[at] != u'9') {
            next[at] = QChar(next[at].unicode() + 1);
            return next;
        }
        next[at] = u'0';
    }
    return u'1' + next;
}

QString now(qsizetype digits)
{
    const auto moment = QDateTime::currentDateTimeUtc();
    if (digits == shortestTime)
        return QString::number(moment.toSecsSinceEpoch());
    return moment.toString(u"yyyyMMddHHmmss"_s).leftJustified(digits, u'0', true);
}

struct Versions {
    QString last;         ///< empty: none yet
    bool hasDots = false; ///< Flyway's, written V1.2 rather than V1_2
};

/// By the names alone, so that the number of a file that cannot be used is not given twice.
Versions versionsIn(const MigrationFolder &folder)
{
    Versions versions;
    const auto names = QDir(folder.directory).entryList({u"*.sql"_s}, QDir::Files | QDir::System);
    for (const auto &name : names) {
        const auto source = parseSourceName(name);
        if (!source || source->format != folder.format || source->repeatable)
            continue;
        if (versions.last.isEmpty() || compareVersions(versions.last, source->version) < 0)
            versions.last = source->version;
        versions.hasDots |= name.section(u"__"_s, 0, 0).contains(u'.');
    }
    return versions;
}

QString nextVersion(SourceFormat format, const QString &last)
{
    if (last.isEmpty())
        return format == SourceFormat::Flyway ? u"1"_s : u"001"_s;
    const auto dot = last.lastIndexOf(u'.');
    auto next = last.first(dot + 1) + following(last.sliced(dot + 1));
    if (dot >= 0 || last.size() < shortestTime)
        return next;
    return std::ranges::max(now(last.size()), next, [](const QString &left, const QString &right) {
        return compareVersions(left, right) < 0;
    });
}

struct NewFile {
    QString path, text;
};

std::vector<NewFile> filesOf(const MigrationFolder &folder, const QString &name)
{
    const auto versions = versionsIn(folder);
    auto version = nextVersion(folder.format, versions.last);
    const auto base = folder.directory + u'/';
    if (folder.format == SourceFormat::Dbmate)
        return {{base + u"%1_%2.sql"_s.arg(version, name),
                 u"-- migrate:up\n"_s + upText + u"-- migrate:down\n"_s + downText}};
    if (folder.format == SourceFormat::Flyway) {
        if (!versions.hasDots)
            version.replace(u'.', u'_');
        return {{base + u"V%1__%2.sql"_s.arg(version, name), upText},
                {base + u"U%1__%2.sql"_s.arg(version, name), downText}};
    }
    return {{base + u"%1_%2.up.sql"_s.arg(version, name), upText},
            {base + u"%1_%2.down.sql"_s.arg(version, name), downText}};
}

Result<void> writeNew(const NewFile &wanted)
{
    QFile file(wanted.path);
    const auto bytes = wanted.text.toUtf8();
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return fail(ErrorKind::FileAccess, u"%1 cannot be made."_s.arg(wanted.path),
                    u"Check the folder's rights and free space."_s, file.errorString());
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        file.remove();
        return fail(ErrorKind::FileAccess, u"%1 cannot be written."_s.arg(wanted.path),
                    u"Check the folder's free space."_s, file.errorString());
    }
    return {};
}

} // namespace

Result<QStringList> createMigration(const QString &directory, const QString &name)
{
    const auto wanted = fileNameOf(name);
    if (!std::ranges::any_of(wanted, [](QChar character) { return character.isLetter(); }))
        return fail(ErrorKind::InvalidInput,
                    u"'%1' is no name for a migration: it has no letter."_s.arg(name),
                    u"Say in a few words what it does, 'add clients'."_s);
    if (!QDir().mkpath(directory))
        return fail(ErrorKind::FileAccess, u"The folder %1 cannot be made."_s.arg(directory),
                    u"Check the path given with --migrations."_s);
    const auto folder = readMigrations(directory);
    if (!folder)
        return std::unexpected(folder.error());
    QStringList made;
    for (const auto &file : filesOf(*folder, wanted)) {
        if (auto written = writeNew(file); !written) {
            for (const auto &path : made)
                QFile::remove(path);
            return std::unexpected(written.error());
        }
        made << file.path;
    }
    return made;
}

} // namespace seawall::db
