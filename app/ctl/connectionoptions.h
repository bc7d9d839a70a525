// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings.h"

#include <CLI/CLI.hpp>

namespace seawall::app {

/// The options by which every command that asks servers is told where they are. Lives as long as the CLI::App
/// it was added to.
class ConnectionOptions final
{
public:
    void addTo(CLI::App &app);

    /// Errors: InvalidInput, FileAccess.
    db::Result<models::ClusterProfile> profile(std::chrono::milliseconds tick) const;

private:
    std::string m_env, m_primary;
    std::vector<std::string> m_replicas;
};

} // namespace seawall::app
