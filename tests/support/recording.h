// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/figures.h"
#include "models/monitor/recordfile.h"
#include "models/monitor/recordrow.h"

#include <QSqlQuery>

#include <map>

/// What the tests of the recorder share: figures made up from their time, and a look into the file.
namespace recording {

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

inline SeriesKey lagOf(const QString &node)
{
    return {node, Metric::LagSeconds, {}};
}

inline FigureSetPtr tick(qint64 timeMs, double value, const QString &node = u"n"_s, double tickSeconds = 1)
{
    return std::make_shared<const FigureSet>(
        FigureSet{timeMs, tickSeconds, {{lagOf(node), value}, {{node, Metric::WalRate, {}}, value * 2}}});
}

inline db::SnapshotPtr snapshot(qint64 timeMs, double lag, int nodes = 1)
{
    db::Snapshot made;
    made.timeMs = timeMs;
    for (int i = 0; i < nodes; ++i) {
        db::NodeSnapshot node;
        node.name = i == 0 ? u"n"_s : u"n%1"_s.arg(i);
        node.reachable = true;
        node.facts.role = db::Role::Replica;
        node.lag.seconds = lag;
        made.nodes.push_back(node);
    }
    return std::make_shared<const db::Snapshot>(made);
}

/// The lag of a node as the rows of a tier hold it, by time.
inline std::map<qint64, RecordFold> lagRows(const QString &path, size_t tier, const QString &node = u"n"_s)
{
    std::map<qint64, RecordFold> rows;
    SqlConnection connection(path, true);
    if (!connection.open())
        return rows;
    auto query = connection.prepare(u"SELECT time, data, slot FROM %1 AS r JOIN node ON node.id = r.node "
                                    u"JOIN series ON series.node = node.id"
                                    " WHERE name = ? AND metric = 1 ORDER BY time"_s.arg(recordTable(tier)));
    if (!query)
        return rows;
    query->bindValue(0, node);
    if (!query->exec())
        return rows;
    while (query->next()) {
        const auto row = RecordRow::unpacked(query->value(1).toByteArray());
        const auto slot = query->value(2).toUInt();
        if (row)
            rows[query->value(0).toLongLong()] = slot < row->folds.size() ? row->folds[slot] : RecordFold{};
    }
    return rows;
}

inline QString integrity(const QString &path)
{
    SqlConnection connection(path, true);
    if (!connection.open())
        return u"cannot be opened"_s;
    auto query = connection.prepare(u"PRAGMA integrity_check"_s);
    return query && query->exec() && query->next() ? query->value(0).toString() : u"cannot be read"_s;
}

} // namespace recording
