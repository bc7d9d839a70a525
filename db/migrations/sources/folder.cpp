// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/sources/sourcefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

struct NamedFile {
    QString file; ///< its name alone
    std::optional<SourceName> source;
};

/// The files that may be migrations: *.sql, hidden ones (of editors, of archives) left out.
Result<std::vector<NamedFile>> sqlFilesIn(const QString &directory)
{
    std::error_code error;
    std::vector<NamedFile> files;
    auto entry = std::filesystem::directory_iterator(QFile::encodeName(directory).toStdString(), error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const auto name = QFile::decodeName(entry->path().filename().c_str());
        if (name.endsWith(u".sql"_s, Qt::CaseInsensitive) && !name.startsWith(u'.'))
            files.push_back({name, parseSourceName(name)});
    }
    if (error)
        return fail(ErrorKind::FileAccess, u"The folder of migrations %1 cannot be read."_s.arg(directory),
                    u"Give the right one with --migrations, or make it: seawallctl migrate new NAME."_s,
                    QString::fromStdString(error.message()));
    std::ranges::sort(files, {}, &NamedFile::file);
    return files;
}

/// The format most files have.
SourceFormat formatOf(const std::vector<NamedFile> &files)
{
    std::array<qsizetype, 3> counts = {};
    for (const auto &file : files)
        if (file.source)
            ++counts[static_cast<size_t>(file.source->format)];
    return static_cast<SourceFormat>(std::ranges::max_element(counts) - counts.begin());
}

/// Puts the files of one folder together, and writes down what does not fit.
class FolderReader final
{
public:
    FolderReader(QString directory, SourceFormat format)
    {
        m_folder.directory = std::move(directory);
        m_folder.format = format;
    }

    void add(const NamedFile &named);
    MigrationFolder finish();

private:
    struct Slot {
        Migration migration;
        bool hasUp = false;
        bool isBroken = false; ///< a file of it was there, and could not be used
    };
    struct Before {
        bool operator()(const QString &left, const QString &right) const
        {
            return compareVersions(left, right) < 0;
        }
    };

    void problem(const QString &path, int line, const QString &message, const QString &hint)
    {
        m_folder.problems.push_back({path, line, message, hint});
    }
    void place(const SourceName &source, MigrationFile file);
    bool isFree(const std::optional<QString> &taken, const SourceName &source, const QString &path);

    MigrationFolder m_folder;
    std::map<QString, Slot, Before> m_slots;
};

void FolderReader::add(const NamedFile &named)
{
    const auto path = m_folder.directory + u'/' + named.file;
    if (!named.source)
        return problem(path, 0, u"%1 is not named as a migration, so it would never run."_s.arg(named.file),
                       u"Name it as the others are, or move it out of the folder; Flyway's callbacks and "
                       "baseline scripts are not run here."_s);
    if (named.source->format != m_folder.format)
        return problem(path, 0,
                       u"%1 is named in %2's way, and the folder in %3's."_s.arg(
                           named.file, toString(named.source->format), toString(m_folder.format)),
                       u"Rename it, or move it out of the folder: a folder has one format."_s);
    const auto bytes = readSource(path);
    auto &isBroken = m_slots[named.source->version].isBroken;
    if (!bytes) {
        isBroken = true;
        return problem(path, 0, bytes.error().message, bytes.error().hint);
    }
    if (const int line = firstBadLine(*bytes); line > 0) {
        isBroken = true;
        return problem(path, line, u"This line is not UTF-8."_s, u"Save the file as UTF-8."_s);
    }
    if (m_folder.format != SourceFormat::Dbmate) {
        MigrationFile whole;
        whole.path = path;
        whole.checksum = sourceChecksum(*bytes);
        return place(*named.source, std::move(whole));
    }
    auto parts = splitDbmate(path, *bytes);
    if (!parts) {
        m_folder.problems.push_back(parts.error());
        return;
    }
    place(*named.source, std::move(parts->up));
    auto &slot = m_slots[named.source->version];
    if (slot.migration.up.path == path)
        slot.migration.down = std::move(parts->down);
}

bool FolderReader::isFree(const std::optional<QString> &taken, const SourceName &source, const QString &path)
{
    if (!taken)
        return true;
    problem(path, 0,
            u"Version %1 is there twice: %2 and %3."_s.arg(source.version, QFileInfo(*taken).fileName(),
                                                           QFileInfo(path).fileName()),
            u"Give one of them a number of its own; 001 and 1 are the same."_s);
    return false;
}

void FolderReader::place(const SourceName &source, MigrationFile file)
{
    auto &slot = m_slots[source.version];
    auto &migration = slot.migration;
    if (source.direction == Direction::Down) {
        if (!isFree(migration.down ? std::optional(migration.down->path) : std::nullopt, source, file.path))
            return;
        if (!slot.hasUp) {
            migration.version = source.version;
            migration.name = source.name;
        }
        migration.down = std::move(file);
        return;
    }
    if (!isFree(slot.hasUp ? std::optional(migration.up.path) : std::nullopt, source, file.path))
        return;
    slot.hasUp = true;
    migration.version = source.version;
    migration.name = source.name;
    migration.repeatable = source.repeatable;
    migration.up = std::move(file);
}

MigrationFolder FolderReader::finish()
{
    for (auto &[version, slot] : m_slots) {
        auto &migration = slot.migration;
        if (slot.hasUp)
            m_folder.migrations.push_back(std::move(migration));
        else if (migration.down && !slot.isBroken)
            problem(migration.down->path, 0,
                    u"%1 has no file that applies version %2."_s.arg(
                        QFileInfo(migration.down->path).fileName(), version),
                    u"Restore that file, or remove this one."_s);
    }
    m_slots.clear();
    // A file that cannot be used leaves a hole of its own: one problem is told, not two.
    if (m_folder.problems.empty())
        m_folder.problems = missingNumbers(m_folder.migrations);
    if (m_folder.problems.empty() && m_folder.migrations.empty())
        problem(
            m_folder.directory, 0, u"There is no migration in %1."_s.arg(m_folder.directory),
            u"Give the right folder with --migrations, or make the first: seawallctl migrate new NAME."_s);
    return std::move(m_folder);
}

} // namespace

Result<MigrationFolder> readMigrations(const QString &directory)
{
    const auto path = QDir::cleanPath(directory);
    const auto files = sqlFilesIn(path);
    if (!files)
        return std::unexpected(files.error());
    FolderReader reader(path, formatOf(*files));
    for (const auto &file : *files)
        reader.add(file);
    return reader.finish();
}

} // namespace seawall::db
