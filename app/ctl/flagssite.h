// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/connectionoptions.h"
#include "app/ctl/operationshell.h"
#include "models/flags/flagstore.h"

namespace seawall::app {

/// Where flags are, as the command line says, and what is known of them.
struct FlagsSite {
    models::ClusterProfile profile;
    std::shared_ptr<const models::FlagStore> store;
    models::FlagReading reading; ///< each flag with its last change
    std::vector<models::FlagChange> history;
    QString directory; ///< of the cluster's Journal
};

/// The options that name a store, and opening it.
class FlagsOptions final
{
public:
    void addTo(CLI::App &app, OperationShell &shell, bool changes);

    /// Reads the store and the Journal, where changes that were interrupted get the outcome that the store
    /// shows. Errors: InvalidInput, FileAccess, and those of a connection.
    db::Result<FlagsSite> open(const OperationShell &shell) const;

private:
    ConnectionOptions m_connection;
    std::string m_store = "env";
};

Json jsonOf(const models::FlagChange &change);

} // namespace seawall::app
