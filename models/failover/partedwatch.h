// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/splitbrain.h"
#include "db/monitor/snapshot.h"
#include "models/clusterprofile.h"
#include "models/inbox.h"

#include <QObject>

#include <thread>

namespace seawall::models {

/// Which writes are on one node only: asked on a worker where two nodes of the cluster take writes, or where
/// one has diverged from the primary, each time that the pair changes. Lives on the GUI thread.
class PartedWatch : public QObject
{
    Q_OBJECT

public:
    /// What one node would lose if the other stayed, or why that is not known.
    struct Finding {
        QString node, primary;
        db::Result<db::PartedWrites> writes;
    };

    explicit PartedWatch(ClusterProfile profile, QObject *parent = nullptr);
    ~PartedWatch() override;

    void setSnapshot(const db::SnapshotPtr &snapshot);
    void refresh(); ///< asks again

    bool isParted() const { return !m_pairs.empty(); }
    bool isSplitBrain() const { return m_isSplitBrain; } ///< more than one takes writes now
    bool isRunning() const { return m_isRunning; }
    const std::vector<Finding> &findings() const { return m_findings; } ///< empty until they are known
    qint64 takenMs() const { return m_takenMs; } ///< when they were asked, ms since the epoch

Q_SIGNALS:
    void changed();

private:
    using Pairs = std::vector<std::pair<QString, QString>>; ///< node, primary
    static Pairs pairsOf(const db::Snapshot &snapshot);

    ClusterProfile m_profile;
    Inbox m_inbox;
    Pairs m_pairs;
    std::vector<Finding> m_findings;
    int m_round = 0;
    bool m_isRunning = false, m_isSplitBrain = false;
    qint64 m_takenMs = 0;
    std::jthread m_worker; ///< these last: they end before what they post to
    std::vector<std::jthread> m_leaving;
};

} // namespace seawall::models
