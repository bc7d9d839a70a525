// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/table.h"
#include "models/migrations/migrationrun.h"
#include "models/migrations/migrationsite.h"

#include <QJsonObject>

namespace seawall::app {

/// What `seawallctl migrate` prints for a person.
std::vector<Line> overviewLines(const models::MigrationOverview &overview);
std::vector<Line> planLines(const models::PreparedRun &prepared);
std::vector<Line> rehearsalLines(const models::PreparedRun &prepared,
                                 const std::vector<db::Rehearsal> &rehearsals);

/// The errors of steps that failed, whole, with their place and caret.
std::vector<Line> errorLines(const db::Error &error); ///< the place with its caret, SQLSTATE, what to do next
std::vector<Line> failureLines(const std::vector<db::MigrationStep> &steps, const db::RunReport &report);

void print(Output &output, const std::vector<Line> &lines);
void print(Output &output, const QJsonObject &object);

} // namespace seawall::app
