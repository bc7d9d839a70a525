// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

namespace seawall::models {

/// The commands in a text that a person is told to run, 'seawallctl failover rejoin db1:5432', with the
/// cluster they are for: each that names none gets `--env FILE` behind its verbs, in shell quotes where the
/// path needs them. Without it a command acts on the .env of the folder in which it is typed. `envFile`
/// empty: as it is. What the window shows of failover, and every outcome in the Journal, always has it;
/// seawallctl says it where it was told so itself.
QString withEnv(const QString &text, const QString &envFile);
db::Error withEnv(db::Error error, const QString &envFile);
Outcome withEnv(Outcome outcome, const QString &envFile);

} // namespace seawall::models
