// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"
#include "models/operation.h"

namespace seawall::models {

/// Makes the table of flags, its history and its trigger on the primary, and nothing else:
/// 'flag.create-table'. What is there already stays as it is.
class FlagTableOperation final : public Operation
{
public:
    FlagTableOperation(db::Endpoint primary, OperationTarget target)
        : m_primary(std::move(primary)), m_target(std::move(target))
    {}
    QString kind() const override { return QStringLiteral("flag.create-table"); }
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    db::Endpoint m_primary;
    OperationTarget m_target;
};

} // namespace seawall::models
