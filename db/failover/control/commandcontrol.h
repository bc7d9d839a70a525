// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"

namespace seawall::db {

/// A node that commands of the profile start and stop: 'ssh db2 sudo systemctl stop postgresql'. Each is run
/// by bash and has to end with exit code 0; whether the server is there is seen at its port, or by the
/// command 'status'.
class CommandControl final : public NodeControl
{
public:
    CommandControl(const ControlSettings &settings, const Endpoint &endpoint)
        : m_settings(settings), m_endpoint(endpoint)
    {}

    QString describe() const override;
    bool can(NodeAction action) const override;
    QStringList commands(NodeAction action) const override;
    Result<void> perform(NodeAction action, Deadline deadline, const std::stop_token &stop = {}) override;
    Result<ServerState> state(Deadline deadline, const std::stop_token &stop = {}) override;
    QString passfile() const override { return m_settings.passfile; }

private:
    ControlSettings m_settings;
    Endpoint m_endpoint;
};

} // namespace seawall::db
