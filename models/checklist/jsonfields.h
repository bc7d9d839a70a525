// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::models {

/// Writes a struct to JSON by a function `describe(Fields &fields, Struct &value)` that names each member.
/// JsonReader reads it back by the same one. Enumerations are kept as numbers: their order is part of the
/// file's format.
class JsonWriter final
{
public:
    template<typename T>
    void operator()(const char *name, const T &value)
    {
        // A struct's default is what reading leaves in place.
        if constexpr (std::is_class_v<T>) {
            if (value == T())
                return;
        }
        object[QLatin1StringView(name)] = toJson(value);
    }
    QJsonObject object;

    static QJsonValue toJson(const QString &value) { return value; }
    static QJsonValue toJson(const QStringList &value) { return QJsonArray::fromStringList(value); }
    template<typename T>
    static QJsonValue toJson(const std::optional<T> &value)
    {
        return value ? toJson(*value) : QJsonValue();
    }
    template<typename T>
    static QJsonValue toJson(const std::vector<T> &values)
    {
        QJsonArray array;
        for (const auto &value : values)
            array.append(toJson(value));
        return array;
    }
    template<typename T>
    static QJsonValue toJson(const T &value)
    {
        if constexpr (std::is_enum_v<T>) {
            return int(value);
        } else if constexpr (std::is_arithmetic_v<T>) {
            return value;
        } else {
            JsonWriter fields;
            auto copy = value; // one description serves both ways, and reading has to write
            describe(fields, copy);
            return fields.object;
        }
    }
};

/// What is missing, or of another type, keeps its default.
class JsonReader final
{
public:
    explicit JsonReader(QJsonObject object) : m_object(std::move(object)) {}

    template<typename T>
    void operator()(const char *name, T &value) const
    {
        const auto found = m_object.constFind(QLatin1StringView(name));
        if (found != m_object.constEnd())
            read(found.value(), value);
    }
    template<typename T>
    static void read(const QJsonValue &json, std::optional<T> &value)
    {
        read(json, value.emplace());
    }
    template<typename T>
    static void read(const QJsonValue &json, std::vector<T> &values)
    {
        for (const auto &each : json.toArray())
            read(each, values.emplace_back());
    }
    static void read(const QJsonValue &json, QString &value) { value = json.toString(); }
    static void read(const QJsonValue &json, QStringList &values)
    {
        for (const auto &each : json.toArray())
            values.append(each.toString());
    }
    template<typename T>
    static void read(const QJsonValue &json, T &value)
    {
        if constexpr (std::is_same_v<T, bool>)
            value = json.toBool(value);
        else if constexpr (std::is_enum_v<T>)
            value = T(json.toInt(int(value)));
        else if constexpr (std::is_floating_point_v<T>)
            value = json.toDouble(value);
        else if constexpr (std::is_integral_v<T>)
            value = T(json.toInteger(value));
        else
            describe(JsonReader(json.toObject()), value);
    }

private:
    QJsonObject m_object;
};

} // namespace seawall::models
