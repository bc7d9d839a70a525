// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace seawall::db {

/// All that a small file holds; empty where it is not there or cannot be read. Any thread.
QByteArray contentOf(const QString &path);

} // namespace seawall::db
