// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/eventlog.h"

#include "models/format.h"
#include "models/inbox.h"
#include "models/jsonlines.h"
#include "models/modelroles.h"
#include "models/taskqueue.h"

#include <algorithm>
#include <deque>
#include <functional>

namespace seawall::models {

namespace {

constexpr int readBack = 1000;
constexpr size_t mostInMemory = 5000;
constexpr size_t mostCounted = 200; // more than are looked at
constexpr qint64 flappingMs = 60'000;

} // namespace

struct EventLog::Private {
    QString file;
    std::vector<ClusterEvent> events; // newest first
    db::SnapshotPtr latest;
    bool writeFailed = false;
    std::deque<QJsonObject> counted; // the writer's: lines that stand for an event of this log
    Inbox inbox;
    std::unique_ptr<TaskQueue> writer; // last: its tasks use the others until it is joined

    void count(const QJsonObject &line); // these on the writer
    db::Result<void> write(const ClusterEvent &event);
};

void EventLog::Private::count(const QJsonObject &line)
{
    counted.push_back(line);
    if (counted.size() > mostCounted)
        counted.pop_front();
}

/// What another console of this file has written is there. Each of its lines stands for one event of this
/// log, so that what happens twice within seconds is there twice.
db::Result<void> EventLog::Private::write(const ClusterEvent &event)
{
    const auto object = toJson(event);
    const auto appended = jsonlines::appendUnless(file, object, [&](const QJsonObject &line) {
        const auto said = eventFromJson(line);
        if (!said || !isSameEvent(*said, event) ||
            std::find(counted.rbegin(), counted.rend(), line) != counted.rend())
            return false;
        count(line);
        return true;
    });
    if (!appended)
        return std::unexpected(appended.error());
    if (*appended)
        count(object);
    return {};
}

EventLog::EventLog(const QString &file, QObject *parent)
    : QAbstractTableModel(parent), d(std::make_unique<Private>())
{
    d->file = file;
    if (file.isEmpty())
        return;
    d->writer = std::make_unique<TaskQueue>();
    d->writer->add([this, file] {
        auto lines = jsonlines::readLast(file, readBack);
        for (const auto &line : lines.value_or(std::vector<QJsonObject>{})) // of before the start
            d->count(line);
        d->inbox.post([this, lines = std::move(lines)] {
            if (!lines)
                fail(lines.error().message);
            restore(lines.value_or(std::vector<QJsonObject>{}));
        });
    });
}

EventLog::~EventLog() = default;

void EventLog::restore(const std::vector<QJsonObject> &lines)
{
    std::vector<ClusterEvent> old;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (auto event = eventFromJson(*line))
            old.push_back(std::move(*event));
    }
    std::ranges::stable_sort(old, std::ranges::greater(), &ClusterEvent::timeMs); // some were learnt of late
    if (!old.empty()) {
        const auto first = d->events.size(); // what has happened since the start is newer
        beginInsertRows({}, int(first), int(first + old.size()) - 1);
        d->events.insert(d->events.end(), old.begin(), old.end());
        endInsertRows();
    }
    Q_EMIT restored();
}

void EventLog::add(const db::SnapshotPtr &snapshot)
{
    for (const auto &event : eventsBetween(d->latest, snapshot)) {
        if (!isFlapping(event))
            append(event);
    }
    d->latest = snapshot;
}

/// A verdict that swings to and fro around its limit says the same sentence again and again; once a minute is
/// enough, and outages are never left out.
bool EventLog::isFlapping(const ClusterEvent &event) const
{
    if (event.kind != ClusterEvent::Kind::VerdictChange || event.severity != Severity::Info)
        return false;
    for (const auto &earlier : d->events) {
        if (earlier.timeMs < event.timeMs - flappingMs)
            return false;
        if (earlier.kind == event.kind && earlier.node == event.node && earlier.sentence == event.sentence)
            return true;
    }
    return false;
}

void EventLog::append(const ClusterEvent &event, Keep keep)
{
    // What is learnt of late stands where its time is.
    const auto place = std::ranges::find_if(
        d->events, [&](const ClusterEvent &other) { return other.timeMs <= event.timeMs; });
    const int row = int(place - d->events.begin());
    beginInsertRows({}, row, row);
    d->events.insert(place, event);
    endInsertRows();
    if (d->events.size() > mostInMemory) {
        beginRemoveRows({}, mostInMemory, int(d->events.size()) - 1);
        d->events.resize(mostInMemory);
        endRemoveRows();
    }
    if (d->writer && keep == Keep::InFile) {
        d->writer->add([this, event] {
            if (auto written = d->write(event); !written)
                d->inbox.post([this, error = written.error()] { fail(error.message); });
        });
    }
    Q_EMIT appended(event);
}

void EventLog::fail(const QString &sentence)
{
    if (!std::exchange(d->writeFailed, true))
        Q_EMIT failed(sentence);
}

const std::vector<ClusterEvent> &EventLog::events() const
{
    return d->events;
}

int EventLog::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->events.size());
}

int EventLog::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventLog::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &event = d->events[size_t(index.row())];
    if (role == SeverityRole)
        return int(event.severity);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return role == SortRole ? QVariant(event.timeMs) : format::dateTime(event.timeMs);
    case SeverityColumn:
        return role == SortRole ? QVariant(int(event.severity)) : toString(event.severity);
    case NodeColumn:
        return event.node.isEmpty() && role != SortRole ? tr("cluster") : event.node;
    default:
        return event.sentence;
    }
}

QVariant EventLog::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case SeverityColumn:
        return tr("Severity");
    case NodeColumn:
        return tr("Node");
    case SentenceColumn:
        return tr("What happened");
    default:
        return {};
    }
}

} // namespace seawall::models
