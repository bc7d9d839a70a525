// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/envfile.h"

namespace seawall::models {

/// Reads typed values out of an EnvFile. An empty value counts as not given. The errors name file, line and
/// key, and never the value, which may be a misplaced password.
class EnvReader final
{
public:
    EnvReader(const EnvFile &file, QString name) : m_file(file), m_name(std::move(name)) {}

    bool has(const QString &key) const { return !text(key).isEmpty(); }
    QString text(const QString &key, const QString &otherwise = {}) const;

    /// Nothing where the key is not given. Errors: InvalidInput.
    db::Result<std::optional<int>> number(const QString &key, int least, int most) const;
    db::Result<std::optional<bool>> boolean(const QString &key) const;
    db::Result<QString> port(const QString &key, const QString &otherwise) const;
    db::Result<QString> oneOf(const QString &key,
                              const QStringList &allowed) const; ///< empty where not given

    /// The numbers N of the keys POSTGRES_REPLICA{N}_HOST that are given, in order; 1 is written without it.
    std::vector<int> replicas() const;

private:
    std::unexpected<db::Error> mistake(const QString &key, const QString &what, const QString &hint) const;

    const EnvFile &m_file;
    QString m_name;
};

} // namespace seawall::models
