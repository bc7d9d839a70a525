// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/outsidechanges.h"

#include "db/statefile.h"

#include <QJsonArray>
#include <QLockFile>

#include <algorithm>

namespace seawall::models::outsidechanges {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 2000; // ms, for another console that writes at this moment
const auto listKey = u"changes"_s;

QJsonValue toJson(const std::optional<QString> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

std::optional<QString> valueFrom(const QJsonValue &json)
{
    return json.isString() ? std::optional(json.toString()) : std::nullopt;
}

} // namespace

QString pathIn(const QString &directory)
{
    return directory.isEmpty() ? QString() : directory + u"/flag-edits.json"_s;
}

std::vector<FlagChange> read(const QString &path)
{
    std::vector<FlagChange> changes;
    const auto kept = db::readStateFile(path).value_or(QJsonObject());
    for (const auto &value : kept[listKey].toArray()) {
        const auto json = value.toObject();
        FlagChange change;
        change.store = json[u"store"].toString();
        change.key = json[u"key"].toString();
        change.from = valueFrom(json[u"from"]);
        change.to = valueFrom(json[u"to"]);
        change.timeMs = json[u"time_ms"].toInteger();
        change.why = changedOutsideText();
        changes.push_back(std::move(change));
    }
    return changes;
}

db::Result<void> add(const QString &path, const std::vector<FlagChange> &changes)
{
    QLockFile lock(path + u".lock"_s);
    if (path.isEmpty() || !lock.tryLock(patience))
        return {}; // the other console has noticed it as well
    auto all = read(path);
    for (auto change : changes) {
        change.why = changedOutsideText();
        if (std::ranges::find(all, change) == all.end())
            all.push_back(std::move(change));
    }
    QJsonArray list;
    for (size_t i = all.size() > size_t(most) ? all.size() - size_t(most) : 0; i < all.size(); ++i)
        list.append(QJsonObject{{u"store"_s, all[i].store},
                                {u"key"_s, all[i].key},
                                {u"from"_s, toJson(all[i].from)},
                                {u"to"_s, toJson(all[i].to)},
                                {u"time_ms"_s, all[i].timeMs}});
    return db::writeStateFile(path, QJsonObject{{listKey, list}});
}

} // namespace seawall::models::outsidechanges
