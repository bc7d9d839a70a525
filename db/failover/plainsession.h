// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"
#include "db/rows.h"

#include <memory>
#include <stop_token>

namespace seawall::db {

/// A session as an application has it that knows nothing of Seawall's router: one connection string of
/// libpq's with all hosts in it, target_session_attrs, connect_timeout of 2 s a host. One thread at a time.
class PlainSession final
{
public:
    enum class Target { ReadWrite, PreferStandby }; ///< target_session_attrs

    /// User, database and password of the first node are used for all: libpq takes one of each.
    PlainSession(std::vector<Endpoint> nodes, Target target);
    ~PlainSession();
    PlainSession(const PlainSession &) = delete;
    PlainSession &operator=(const PlainSession &) = delete;

    /// Runs one statement; returns the node that answered. Opens a session where there is none, which libpq
    /// does blocking: for up to 2 s a host, whatever the deadline and the token say. After an error the
    /// session is closed. Errors: ConnectionLost, Timeout, Cancelled, QueryFailed …
    Result<QString> run(const QString &sql, const QStringList &parameters, Deadline deadline,
                        const std::stop_token &stop);

private:
    Result<void> open();
    QString nodeInUse() const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::db
