// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/rows.h"

#include "db/pghandle.h"

#include <charconv>
#include <cstring>

namespace seawall::db {

namespace {

template<typename Number>
std::optional<Number> number(std::string_view text)
{
    Number value{};
    const auto *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

} // namespace

Rows::Rows() = default;

Rows::Rows(std::shared_ptr<pg_result> result) : m_result(std::move(result))
{}

int Rows::count() const
{
    return PQntuples(m_result.get());
}

int Rows::columns() const
{
    return PQnfields(m_result.get());
}

QString Rows::columnName(int column) const
{
    return QString::fromUtf8(PQfname(m_result.get(), column));
}

int Rows::column(const char *name) const
{
    // Not PQfnumber: it copies and folds the name at each call, and this is asked for every field.
    for (int i = 0; i < columns(); ++i)
        if (std::strcmp(PQfname(m_result.get(), i), name) == 0)
            return i;
    return -1;
}

qint64 Rows::affected() const
{
    return m_result ? number<qint64>(PQcmdTuples(m_result.get())).value_or(0) : 0;
}

bool Rows::isNull(int row, int column) const
{
    if (row < 0 || row >= count() || column < 0 || column >= columns())
        return true;
    return PQgetisnull(m_result.get(), row, column) != 0;
}

std::string_view Rows::bytes(int row, int column) const
{
    if (isNull(row, column))
        return {};
    return {PQgetvalue(m_result.get(), row, column),
            static_cast<size_t>(PQgetlength(m_result.get(), row, column))};
}

QString Rows::text(int row, int column) const
{
    const auto value = bytes(row, column);
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

std::optional<qint64> Rows::integer(int row, int column) const
{
    return number<qint64>(bytes(row, column));
}

std::optional<double> Rows::real(int row, int column) const
{
    return number<double>(bytes(row, column));
}

std::optional<bool> Rows::boolean(int row, int column) const
{
    const auto value = bytes(row, column);
    if (value.empty())
        return std::nullopt;
    return value == "t" || value == "true" || value == "on";
}

} // namespace seawall::db
