// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace seawall::db {

/// A statement of the catalog in resources/sql: data, not strings in C++. Several files may hold one id, each
/// from another server version on; `{{id}}` inside a statement stands for the entry of that id.
struct CatalogQuery {
    QString id, title, sql;
    int oldestServer = 0; ///< server_version_num
};

/// The entry for a server of that version: the newest that it can run, with its parts filled in.
/// Thread-safe; asking for an id that does not exist is a bug and asserts.
CatalogQuery catalogQuery(const QString &id, int serverVersion);

} // namespace seawall::db
