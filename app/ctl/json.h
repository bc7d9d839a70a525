// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <nlohmann/json.hpp>
#include <optional>

/// What `--json` prints: keys in the order in which they are written, null for what is not known.
/// docs/cli.md.
namespace seawall::app {

using Json = nlohmann::ordered_json;

/// A QString as JSON text.
inline std::string utf8(const QString &text)
{
    return text.toStdString();
}

/// An empty text is not known.
inline Json orNull(const QString &text)
{
    return text.isEmpty() ? Json(nullptr) : Json(utf8(text));
}

template<typename T>
Json orNull(const std::optional<T> &value)
{
    if (!value)
        return nullptr;
    if constexpr (std::is_same_v<T, QString>)
        return utf8(*value);
    else
        return *value;
}

} // namespace seawall::app
