// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/figures.h"
#include "models/monitor/recordrow.h"
#include "models/sqlconnection.h"

#include <optional>

namespace seawall::models {

/// Turns ticks into rows of all tiers. Each row under way is held in memory: the finest is written with each
/// batch, a coarser one when its span is over. A row that is begun again (after a restart, or when the clock
/// went back) starts from what the file holds of its span, so it is completed and never overwritten. Coarse
/// rows whose end was lost with a killed process are made up from the finest tier when the store is opened.
/// Writer thread only.
class RecordStore final
{
public:
    explicit RecordStore(SqlConnection &connection) : m_connection(connection) {}

    SqlResult open(); ///< prepares, reads nodes and series, makes up lost coarse rows
    /// Adds to the transaction that the caller has begun.
    SqlResult write(const std::vector<FigureSetPtr> &batch);
    SqlResult finish(); ///< writes all rows under way, as part of the caller's transaction
    SqlResult reset();  ///< after a rollback: forgets the rows under way, they start from the file again

    std::vector<SeriesKey> series() const;
    const std::vector<qint64> &nodeIds() const { return m_nodeIds; }
    std::expected<qint64, SqlFailure> oldest(); ///< first sample, seconds since the epoch; 0: nothing yet
    qint64 newest() const { return m_newest; }  ///< seconds since the epoch; 0: nothing yet

private:
    struct OpenRow {
        qint64 time = -1; ///< seconds; -1: none
        RecordRow row{};
        bool dirty = false;
    };
    struct Node {
        qint64 id = 0;
        quint32 nextSlot = 0;
        qint64 tick = -1; ///< number of the tick that it was last part of
        std::array<OpenRow, recordTiers.size()> rows{};
    };
    struct Place {
        size_t node = 0;
        quint32 slot = 0;
    };

    SqlResult loadNames();
    SqlResult prepareStatements();
    SqlResult makeUpCoarseRows(size_t tier);
    std::expected<std::vector<qint64>, SqlFailure> ofEachNode(size_t tier, QStringView function);
    SqlResult add(const FigureSet &set);
    std::expected<Place, SqlFailure> placeOf(const SeriesKey &key);
    std::expected<size_t, SqlFailure> nodeOf(const QString &name);
    SqlResult beginTick(Node &node, qint64 second, double tickSeconds);
    SqlResult turn(Node &node, size_t tier, qint64 second);
    static std::expected<RecordRow, SqlFailure> unpacked(const QByteArray &bytes);
    std::expected<RecordRow, SqlFailure> stored(size_t tier, qint64 node, qint64 time);
    SqlResult put(size_t tier, qint64 node, qint64 time, const RecordRow &row);
    SqlResult flush(size_t tier, qint64 endedBy);

    SqlConnection &m_connection;
    std::vector<Node> m_nodes;
    std::vector<qint64> m_nodeIds;
    QHash<QString, size_t> m_nodeIndex;
    QHash<SeriesKey, Place> m_places;
    qint64 m_newest = 0, m_tick = 0;
    std::array<qint64, recordTiers.size()> m_spans{}; ///< start of the span under way, by tier
    std::array<std::optional<QSqlQuery>, recordTiers.size()> m_put, m_get;
    std::optional<QSqlQuery> m_fine;
};

} // namespace seawall::models
