// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace seawall::models {

/// '2 s', '500ms', '1 minute' in seconds.
std::optional<double> secondsFrom(const QString &text);

/// '16 MB', '0' in bytes.
std::optional<double> bytesFrom(const QString &text);

} // namespace seawall::models
