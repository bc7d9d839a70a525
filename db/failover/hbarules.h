// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::db {

/// A line of pg_hba.conf, as pg_hba_file_rules tells it.
struct HbaRule {
    int line = 0;
    QString type; ///< 'local', 'host', 'hostssl' …
    QStringList databases, users;
    QString address, netmask, method;
    QString error; ///< why the server cannot read the line
    bool operator==(const HbaRule &) const = default;

    QString toString() const; ///< 'line 95: host replication all 10.0.0.0/255.0.0.0 scram-sha-256'
};

/// What becomes of a replication connection.
struct HbaAnswer {
    enum class Kind {
        Admitted,
        Rejected,  ///< by a line that says so
        NoRule,    ///< no line fits, which refuses as well
        Undecided, ///< a line may fit: a host name, or a role with its members
    };
    Kind kind = Kind::NoRule;
    std::optional<HbaRule> rule;
    bool operator==(const HbaAnswer &) const = default;
};

/// What the first rule that fits says to a physical replication connection of `user` from the IP address
/// `address`; `tls`: the server offers it. Source: the manual's chapter on pg_hba.conf. Pure.
HbaAnswer replicationAnswer(const std::vector<HbaRule> &rules, const QString &user, const QString &address,
                            bool tls);

} // namespace seawall::db
