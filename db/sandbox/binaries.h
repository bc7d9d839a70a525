// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QString>

namespace seawall::db {

/// A folder with PostgreSQL's server programs.
struct Binaries {
    QString folder;
    int major = 0; ///< 15

    QString program(const QString &name) const { return folder + u'/' + name; }

    /// Those in `folder`. Errors: ToolMissing where a program is not there, or the version is not 13 to 18.
    static Result<Binaries> in(const QString &folder);

    /// The newest supported: SEAWALL_PG_BINDIR, else Debian's and Red Hat's folders, `pg_config --bindir` and
    /// the PATH. `major`: of this version only, 0 for any. Errors: ToolMissing.
    static Result<Binaries> find(int major = 0);
};

} // namespace seawall::db
