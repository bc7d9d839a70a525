// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFileInfo>

#include <utility>

namespace seawall::models {

/// Whoever writes to an SQLite database writes to its WAL first: time and size of that file, which are others
/// once somebody did.
using WalStamp = std::pair<QDateTime, qint64>;

inline WalStamp walStampOf(const QString &database)
{
    const QFileInfo wal(database + QStringLiteral("-wal"));
    return {wal.lastModified(), wal.size()};
}

} // namespace seawall::models
