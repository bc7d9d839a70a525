// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/failoveroperation.h"

namespace seawall::models {

/// A member of a cluster that Patroni runs, as its REST API tells it.
struct PatroniMember {
    QString name, role, state, host; ///< role 'leader' (before Patroni 2: 'master'), 'replica' …
    int port = 0;
    std::optional<quint32> timeline;
    std::optional<qint64> lag; ///< bytes; absent: unknown
    bool isLeader() const { return role == QStringLiteral("leader") || role == QStringLiteral("master"); }
    bool runs() const { return state == QStringLiteral("running") || state == QStringLiteral("streaming"); }
    bool operator==(const PatroniMember &) const = default;
};

/// Patroni's REST API at one of its URLs. Blocks; runs an event loop of its own, so it belongs on a worker. A
/// name and password in a URL are used to log in, and never told. Errors: Refused, Timeout, Cancelled,
/// Internal with Patroni's own words in detail.
class PatroniClient final
{
public:
    explicit PatroniClient(QStringList urls) : m_urls(std::move(urls)) {}

    /// GET /cluster, of the first URL that answers.
    db::Result<std::vector<PatroniMember>> members(db::Deadline deadline,
                                                   const std::stop_token &stop = {}) const;

    /// POST /switchover; returns when Patroni says that it is done.
    db::Result<QString> switchOver(const QString &leader, const QString &candidate, db::Deadline deadline,
                                   const std::stop_token &stop = {}) const;

private:
    db::Result<QByteArray> ask(const QString &path, const QByteArray &body, db::Deadline deadline,
                               const std::stop_token &stop) const;

    QStringList m_urls;
};

/// What Patroni is asked for. Errors: InvalidInput where it knows no such member, or that one is no replica.
struct PatroniPlan {
    QString leader, candidate; ///< Patroni's names
    std::vector<PatroniMember> members;
    std::vector<db::FailoverStep> steps; ///< asking it, and watching what becomes of it
};
db::Result<PatroniPlan> planPatroniSwitchover(const FailoverSite &site, const QString &to,
                                              db::Deadline deadline, const std::stop_token &stop = {});

/// 'failover.switchover' where Patroni runs the cluster: it is asked to do it, and watched until every member
/// runs on the new timeline. Nothing is done behind its back. `guards`: more than Patroni's own.
FailoverOperationPtr patroniOperation(const FailoverSite &site, const PatroniPlan &plan, const QString &node,
                                      const FailoverWatch &watch, const std::vector<Guard> &guards = {});

} // namespace seawall::models
