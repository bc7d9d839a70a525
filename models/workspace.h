// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"
#include "models/journal.h"
#include "models/monitor/alerts.h"
#include "models/monitor/eventlog.h"
#include "models/monitor/history.h"
#include "models/operationrunner.h"

#include <QObject>

namespace seawall::models {

class FlagBook;

/// Everything the console holds for one cluster: the feed of Snapshots and what is derived from it. The pages
/// are given this and nothing else. Lives on the GUI thread; owns its parts.
class Workspace : public QObject
{
    Q_OBJECT

public:
    struct Paths {
        QString directory; ///< of recorder, journal, events and alerts for this profile; created 0700; empty:
                           ///< memory only
    };
    Workspace(ClusterProfile profile, const Paths &paths, QObject *parent = nullptr);
    ~Workspace() override;

    void start(); ///< begins to sample; tells of Operations that the last run left without an outcome
    void stop();

    const ClusterProfile &profile() const;
    QString directory() const;        ///< Paths::directory
    db::SnapshotPtr snapshot() const; ///< the latest; nullptr before the first
    QString systemIdentifier() const; ///< of the cluster, as last seen; empty: not seen yet
    History *history() const;
    Alerts *alerts() const;
    EventLog *events() const;
    OperationRunner *operations() const;
    FlagBook *flags() const; ///< its dead man's switches act while this lives
    void put(db::SnapshotPtr
                 snapshot); ///< a Snapshot from elsewhere than the monitor (tests, replays); any thread
    void setSessionDetail(bool wanted);
    void reconnectNow();

Q_SIGNALS:
    /// Each Snapshot reaches history, events and alerts; where several wait, this is emitted for the last
    /// only.
    void snapshotChanged(const seawall::db::SnapshotPtr &snapshot);
    void problem(const QString &sentence); ///< a file of ours cannot be used; sampling goes on

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
