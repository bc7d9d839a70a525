// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sqlconnection.h"

#include <QStringList>

namespace seawall::models {

constexpr qint64 runApplicationId = 0x53574c43; // 'SWLC'
constexpr qint64 runSchemaVersion = 1;

/// The statements that make the tables of RunFile in an empty file.
const QStringList &runSchema();

} // namespace seawall::models
