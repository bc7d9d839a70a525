// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QJsonObject>

#include <functional>
#include <vector>

namespace seawall::models::jsonlines {

/// Logs of one JSON object a line, files 0600, that several processes may write. All calls block for the
/// disk: they run on workers. A line that is not JSON (cut short by a power failure) is passed over. Errors:
/// FileAccess.

/// The last `most` objects, oldest first; none where there is no file. A file that holds more than four times
/// that many is cut down to those on the way.
db::Result<std::vector<QJsonObject>> readLast(const QString &path, int most);
db::Result<void> append(const QString &path, const QJsonObject &object);

/// Appends it unless `isSaid` knows one of the last lines to say the same; it is asked about them, the newest
/// first, while no other process writes. Answers whether it was appended.
db::Result<bool> appendUnless(const QString &path, const QJsonObject &object,
                              const std::function<bool(const QJsonObject &)> &isSaid);

} // namespace seawall::models::jsonlines
