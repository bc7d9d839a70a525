// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QString>

#include <sys/types.h>

namespace seawall::db {

/// The system user a sandbox's servers run as. PostgreSQL refuses to run as root, so root lends itself to
/// `postgres`, else to `nobody`; everybody else runs them as himself.
struct ServiceAccount {
    QString name;
    uid_t uid = 0;
    gid_t gid = 0;

    /// Errors: ToolMissing where root finds no user to drop to.
    static Result<ServiceAccount> choose();

    /// Whether this process has to become somebody else to run a server.
    bool isForeign() const;

    /// Whether the servers can get to `directory`. Errors: FileAccess, naming the folder that shuts them out.
    Result<void> checkReach(const QString &directory) const;

    /// Makes a folder (0700) that belongs to the account. Errors: FileAccess.
    Result<void> makeFolder(const QString &path) const;

    /// Writes a file (0600) that belongs to the account. Errors: FileAccess.
    Result<void> writeFile(const QString &path, const QByteArray &content) const;

    bool operator==(const ServiceAccount &) const = default;

private:
    Result<void> own(const QString &path) const;
};

} // namespace seawall::db
