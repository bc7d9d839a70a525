// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/nodefacts.h"
#include "models/cell.h"
#include "models/monitor/clusterevent.h"

namespace seawall::models {

/// How a session reads in one column of SessionsModel, and how urgent it is.
Cell sessionCell(const db::Session &session, int column);
std::optional<Severity> sessionSeverity(const db::Session &session, bool blocksOthers);

} // namespace seawall::models
