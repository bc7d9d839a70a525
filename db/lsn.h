// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace seawall::db {

/// A position in the write-ahead log: bytes since the start of its timeline's numbering. Written `X/Y` in
/// hexadecimal, as PostgreSQL's pg_lsn. LSNs of two timelines cannot be compared; that is up to the caller.
struct Lsn {
    std::uint64_t value = 0;

    auto operator<=>(const Lsn &) const = default;

    static std::optional<Lsn> parse(std::string_view text)
    {
        const auto slash = text.find('/');
        if (slash == std::string_view::npos)
            return std::nullopt;
        const auto high = hex(text.substr(0, slash));
        const auto low = hex(text.substr(slash + 1));
        if (!high || !low)
            return std::nullopt;
        return Lsn{(std::uint64_t{*high} << 32) | *low};
    }

    QString toString() const
    {
        return QString::asprintf("%X/%X", static_cast<unsigned>(value >> 32), static_cast<unsigned>(value));
    }

    /// Bytes from `other` to this one; negative where this one is behind.
    std::int64_t bytesSince(Lsn other) const { return static_cast<std::int64_t>(value - other.value); }

private:
    static std::optional<std::uint32_t> hex(std::string_view digits)
    {
        std::uint32_t number = 0;
        const auto *end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, number, 16);
        if (error != std::errc() || stop != end)
            return std::nullopt;
        return number;
    }
};

} // namespace seawall::db
