// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/historyrepair.h"

#include "db/migrations/adopt.h"
#include "db/migrations/history_p.h"
#include "db/migrations/historychange.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using EntryState = HistoryEntry::State;

const HistoryEntry *entryOf(const History &history, const QString &version)
{
    const auto found = std::ranges::lower_bound(
        history.entries, version,
        [](const QString &left, const QString &right) { return compareVersions(left, right) < 0; },
        &HistoryEntry::version);
    return found != history.entries.end() && compareVersions(found->version, version) == 0 ? &*found
                                                                                           : nullptr;
}

const Migration *migrationOf(const MigrationFolder &folder, const QString &version)
{
    const auto found = std::ranges::lower_bound(
        folder.migrations, version,
        [](const QString &left, const QString &right) { return compareVersions(left, right) < 0; },
        &Migration::version);
    return found != folder.migrations.end() && compareVersions(found->version, version) == 0 ? &*found
                                                                                             : nullptr;
}

QJsonValue orNull(const QByteArray &checksum)
{
    return checksum.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(checksum));
}

/// A row of `version`, with what the folder says of it where it holds it.
QJsonObject rowOf(const QString &version, const QString &name, const Migration *migration,
                  const History &history)
{
    const auto *const entry = entryOf(history, version);
    QJsonObject row{{u"version"_s, entry       ? entry->version
                                   : migration ? migration->version
                                               : version},
                    {u"name"_s, migration ? migration->name : name}};
    if (migration) {
        row[u"up"_s] = orNull(migration->up.checksum);
        row[u"down"_s] = orNull(migration->down ? migration->down->checksum : QByteArray());
    }
    return row;
}

QJsonArray baselineRows(const MigrationFolder &folder, const QString &version, const History &history)
{
    QJsonArray rows;
    for (const auto &migration : folder.migrations)
        if (!migration.repeatable && compareVersions(migration.version, version) <= 0)
            rows << rowOf(migration.version, {}, &migration, history);
    return rows;
}

/// As the row should be: what the folder has now, and no state left partway.
HistoryEntry mended(const HistoryEntry &entry, const Migration *migration, PartlyMark mark)
{
    auto wanted = entry;
    const bool isPartly = entry.state == EntryState::Applying || entry.state == EntryState::RollingBack;
    if (isPartly && mark == PartlyMark::Leave)
        return wanted;
    if (isPartly)
        wanted.state = mark == PartlyMark::Applied ? EntryState::Applied : EntryState::RolledBack;
    if (wanted.state == EntryState::RolledBack)
        return wanted;
    if (!migration) {
        if (wanted.state == EntryState::Applied)
            wanted.state = EntryState::RolledBack;
        return wanted;
    }
    if (migration->repeatable && !isPartly)
        return wanted; // a changed one runs again by itself
    wanted.name = migration->name;
    wanted.upChecksum = migration->up.checksum;
    wanted.downChecksum = migration->down ? migration->down->checksum : QByteArray();
    return wanted;
}

Result<int> committed(HistoryChange &change, int rows)
{
    if (auto done = change.commit(); !done)
        return std::unexpected(done.error());
    return rows;
}

} // namespace

Result<int> adoptHistory(Connection &connection, const MigrationFolder &folder, const QString &actor,
                         Deadline deadline, std::stop_token stop)
{
    const auto foreign = readForeignHistory(connection, folder, deadline, stop);
    if (!foreign)
        return std::unexpected(foreign.error());
    HistoryChange change(connection, actor, deadline, stop);
    const auto history = change.begin();
    if (!history)
        return std::unexpected(history.error());
    QJsonArray applied;
    QJsonArray baseline;
    for (const auto &record : foreign->records) {
        if (record.isBaseline) {
            baseline = baselineRows(folder, record.version, *history);
            continue;
        }
        if (entryOf(*history, record.version)) // of what was rolled back here the other tool knows nothing
            continue;
        auto row = rowOf(record.version, record.name, migrationOf(folder, record.version), *history);
        if (!record.appliedAt.isEmpty())
            row[u"applied_at"_s] = record.appliedAt;
        if (!record.appliedBy.isEmpty())
            row[u"applied_by"_s] = record.appliedBy;
        row[u"seconds"_s] = record.seconds;
        applied << row;
    }
    const auto written = change.write(u"history_take"_s, applied, u"applied"_s);
    if (!written)
        return written;
    const auto taken = change.write(u"history_take"_s, baseline, u"baseline"_s);
    if (!taken)
        return taken;
    return committed(change, *written + *taken);
}

Result<int> baselineHistory(Connection &connection, const MigrationFolder &folder, const QString &version,
                            const QString &actor, Deadline deadline, std::stop_token stop)
{
    if (!migrationOf(folder, version))
        return fail(ErrorKind::InvalidInput, u"There is no migration with the version '%1'."_s.arg(version),
                    u"Give the last one whose changes are in the database already."_s);
    HistoryChange change(connection, actor, deadline, std::move(stop));
    const auto history = change.begin();
    if (!history)
        return std::unexpected(history.error());
    const auto written =
        change.write(u"history_take"_s, baselineRows(folder, version, *history), u"baseline"_s);
    return written ? committed(change, *written) : written;
}

Result<int> repairHistory(Connection &connection, const MigrationFolder &folder, PartlyMark markPartlyAs,
                          const QString &actor, Deadline deadline, std::stop_token stop)
{
    if (folder.migrations.empty()) // it would take all that is applied for rolled back
        return fail(ErrorKind::InvalidInput,
                    u"There is no migration in %1: nothing was repaired."_s.arg(folder.directory),
                    u"Give the folder that the applied migrations came from."_s);
    HistoryChange change(connection, actor, deadline, std::move(stop));
    const auto history = change.begin();
    if (!history)
        return std::unexpected(history.error());
    QJsonArray rows;
    for (const auto &entry : history->entries) {
        const auto wanted = mended(entry, migrationOf(folder, entry.version), markPartlyAs);
        if (wanted != entry)
            rows << QJsonObject{{u"version"_s, wanted.version},
                                {u"name"_s, wanted.name},
                                {u"up"_s, orNull(wanted.upChecksum)},
                                {u"down"_s, orNull(wanted.downChecksum)},
                                {u"state"_s, toString(wanted.state)}};
    }
    const auto written = change.write(u"history_repair"_s, rows);
    return written ? committed(change, *written) : written;
}

} // namespace seawall::db
