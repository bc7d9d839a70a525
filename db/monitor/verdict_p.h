// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::db {

/// A replica has heard from its upstream not longer ago than this, where the stream is alive: a walsender
/// keeps its line alive every wal_sender_timeout / 2 = 30 s.
constexpr double heardRecentlySeconds = 35;

inline QString inSeconds(double seconds)
{
    return QString::number(seconds, 'f', seconds < 10 ? 2 : 0) + QStringLiteral(" s");
}

} // namespace seawall::db
