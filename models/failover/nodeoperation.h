// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "models/operation.h"

namespace seawall::models {

/// Does one thing to one node's server: 'node.stop', 'node.start', 'node.kill', 'node.pause', 'node.resume',
/// 'node.promote'. Stopping and killing a primary asks to type its name.
class NodeOperation final : public Operation
{
public:
    NodeOperation(db::NodeAction action, std::shared_ptr<db::NodeControl> control, OperationTarget target,
                  std::chrono::milliseconds patience = std::chrono::seconds(90));

    QString kind() const override;
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    db::NodeAction m_action;
    std::shared_ptr<db::NodeControl> m_control;
    OperationTarget m_target;
    std::chrono::milliseconds m_patience;
};

} // namespace seawall::models
