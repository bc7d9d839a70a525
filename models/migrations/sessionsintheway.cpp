// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/sessionsintheway.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

db::SessionOptions readingSession()
{
    db::SessionOptions options;
    options.applicationName = u"seawall migrations"_s;
    return options;
}

SessionsInTheWay::SessionsInTheWay(const std::vector<db::Endpoint> &replicas, db::Deadline deadline,
                                   std::stop_token stop)
    : m_deadline(deadline), m_stop(std::move(stop))
{
    const auto patience = db::Deadline::at(std::min(deadline.when(), db::Deadline::in(3s).when()));
    for (const auto &replica : replicas)
        m_replicas.emplace_back(
            replica.name, std::async(std::launch::async, [replica, patience, token = m_stop]() -> Found {
                auto connection = db::Connection::open(replica, readingSession(), patience, token);
                if (!connection)
                    return std::unexpected(connection.error());
                return db::readObstacles(*connection, replica.name, patience, token);
            }));
}

void SessionsInTheWay::addTo(db::MigrationPlan &plan, db::Connection &primary, const QString &name)
{
    add(plan, name, db::readObstacles(primary, name, m_deadline, m_stop));
    for (auto &[node, found] : m_replicas)
        add(plan, node, found.get());
    m_replicas.clear();
}

void SessionsInTheWay::add(db::MigrationPlan &plan, const QString &node, Found found)
{
    if (found)
        std::ranges::move(*found, std::back_inserter(plan.obstacles));
    else
        plan.silent.push_back({node, found.error().message});
}

} // namespace seawall::models
