// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/failover/preflightfacts.h"

namespace seawall::db {

/// Asks one node, on a session of its own, for what the checks are made of. For one thread.
class PreflightReader final
{
public:
    PreflightReader(const Endpoint &endpoint, Deadline deadline, std::stop_token stop);

    void readStanding(); ///< where it stands: as the monitor's pulse
    void readRest(bool isCandidate);

    const PreflightNode &node() const { return m_node; }

private:
    std::optional<Rows> ask(const char *query);
    void readSettings();
    void readServer();
    void readHba();
    void readArchiver();
    std::optional<std::vector<OpenWork>> work(const char *query);
    std::optional<QStringList> list(const char *query);
    std::optional<std::map<QString, QStringList>> versions(const char *query);
    void readReadOnly();

    Deadline m_deadline;
    std::stop_token m_stop;
    std::optional<Connection> m_connection;
    PreflightNode m_node;
};

} // namespace seawall::db
