// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/clusterevent.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace seawall::models {

/// The events of a cluster, newest first: role changes, outages, reconnects, verdict and timeline changes,
/// derived from the Snapshots, and those added by alerts and Operations. Item model: columns time, severity,
/// node, sentence.
class EventLog : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, SeverityColumn, NodeColumn, SentenceColumn, ColumnCount };
    /// `file` empty: memory only; else JSON lines appended by a worker thread, the last 1,000 read back at
    /// start.
    explicit EventLog(const QString &file, QObject *parent = nullptr);
    ~EventLog() override;

    void add(const db::SnapshotPtr &snapshot);
    enum class Keep { InFile, ByOther }; ///< ByOther: shown here, another console of this file writes it
    void append(const ClusterEvent &event, Keep keep = Keep::InFile);
    const std::vector<ClusterEvent> &events() const; ///< newest first

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void appended(const seawall::models::ClusterEvent &event);
    void restored();                      ///< the file was read; older events, if any, are here
    void failed(const QString &sentence); ///< the file cannot be used; events go on in memory

private:
    void restore(const std::vector<QJsonObject> &lines);
    void fail(const QString &sentence);
    bool isFlapping(const ClusterEvent &event) const;

    struct Private;
    std::unique_ptr<Private> d;
};

/// What changed between two Snapshots, oldest first. Pure; `before` may be null.
std::vector<ClusterEvent> eventsBetween(const db::SnapshotPtr &before, const db::SnapshotPtr &after);

} // namespace seawall::models
