// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/splitbrain.h"
#include "db/monitor/snapshot.h"
#include "models/clusterprofile.h"
#include "models/inbox.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <thread>

namespace seawall::models {

/// Which writes are on one node only: asked on a worker where two nodes of the cluster take writes, or where
/// one has diverged from the primary, each time that the pair changes, and again and again while somebody
/// looks: what is decided by it goes on. Lives on the GUI thread.
class PartedWatch : public QObject
{
    Q_OBJECT

public:
    /// What one node would lose if the other stayed, or why that is not known.
    struct Finding {
        QString node, primary;
        db::Result<db::PartedWrites> writes;
        bool operator==(const Finding &) const = default;
    };

    explicit PartedWatch(ClusterProfile profile, QObject *parent = nullptr)
        : PartedWatch(std::move(profile), std::chrono::seconds(5), parent)
    {}
    /// `rest`: between an answer and the next question; where reading took longer than a fifth of that, five
    /// times as long as it took.
    PartedWatch(ClusterProfile profile, std::chrono::milliseconds rest, QObject *parent = nullptr);
    ~PartedWatch() override;

    /// While at least one looker looks, the findings are renewed. A looker that is deleted looks no longer.
    void look(const QObject *looker, bool isLooking);
    void setSnapshot(const db::SnapshotPtr &snapshot);
    void refresh(); ///< asks again

    bool isParted() const { return !m_pairs.empty(); }
    bool isSplitBrain() const { return m_isSplitBrain; } ///< more than one takes writes now
    /// It was asked, and has not answered; renewing what is known is nothing to wait for.
    bool isRunning() const { return m_isRunning && !m_isRenewing; }
    const std::vector<Finding> &findings() const { return m_findings; } ///< empty until they are known
    qint64 takenMs() const { return m_takenMs; } ///< when they were asked, ms since the epoch

Q_SIGNALS:
    void changed();

private:
    using Pairs = std::vector<std::pair<QString, QString>>; ///< node, primary
    static Pairs pairsOf(const db::Snapshot &snapshot);
    void ask();
    void rest();
    void renew();

    ClusterProfile m_profile;
    Inbox m_inbox;
    Pairs m_pairs;
    std::vector<Finding> m_findings;
    int m_round = 0;
    bool m_isRunning = false, m_isRenewing = false, m_isSplitBrain = false;
    std::chrono::milliseconds m_rest, m_took{};
    QTimer m_timer;
    QSet<const QObject *> m_lookers;
    qint64 m_takenMs = 0;
    std::jthread m_worker; ///< these last: they end before what they post to
    std::vector<std::jthread> m_leaving;
};

} // namespace seawall::models
