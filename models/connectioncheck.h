// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/monitor/nodefacts.h"

#include <QObject>

#include <stop_token>
#include <thread>
#include <vector>

namespace seawall::models {

/// What a trial connection to one node found.
struct NodeCheck {
    QString node;
    std::optional<db::Error> error; ///< why it could not be reached; the rest is then empty
    db::Role role = db::Role::Unknown;
    QString version, user, database;
    bool canMonitor = false, canReplicate = false;
    double seconds = 0; ///< from asking to the answer
    bool operator==(const NodeCheck &) const = default;

    bool isFine() const { return !error && canMonitor; }
    QString sentence() const; ///< what worked, what did not, and what to do
};

/// Tries to reach nodes, each on a worker of its own, for the connection dialog. Lives on the GUI thread; its
/// signals arrive there. Starting anew drops what still runs.
class ConnectionCheck : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionCheck(QObject *parent = nullptr);
    ~ConnectionCheck() override;

    void start(const std::vector<db::Endpoint> &endpoints);
    void cancel();
    bool isRunning() const { return m_open > 0; }

Q_SIGNALS:
    void checked(const seawall::models::NodeCheck &check);
    void finished(); ///< every node has answered or failed; not after cancel()

private:
    void onChecked(int round, const NodeCheck &check);

    std::vector<std::jthread> m_workers, m_leaving;
    int m_round = 0; ///< answers of an earlier one are dropped
    int m_open = 0;  ///< nodes that have not answered yet
};

/// One trial connection; blocks, at most until the deadline.
NodeCheck checkNode(const db::Endpoint &endpoint, db::Deadline deadline, std::stop_token stop);

} // namespace seawall::models
