// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sandbox.h"
#include "models/operation.h"

namespace seawall::models {

/// Makes a server of a sandbox anew as a replica of the one that takes writes: 'sandbox.rebuild'. `node`: the
/// sandbox's name of it.
class RebuildOperation final : public Operation
{
public:
    RebuildOperation(db::Sandbox sandbox, QString node, OperationTarget target)
        : m_sandbox(std::move(sandbox)), m_node(std::move(node)), m_target(std::move(target))
    {}
    QString kind() const override { return QStringLiteral("sandbox.rebuild"); }
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    db::Sandbox m_sandbox;
    QString m_node;
    OperationTarget m_target;
};

} // namespace seawall::models
