// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"

namespace seawall::db {

/// A node that a person starts and stops: it is said what to do, and its port is watched for it to have
/// happened.
class ManualControl final : public NodeControl
{
public:
    explicit ManualControl(const Endpoint &endpoint) : m_endpoint(endpoint) {}

    QString describe() const override;
    bool can(NodeAction action) const override;
    QStringList commands(NodeAction action) const override;
    Result<void> perform(NodeAction action, Deadline deadline, const std::stop_token &stop = {}) override;
    Result<ServerState> state(Deadline deadline, const std::stop_token &stop = {}) override;

private:
    Endpoint m_endpoint;
};

} // namespace seawall::db
