// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/journaltext.h"

#include <QDateTime>
#include <QJsonDocument>

namespace seawall::app {

using namespace Qt::StringLiterals;
using models::JournalEntry;

namespace {

Json timeJson(std::optional<qint64> ms)
{
    if (!ms)
        return nullptr;
    return utf8(QDateTime::fromMSecsSinceEpoch(*ms, Qt::UTC).toString(Qt::ISODateWithMs));
}

QByteArray csvField(QString text)
{
    if (!text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()))
        text.prepend(u'\'');
    return '"' + text.replace(u'"', u"\"\""_s).toUtf8() + '"';
}

QByteArray csvLine(const JournalEntry &entry)
{
    const auto time = [](qint64 ms) {
        return ms == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
    };
    QByteArrayList fields{QByteArray::number(entry.id)};
    for (const auto &text :
         {time(entry.startedMs), time(entry.finishedMs.value_or(0)), toString(entry.state), entry.actor,
          entry.target.profile, entry.target.node, entry.kind, entry.title, entry.reason, entry.summary})
        fields << csvField(text);
    return fields.join(',') + "\r\n";
}

} // namespace

Json entryJson(const JournalEntry &entry)
{
    auto actions = Json::array();
    for (const auto &action : entry.actions)
        actions.push_back(utf8(action));
    const auto &target = entry.target;
    return {{"id", entry.id},
            {"started", timeJson(entry.startedMs)},
            {"finished", timeJson(entry.finishedMs)},
            {"state", utf8(toString(entry.state))},
            {"actor", utf8(entry.actor)},
            {"profile", utf8(target.profile)},
            {"node", utf8(target.node)},
            {"address", utf8(target.address)},
            {"role", utf8(db::toString(target.role))},
            {"timeline", orNull(target.timeline)},
            {"lsn", target.lsn ? Json(utf8(target.lsn->toString())) : Json(nullptr)},
            {"kind", utf8(entry.kind)},
            {"title", utf8(entry.title)},
            {"reason", utf8(entry.reason)},
            {"actions", actions},
            {"summary", utf8(entry.summary)},
            {"details", Json::parse(QJsonDocument(entry.details).toJson().toStdString())}};
}

QByteArray journalJsonLines(const std::vector<JournalEntry> &entries)
{
    QByteArray text;
    for (const auto &entry : entries)
        text += QByteArray::fromStdString(entryJson(entry).dump()) + '\n';
    return text;
}

QByteArray journalCsv(const std::vector<JournalEntry> &entries)
{
    QByteArray text = "id,started,finished,state,actor,profile,node,kind,title,reason,summary\r\n";
    for (const auto &entry : entries)
        text += csvLine(entry);
    return text;
}

} // namespace seawall::app
