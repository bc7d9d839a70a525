// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::models {

/// A unified diff by lines, three of context around each change; empty where the texts are the same. The
/// work is bounded: of texts that differ over too many lines it only says how many differ. Line ends are
/// not compared, but a difference in nothing else is said.
QString unifiedDifference(const QString &before, const QString &after);

} // namespace seawall::models
