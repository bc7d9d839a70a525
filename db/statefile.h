// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace seawall::db {

/// A small JSON file that the next start has to find, whatever happens to this one. An empty path is nowhere.
/// Nothing where there is no file; an empty object where it cannot be read.
std::optional<QJsonObject> readStateFile(const QString &path);

/// Its owner's alone, and on the disk with its name when this returns. Errors: FileAccess.
Result<void> writeStateFile(const QString &path, const QJsonDocument &json);
Result<void> writeStateFile(const QString &path, const QJsonObject &json);

} // namespace seawall::db
