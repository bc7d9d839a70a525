// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/controlsettings.h"
#include "models/envreader.h"

namespace seawall::models {

/// How each of `nodes` ('primary', 'replica1' …) is started and stopped, by the keys of a `.env`:
/// SEAWALL_CONTROL for all, SEAWALL_CONTROL_PRIMARY, SEAWALL_CONTROL_REPLICA1 … for one; with _STOP, _START,
/// _KILL, _PAUSE, _RESUME, _PROMOTE, _STATUS behind it a command for bash, with _ADDRESS the 'host:port' by
/// which the other nodes reach it, with _PASSFILE its password file for replicating. Where nothing is said, a
/// sandbox and the compose stack are known by what lies beside the file. Errors: InvalidInput.
db::Result<std::map<QString, db::ControlSettings>> controlsFrom(const EnvReader &env, const QString &path,
                                                                const QStringList &nodes);

} // namespace seawall::models
