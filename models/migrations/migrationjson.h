// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/rehearsal.h"
#include "db/migrations/runner.h"
#include "models/migrations/migrationsite.h"

#include <QJsonObject>

namespace seawall::models {

/// What the Journal keeps and `seawallctl migrate --json` prints (docs/cli.md): one shape for both. No
/// secret.
QJsonObject overviewJson(const MigrationOverview &overview);
QJsonObject planJson(const PreparedRun &prepared);
QJsonObject reportJson(const std::vector<db::MigrationStep> &steps, const db::RunReport &report);
QJsonObject rehearsalsJson(const std::vector<db::MigrationStep> &steps,
                           const std::vector<db::Rehearsal> &rehearsals);
QJsonObject errorJson(const db::Error &error);

} // namespace seawall::models
