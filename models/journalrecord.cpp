// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalrecord.h"

#include "db/endpoint.h"
#include "models/format.h"
#include "models/operationtarget.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = JournalEntry::State;

namespace {

constexpr std::array states{
    std::pair{State::Running, "running"_L1},         std::pair{State::Succeeded, "succeeded"_L1},
    std::pair{State::Failed, "failed"_L1},           std::pair{State::Cancelled, "cancelled"_L1},
    std::pair{State::Interrupted, "interrupted"_L1},
};

/// The same value with every text masked; done on values and not on JSON text, so that it stays JSON.
QJsonValue masked(const QJsonValue &value)
{
    if (value.isString())
        return db::redacted(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const auto &each : value.toArray())
            array.append(masked(each));
        return array;
    }
    if (value.isObject()) {
        auto object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            each.value() = masked(each.value());
        return object;
    }
    return value;
}

QByteArray toText(const QJsonObject &object)
{
    return QJsonDocument(masked(object).toObject()).toJson(QJsonDocument::Compact);
}

QString guardState(Guard::State state)
{
    switch (state) {
    case Guard::State::Ok:
        return u"ok"_s;
    case Guard::State::Warning:
        return u"warning"_s;
    case Guard::State::Blocking:
        return u"blocking"_s;
    case Guard::State::Unknown:
        break;
    }
    return u"unknown"_s;
}

ProcessIdentity processFrom(const QJsonObject &object)
{
    return {object[u"pid"].toInteger(), object[u"start"].toInteger(), object[u"boot"].toString()};
}

State stateFrom(const QString &text)
{
    for (const auto &[state, name] : states) {
        if (text == name)
            return state;
    }
    return State::Failed;
}

} // namespace

QString toString(JournalEntry::State state)
{
    for (const auto &[each, name] : states) {
        if (each == state)
            return name;
    }
    return {};
}

QByteArray chainHash(const QByteArray &previousHash, const JournalRow &row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // No field but the last can hold a line feed, so that no two rows read alike.
    for (const auto &field : {previousHash, QByteArray::number(row.id), row.type.toUtf8(),
                              QByteArray::number(row.entry), QByteArray::number(row.timeMs)}) {
        hash.addData(field);
        hash.addData("\n");
    }
    hash.addData(row.payload);
    return hash.result().toHex();
}

QByteArray startPayload(const Operation &operation, const QString &reason, const QString &actor,
                        const ProcessIdentity &process)
{
    const auto preview = operation.preview();
    QJsonArray guards;
    for (const auto &guard : preview.guards) {
        guards.append(QJsonObject{{u"title"_s, guard.title},
                                  {u"measured"_s, guard.measured},
                                  {u"state"_s, guardState(guard.state)}});
    }
    return toText({{u"actor"_s, actor},
                   {u"kind"_s, operation.kind()},
                   {u"title"_s, format::statement(preview.title)},
                   {u"reason"_s, reason},
                   {u"actions"_s, QJsonArray::fromStringList(preview.actions)},
                   {u"guards"_s, guards},
                   {u"target"_s, toJson(preview.target)},
                   {u"process"_s, QJsonObject{{u"pid"_s, process.pid},
                                              {u"start"_s, process.startTicks},
                                              {u"boot"_s, process.bootId}}}});
}

QByteArray outcomePayload(const Outcome &outcome)
{
    const auto state = outcome.state == Outcome::State::Succeeded   ? State::Succeeded
                       : outcome.state == Outcome::State::Cancelled ? State::Cancelled
                                                                    : State::Failed;
    QJsonObject object{
        {u"state"_s, toString(state)}, {u"summary"_s, outcome.summary}, {u"details"_s, outcome.details}};
    if (outcome.error) {
        object[u"error"_s] = QJsonObject{{u"message"_s, outcome.error->message},
                                         {u"sqlstate"_s, outcome.error->sqlState},
                                         {u"detail"_s, outcome.error->detail}};
    }
    return toText(object);
}

JournalEntry journalEntry(const JournalRow &start, const std::optional<JournalRow> &outcome)
{
    const auto begun = QJsonDocument::fromJson(start.payload).object();
    JournalEntry entry;
    entry.id = start.id;
    entry.startedMs = start.timeMs;
    entry.actor = begun[u"actor"].toString();
    entry.target = targetFrom(begun[u"target"].toObject());
    entry.kind = begun[u"kind"].toString();
    entry.title = format::statement(begun[u"title"].toString()); // older ones were kept as asked
    entry.reason = begun[u"reason"].toString();
    for (const auto &action : begun[u"actions"].toArray())
        entry.actions.append(action.toString());
    if (!outcome) {
        const bool alive = processFrom(begun[u"process"].toObject()).isAlive();
        entry.state = alive ? State::Running : State::Interrupted;
        return entry;
    }
    const auto ended = QJsonDocument::fromJson(outcome->payload).object();
    entry.finishedMs = outcome->timeMs;
    entry.state = stateFrom(ended[u"state"].toString());
    entry.summary = ended[u"summary"].toString();
    entry.details = ended[u"details"].toObject();
    return entry;
}

} // namespace seawall::models
