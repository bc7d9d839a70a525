// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"
#include "db/monitor/nodefacts.h"
#include "models/operation.h"

#include <chrono>

namespace seawall::db {
class Connection;
class Rows;
} // namespace seawall::db

namespace seawall::models {

/// Cancels the statement of a session (pg_cancel_backend) or ends the session (pg_terminate_backend). It hits
/// the session that was seen and no other: the statement that sends the signal compares pid and
/// backend_start, and for a cancel the text of the query, at the same time. Opens a connection of its own,
/// and waits until the effect shows. The session's query may hold a password: what is shown and journalled is
/// redacted.
class SessionOperation final : public Operation
{
public:
    enum class Action { Cancel, Terminate };

    /// `waiting`: sessions that wait for this one. `patience`: how long to wait for the effect.
    SessionOperation(Action action, db::Endpoint endpoint, db::Session session, OperationTarget target,
                     int waiting = 0, std::chrono::milliseconds patience = std::chrono::seconds(10));

    QString kind() const override; ///< 'session.cancel', 'session.terminate'
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    QStringList identity() const; ///< the parameters that name the session
    Outcome signal(db::Connection &connection, const ProgressSink &progress, const std::stop_token &stop);
    Outcome notHit(db::Connection &connection, const std::stop_token &stop);
    Outcome waitForEffect(db::Connection &connection, std::optional<qint64> queryStartUs,
                          const ProgressSink &progress, const std::stop_token &stop);
    bool hasEnded(const db::Rows &state, std::optional<qint64> queryStartUs) const;
    Outcome done(bool sessionGone) const;

    Action m_action;
    db::Endpoint m_endpoint;
    db::Session m_session;
    OperationTarget m_target;
    int m_waiting;
    std::chrono::milliseconds m_patience;
};

} // namespace seawall::models
