// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flag.h"

namespace seawall::models {

/// Which keys of a .env file are flags, and the limits its guards use: built in for the checklist's keys, and
/// as `flags.toml` beside the file says. A value. docs/flags.md has the format.
struct FlagRules {
    std::vector<FlagDeclaration> declared;
    QStringList patterns{QStringLiteral("USE_*"), QStringLiteral("*_ENABLED")}; ///< of bool flags
    double lagLimitSeconds = 1; ///< replay lag a replica may have when reads are sent to it
    double poolLimit = 0.8;     ///< share of the usable connections from which a guard warns
    double poolCritical = 0.9;  ///< … and from which it blocks
    QString file;               ///< the flags.toml that was read; empty: there is none

    /// The declaration of a key: declared, or by pattern; nothing where it is no flag, as no secret is.
    std::optional<FlagDeclaration> find(const QString &key) const;

    static FlagRules builtIn();
    /// Of the environment file at `envFile`. Errors: FileAccess, InvalidInput naming file and line.
    static db::Result<FlagRules> load(const QString &envFile);
    static db::Result<FlagRules> parse(const QByteArray &toml, const QString &nameForErrors);
};

} // namespace seawall::models
