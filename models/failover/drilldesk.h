// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/drilloperation.h"
#include "models/failover/drillsmodel.h"
#include "models/inbox.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <thread>

namespace seawall::models {

/// A drill, or the undoing of one, ready to be confirmed.
struct PreparedDrill {
    std::unique_ptr<Operation> operation;
    QString name;
};

/// Where drills are prepared and watched, and past ones looked up: what blocks is done on a worker. One at a
/// time. Lives on the GUI thread, and longer than the OperationRunner, whose workers report to it.
class DrillDesk : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Idle, Planning, Running };

    DrillDesk(ClusterProfile profile, QString directory, QObject *parent = nullptr);
    ~DrillDesk() override;

    /// Each answers with prepared() or failed(). `node` empty: the one that fits. `options`: for tests.
    void plan(db::DrillKind kind, const QString &node, const db::DrillOptions &options = {});
    void planUndo();      ///< of interrupted()
    PreparedDrill take(); ///< what was prepared, once
    void begin(int run, const QString &name);
    void end(int run, const Outcome &outcome); ///< of any run; others than its own are passed over

    void examine(); ///< reads past results, and looks for a drill that was cut off; changed() follows

    Phase phase() const { return m_phase; }
    int run() const { return m_run; }
    const QString &running() const { return m_name; } ///< name of the drill that runs, or ran last
    double runSeconds() const;
    const std::vector<db::DrillMoment> &moments() const { return m_moments; } ///< of that run, as they come
    const std::optional<Outcome> &outcome() const { return m_outcome; }       ///< of the last run
    const std::optional<db::DrillNote> &interrupted() const { return m_interrupted; }
    const std::vector<db::DrillResult> &results() const { return m_results; } ///< newest first
    DrillsModel *drills() { return &m_drills; }

Q_SIGNALS:
    void prepared();
    void failed(const seawall::db::Error &error);
    void changed();

private:
    /// Makes the Operation on the GUI thread, of what the worker found.
    using Make = std::function<PreparedDrill()>;
    void prepare(std::function<db::Result<Make>(const FailoverSite &, const std::stop_token &)> find);
    db::FailoverSink sink();

    ClusterProfile m_profile;
    QString m_directory;
    Inbox m_inbox;
    DrillsModel m_drills;
    Phase m_phase = Phase::Idle;
    int m_run = 0, m_round = 0;
    QString m_name;
    PreparedDrill m_prepared;
    std::vector<db::DrillMoment> m_moments;
    std::optional<Outcome> m_outcome;
    std::optional<db::DrillNote> m_interrupted;
    std::vector<db::DrillResult> m_results;
    QElapsedTimer m_clock;
    double m_seconds = 0;
    std::jthread m_worker, m_examiner; ///< last: they end before what they post to
};

} // namespace seawall::models
