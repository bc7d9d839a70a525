// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>

/// Limits of `check` as a person writes them; nothing where the words are none.
namespace seawall::app {

std::optional<double> secondsIn(const std::string &text); ///< '500ms'
std::optional<double> percentIn(const std::string &text); ///< '80', '80%'
std::optional<double> numberIn(const std::string &text);
std::optional<double> bytesIn(const std::string &text); ///< '1GB', in bytes

/// A bare number: performance data knows no exponents.
QString plain(double value, int decimals);

} // namespace seawall::app
