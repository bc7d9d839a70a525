// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/plan.h"

#include <future>

namespace seawall::models {

db::SessionOptions readingSession();

/// The sessions that a run would wait for, on every node. The replicas are asked from the beginning on, all
/// at once and for a few seconds at most: one that is frozen accepts connections and never answers.
class SessionsInTheWay final
{
public:
    SessionsInTheWay(const std::vector<db::Endpoint> &replicas, db::Deadline deadline, std::stop_token stop);

    /// Asks the primary too, waits for the replicas, and adds what was found, and who could not be asked.
    void addTo(db::MigrationPlan &plan, db::Connection &primary, const QString &name);

private:
    using Found = db::Result<std::vector<db::Obstacle>>;
    static void add(db::MigrationPlan &plan, const QString &node, Found found);

    db::Deadline m_deadline;
    std::stop_token m_stop;
    std::vector<std::pair<QString, std::future<Found>>> m_replicas;
};

} // namespace seawall::models
