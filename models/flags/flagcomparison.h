// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flag.h"

namespace seawall::models {

/// One key of two .env files side by side. Values of secret keys are not shown: '***'.
struct FlagDifference {
    QString key;
    std::optional<QString> left, right; ///< absent: not set there
    bool isFlag = false;                ///< by the rules of either file
    bool isSame = false;
    bool operator==(const FlagDifference &) const = default;
};

/// Every key of both, flags first, then in the order of the left file. Blocks on the disk. Errors:
/// FileAccess, InvalidInput.
db::Result<std::vector<FlagDifference>> compareEnvironments(const QString &left, const QString &right);

} // namespace seawall::models
