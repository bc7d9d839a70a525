// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"
#include "models/monitor/alertrule.h"

#include <optional>
#include <vector>

namespace seawall::models::alertstore {

/// Rules and alerts on disk. Every call blocks: workers only. Errors: FileAccess, InvalidInput.
constexpr int mostAlerts = 1000;

struct Content {
    std::optional<std::vector<AlertRule>> rules; ///< absent: never saved
    std::vector<Alert> alerts;                   ///< newest first, the last state of each
};
db::Result<Content> read(const QString &directory);
db::Result<void> writeRules(const QString &directory, const std::vector<AlertRule> &rules);
db::Result<void> appendAlert(const QString &directory, const Alert &alert); ///< each time its state changes

} // namespace seawall::models::alertstore
