// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/flagssite.h"

#include "models/flags/envflagstore.h"
#include "models/flags/flaghistory.h"
#include "models/flags/outsidechanges.h"
#include "models/flags/tableflagstore.h"
#include "models/journal.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto storeTime = 10s;
constexpr int mostHistory = 10000;

db::Result<std::shared_ptr<const models::FlagStore>> storeOf(const models::ClusterProfile &profile,
                                                             bool isTable)
{
    using Store = std::shared_ptr<const models::FlagStore>;
    if (!isTable && profile.envFile.isEmpty())
        return db::fail(db::ErrorKind::InvalidInput, u"The flags of a .env file need that file."_s,
                        u"Name it with --env, or say --store table for those in the database."_s);
    if (!isTable)
        return Store(std::make_shared<models::EnvFlagStore>(profile.envFile));
    for (const auto &node : profile.monitor.nodes) {
        if (node.role != db::Role::Primary)
            continue;
        const auto rules = profile.envFile.isEmpty() ? models::FlagRules::builtIn()
                                                     : models::FlagRules::load(profile.envFile);
        if (!rules)
            return std::unexpected(rules.error());
        return Store(std::make_shared<models::TableFlagStore>(node.endpoint, *rules));
    }
    return db::fail(db::ErrorKind::InvalidInput,
                    u"The table of flags is on the primary, and none was named."_s,
                    u"Name it with --primary, or in the .env file."_s);
}

/// What the Journal tells. An entry whose process is gone gets its outcome here.
db::Result<std::vector<models::FlagChange>> journalled(const QString &file,
                                                       const models::FlagReading &reading)
{
    if (!QFileInfo::exists(file))
        return std::vector<models::FlagChange>{};
    const auto journal = models::Journal::open(file);
    if (!journal)
        return std::unexpected(journal.error());
    auto entries = (*journal)->entries(0, 0, mostHistory);
    bool isSettled = false;
    if (entries) {
        for (const auto &entry : *entries) {
            const auto outcome = models::settled(entry, reading);
            isSettled = (outcome && (*journal)->finish(entry.id, *outcome)) || isSettled;
        }
    }
    if (isSettled)
        entries = (*journal)->entries(0, 0, mostHistory);
    if (!entries)
        return std::unexpected(entries.error());
    return models::flagChanges(*entries, reading.store);
}

} // namespace

void FlagsOptions::addTo(CLI::App &app, OperationShell &shell, bool changes)
{
    m_connection.addTo(app);
    app.add_option("--store", m_store, "Where the flags are: env, the .env file; table, seawall.feature_flag")
        ->check(CLI::IsMember({"env", "table"}))
        ->capture_default_str();
    if (changes)
        shell.addTo(app);
    else
        shell.addDirectoryTo(app);
}

db::Result<FlagsSite> FlagsOptions::open(const OperationShell &shell) const
{
    FlagsSite site;
    auto profile = m_connection.profile(1s);
    if (!profile)
        return std::unexpected(profile.error());
    site.profile = std::move(*profile);
    auto store = storeOf(site.profile, m_store == "table");
    if (!store)
        return std::unexpected(store.error());
    site.store = std::move(*store);
    auto reading = site.store->read(db::Deadline::in(storeTime), {});
    if (!reading)
        return std::unexpected(reading.error());
    site.reading = std::move(*reading);
    const auto directory = shell.directory(site.profile);
    if (!directory)
        return std::unexpected(directory.error());
    site.directory = *directory;
    auto past = journalled(QDir(site.directory).filePath(u"journal.sqlite"_s), site.reading);
    if (!past)
        return std::unexpected(past.error());
    auto stored = site.store->history(mostHistory, db::Deadline::in(storeTime), {});
    if (!stored)
        return std::unexpected(stored.error());
    if (site.reading.store == u"env")
        std::ranges::move(models::outsidechanges::read(models::outsidechanges::pathIn(site.directory)),
                          std::back_inserter(*stored));
    site.history = models::mergedHistory(std::move(*past), *stored);
    models::addLastChanges(site.reading, site.history,
                           QFileInfo(site.profile.envFile).lastModified().toMSecsSinceEpoch());
    return site;
}

Json jsonOf(const models::FlagChange &change)
{
    return {
        {"time", utf8(QDateTime::fromMSecsSinceEpoch(change.timeMs, Qt::UTC).toString(Qt::ISODateWithMs))},
        {"key", utf8(change.key)},
        {"store", utf8(change.store)},
        {"from", orNull(change.from)},
        {"to", orNull(change.to)},
        {"who", utf8(change.who)},
        {"why", utf8(change.why)},
        {"journal_id", change.journalId > 0 ? Json(change.journalId) : Json(nullptr)}};
}

} // namespace seawall::app
