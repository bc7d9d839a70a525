// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagstore.h"

#include <algorithm>

namespace seawall::models {

const Flag *FlagReading::flag(const QString &key) const
{
    const auto found = std::ranges::find(flags, key, &Flag::key);
    return found == flags.end() ? nullptr : &*found;
}

std::optional<QString> FlagReading::value(const QString &key) const
{
    if (const auto *const known = flag(key))
        return known->value;
    return file ? file->value(key) : std::nullopt;
}

db::Result<std::vector<FlagChange>> FlagStore::history(int, db::Deadline, const std::stop_token &) const
{
    return std::vector<FlagChange>{};
}

} // namespace seawall::models
