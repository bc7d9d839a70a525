// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace seawall::models {

/// Roles all item models of this floor share, beside Qt's own. Display texts come from models/format.h.
enum ModelRole {
    SortRole = Qt::UserRole + 1, ///< the raw figure of a cell: number, time or text; invalid for unknown
    SeverityRole,                ///< int(Severity) where the row or cell is out of the ordinary
    KeyRole,                     ///< QString: names the row across updates
};

} // namespace seawall::models
