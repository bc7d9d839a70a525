// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string_view>

struct pg_result; // libpq's PGresult

namespace seawall::db {

/// The rows a statement returned: an immutable value over libpq's result, cheap to copy, safe to pass between
/// threads. Columns are read by name or number; an unknown column reads as NULL.
class Rows final
{
public:
    Rows();
    explicit Rows(std::shared_ptr<pg_result> result); ///< made by Connection only

    int count() const;
    int columns() const;
    QString columnName(int column) const;
    int column(const char *name) const; ///< -1 where there is none
    qint64 affected() const;            ///< rows changed by INSERT, UPDATE, DELETE; 0 otherwise

    bool isNull(int row, int column) const;
    std::string_view bytes(int row, int column) const; ///< empty for NULL; valid as long as this value
    QString text(int row, int column) const;
    std::optional<qint64> integer(int row, int column) const;
    std::optional<double> real(int row, int column) const;
    std::optional<bool> boolean(int row, int column) const;

private:
    std::shared_ptr<pg_result> m_result;
};

} // namespace seawall::db
