// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/json.h"
#include "models/failover/cutoff.h"
#include "models/failover/leftbehind.h"

/// The JSON of `seawallctl status` and `watch`; every key is described in docs/cli.md. What is not known is
/// null, never 0, and a node that cannot be reached tells nothing of itself.
namespace seawall::app {

Json clusterJson(const db::Snapshot &snapshot); ///< {cluster, nodes} and pgbouncer, where configured
Json nodesJson(const db::Snapshot &snapshot);   ///< an array, one object a node

/// An object, or null, and an array; the commands name the .env file, where there is one.
Json cutOffJson(const std::optional<models::CutOff> &left, const QString &envFile);
Json leftBehindJson(const std::vector<models::LeftBehind> &nodes, const QString &envFile);

/// Why a node is not reachable, as a sentence; empty for one that is.
QString whyUnreachable(const db::NodeSnapshot &node);
QString silenceHint(); ///< what to think of a server that has not said anything so far

} // namespace seawall::app
