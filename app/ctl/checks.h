// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"

namespace seawall::app {

/// As monitoring systems number them.
enum class CheckState { Ok = 0, Warning = 1, Critical = 2, Unknown = 3 };
QString toString(CheckState state);                 ///< 'OK', 'WARNING' …
CheckState worse(CheckState one, CheckState other); ///< critical, then warning, then unknown, then ok

/// From which value on a figure is worth a warning, and critical.
struct CheckLimits {
    double warn = 0, crit = 0;
    CheckState stateOf(double value) const;
};

/// One figure of a check.
struct CheckItem {
    QString label;               ///< of the figure in the performance data
    QString text;                ///< 'replica1 0.012 s'
    std::optional<double> value; ///< in the check's unit; absent: unknown
    CheckState state = CheckState::Unknown;
};

/// The checks, each on a Snapshot; `node` empty: every node it concerns. Pure.
std::vector<CheckItem> checkLag(const db::Snapshot &snapshot, CheckLimits limits, const QString &node);
std::vector<CheckItem> checkPool(const db::Snapshot &snapshot, CheckLimits limits, const QString &node);
std::vector<CheckItem> checkStreaming(const db::Snapshot &snapshot, CheckLimits limits, const QString &node);
std::vector<CheckItem> checkSlots(const db::Snapshot &snapshot, CheckLimits limits, const QString &node);

} // namespace seawall::app
