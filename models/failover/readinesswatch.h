// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/preflight.h"
#include "models/clusterprofile.h"
#include "models/inbox.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <thread>

namespace seawall::models {

/// 'Could we fail over now?', asked again and again: every 15 s while somebody looks, and at once when a role
/// or a verdict has changed, at most every 3 s. The asking is done on a worker. Lives on the GUI thread; its
/// destructor stops the worker and waits for it.
class ReadinessWatch : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        NoCluster, ///< no Snapshot yet
        NoReplica, ///< nobody could take over
        Asking,    ///< for the first time about this candidate
        Known
    };

    struct Times {
        std::chrono::milliseconds period{15000}, gap{3000}, patience{10000};
    };
    explicit ReadinessWatch(ClusterProfile profile, QObject *parent = nullptr)
        : ReadinessWatch(std::move(profile), Times(), parent)
    {}
    ReadinessWatch(ClusterProfile profile, Times times, QObject *parent = nullptr);
    ~ReadinessWatch() override;

    /// While at least one looker looks, it asks. A looker that is deleted looks no longer.
    void look(const QObject *looker, bool isLooking);
    void setSnapshot(const db::SnapshotPtr &snapshot);
    void setRecordFile(const QString &path) { m_recordFile = path; } ///< of FailoverSite
    void setCandidate(const QString &name);                          ///< empty: the one that would lose least
    void refresh();                                                  ///< asks as soon as it may

    Phase phase() const;
    QString primary() const { return m_primary; }
    QString candidate() const { return m_candidate; }
    QString spokenPrimary() const; ///< as texts call them
    QString spokenCandidate() const;
    const std::optional<db::Readiness> &readiness() const { return m_readiness; } ///< the last answer
    /// Why no failover is advised though no primary answers here: another node still hears it. Else empty.
    QString primaryStillHeard() const;
    /// Where no node that answers takes writes: what to do, in a sentence. Else empty.
    QString wayOut() const;
    bool isStale(qint64 nowMs) const; ///< the last answer is older than three periods
    bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void changed();

private:
    void choose();
    void freshen(); ///< takes over what the latest Snapshot says
    void ask();
    void onAnswered(const db::Readiness &readiness);

    ClusterProfile m_profile;
    QString m_recordFile;
    Times m_times;
    Inbox m_inbox;
    QTimer m_timer;
    QSet<const QObject *> m_lookers;
    db::SnapshotPtr m_snapshot;
    QString m_wanted, m_primary, m_candidate, m_signature;
    std::optional<db::Readiness> m_readiness;
    std::optional<std::chrono::steady_clock::time_point> m_asked;
    bool m_isRunning = false;
    std::jthread m_worker; ///< last: it ends before what it posts to
};

} // namespace seawall::models
