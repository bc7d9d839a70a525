// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QString>

#include <map>

namespace seawall::db {

/// A text that must not be seen. It has no conversion, no stream and no debug operator: whoever needs it says
/// `reveal`.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QString text) : m_text(std::move(text)) {}
    bool isEmpty() const { return m_text.isEmpty(); }
    const QString &reveal() const { return m_text; }
    bool operator==(const Secret &) const = default;

private:
    QString m_text;
};

/// Where a node is and how to log in: libpq's connection keywords, the password apart from the rest.
/// What is not given here comes from libpq's own defaults (PGHOST …, service file, ~/.pgpass).
struct Endpoint {
    QString name; ///< the node's name in the console: 'primary', 'replica1'
    std::map<QString, QString>
        parameters; ///< keyword → value ('host', 'port', 'sslmode' …), never 'password'
    Secret password;

    /// Reads a `postgresql://` URI, a `key=value` string, or a bare service name.
    /// Errors: InvalidInput, with the offending keyword and never the password.
    static Result<Endpoint> parse(const QString &name, const QString &connectionString);

    /// The value of a keyword, else libpq's default for it, else empty.
    QString parameter(const QString &keyword) const;

    QString host() const;     ///< as libpq would use it; 'Unix socket' where nothing is said
    int port() const;         ///< 5432 where nothing is said
    QString address() const;  ///< 'host:port'
    QString describe() const; ///< 'user@host:port/database', fit for any log

    bool operator==(const Endpoint &) const = default;
};

/// Masks every password in `text` that stands in a connection URI or behind `password=`. The one place that
/// redacts.
QString redacted(QString text);

} // namespace seawall::db
