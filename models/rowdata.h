// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cell.h"
#include "models/monitor/clusterevent.h"

namespace seawall::models {

/// What an item model answers for a row with that key and severity: those for the roles that ask for them,
/// else what its cell says.
inline QVariant rowData(int role, const QString &key, std::optional<Severity> severity, const Cell &cell)
{
    if (role == KeyRole)
        return key;
    if (role == SeverityRole)
        return severity ? QVariant(int(*severity)) : QVariant();
    return cell.data(role);
}

} // namespace seawall::models
