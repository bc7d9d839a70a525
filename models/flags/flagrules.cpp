// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagrules.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include <toml++/toml.h>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Result;

namespace {

constexpr qint64 largestFile = 1024 * 1024;

FlagDeclaration boolFlag(const QString &key, FlagEffect effect, const QString &description)
{
    FlagDeclaration flag;
    flag.key = key;
    flag.effect = effect;
    flag.description = description;
    return flag;
}

FlagDeclaration numberFlag(const QString &key, FlagEffect effect, qint64 least, qint64 most,
                           const QString &description)
{
    auto flag = boolFlag(key, effect, description);
    flag.kind = FlagKind::Number;
    flag.least = least;
    flag.most = most;
    return flag;
}

FlagDeclaration secondsFlag(const QString &key, qint64 least, qint64 most, const QString &description)
{
    auto flag = numberFlag(key, FlagEffect::None, least, most, description);
    flag.unit = u"s"_s;
    return flag;
}

template<typename Enum, size_t Count>
std::optional<Enum> namedLike(const std::array<Enum, Count> &all, const QString &word)
{
    const auto *const found = std::ranges::find(all, word, [](Enum each) { return toString(each); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

constexpr std::array kinds{FlagKind::Bool, FlagKind::Choice, FlagKind::Number};
constexpr std::array effects{FlagEffect::None, FlagEffect::ReadsToReplica, FlagEffect::Fallback,
                             FlagEffect::PrimaryPool, FlagEffect::ReplicaPool};

/// Reads one file; the first mistake ends it.
class RulesReader final
{
public:
    explicit RulesReader(QString name) : m_name(std::move(name)) {}

    Result<FlagRules> read(const toml::table &root)
    {
        auto rules = FlagRules::builtIn();
        for (const auto &[key, node] : root) {
            const auto name = QString::fromUtf8(key.data(), qsizetype(key.length()));
            if (name == u"patterns")
                rules.patterns = texts(node, name);
            else if (name == u"lag_limit_seconds")
                rules.lagLimitSeconds = number(node, name, 0.001, 86400);
            else if (name == u"pool_limit_percent")
                rules.poolLimit = number(node, name, 1, 100) / 100;
            else if (name == u"pool_critical_percent")
                rules.poolCritical = number(node, name, 1, 100) / 100;
            else if (name == u"flags" && node.is_table())
                readFlags(*node.as_table(), rules);
            else
                mistake(node, u"'%1' means nothing here"_s.arg(name));
        }
        if (m_error)
            return std::unexpected(*m_error);
        return rules;
    }

private:
    void readFlags(const toml::table &table, FlagRules &rules)
    {
        for (const auto &[key, node] : table) {
            const auto name = QString::fromUtf8(key.data(), qsizetype(key.length()));
            if (!node.is_table()) {
                mistake(node, u"[flags.%1] is no table"_s.arg(name));
                continue;
            }
            if (isSecretKey(name))
                mistake(node, u"%1 names a secret, which is no flag"_s.arg(name));
            auto known = std::ranges::find(rules.declared, name, &FlagDeclaration::key);
            if (known == rules.declared.end())
                known = rules.declared.insert(known, boolFlag(name, FlagEffect::None, {}));
            readFlag(*node.as_table(), *known);
        }
    }

    void readFlag(const toml::table &table, FlagDeclaration &flag)
    {
        for (const auto &[key, node] : table) {
            const auto name = QString::fromUtf8(key.data(), qsizetype(key.length()));
            if (name == u"kind")
                flag.kind = oneOf(node, name, kinds).value_or(flag.kind);
            else if (name == u"effect")
                flag.effect = oneOf(node, name, effects).value_or(flag.effect);
            else if (name == u"choices")
                flag.choices = texts(node, name);
            else if (name == u"services")
                flag.services = texts(node, name);
            else if (name == u"least")
                flag.least = whole(node, name);
            else if (name == u"most")
                flag.most = whole(node, name);
            else if (name == u"description")
                flag.description = text(node, name);
            else if (name == u"application")
                flag.application = text(node, name);
            else if (name == u"restart")
                flag.restart = text(node, name);
            else if (name == u"within_seconds")
                flag.pickUpSeconds = number(node, name, 1, 86400);
            else
                mistake(node, u"'%1' means nothing for a flag"_s.arg(name));
        }
        if (flag.kind == FlagKind::Choice && flag.choices.isEmpty())
            mistake(table, u"%1 is a choice without choices"_s.arg(flag.key));
        if (flag.least && flag.most && *flag.least > *flag.most)
            mistake(table, u"%1 has a range that begins above its end"_s.arg(flag.key));
    }

    QString text(const toml::node &node, const QString &name)
    {
        if (const auto value = node.value_exact<std::string>())
            return QString::fromStdString(*value);
        mistake(node, u"%1 is no text"_s.arg(name));
        return {};
    }

    QStringList texts(const toml::node &node, const QString &name)
    {
        QStringList list;
        if (const auto *array = node.as_array()) {
            for (const auto &each : *array)
                list << text(each, name);
        } else {
            mistake(node, u"%1 is no list of texts"_s.arg(name));
        }
        return list;
    }

    double number(const toml::node &node, const QString &name, double least, double most)
    {
        const auto value = node.value<double>();
        if (value && *value >= least && *value <= most)
            return *value;
        mistake(node, u"%1 is no number from %2 to %3"_s.arg(name).arg(least).arg(most));
        return least;
    }

    std::optional<qint64> whole(const toml::node &node, const QString &name)
    {
        const auto value = node.value_exact<std::int64_t>();
        if (!value)
            mistake(node, u"%1 is no whole number"_s.arg(name));
        return value;
    }

    template<typename Enum, size_t Count>
    std::optional<Enum> oneOf(const toml::node &node, const QString &name, const std::array<Enum, Count> &all)
    {
        const auto found = namedLike(all, text(node, name));
        QStringList names;
        for (const auto each : all)
            names << toString(each);
        if (!found)
            mistake(node, u"%1 is none of %2"_s.arg(name, names.join(u", "_s)));
        return found;
    }

    void mistake(const toml::node &node, const QString &what)
    {
        if (!m_error)
            m_error = db::Error{db::ErrorKind::InvalidInput,
                                u"%1, line %2: %3."_s.arg(m_name).arg(node.source().begin.line).arg(what),
                                u"Correct that line; docs/flags.md has the format."_s,
                                {},
                                {},
                                0};
    }

    QString m_name;
    std::optional<db::Error> m_error;
};

FlagDeclaration least(FlagDeclaration flag, const QString &meaning)
{
    flag.leastMeans = meaning;
    return flag;
}

} // namespace

FlagRules FlagRules::builtIn()
{
    using enum FlagEffect;
    FlagRules rules;
    rules.declared = {
        boolFlag(u"USE_READ_REPLICA"_s, ReadsToReplica, u"Send reads to the replica"_s),
        boolFlag(u"USE_REPLICA_FOR_READS"_s, ReadsToReplica,
                 u"Another name of USE_READ_REPLICA; counts where that one is not set"_s),
        boolFlag(u"REPLICA_FALLBACK_ENABLED"_s, Fallback,
                 u"Send reads to the primary while the replica is away"_s),
        numberFlag(u"DB_POOL_SIZE"_s, PrimaryPool, 0, 100000, u"Connections kept open to the primary"_s),
        least(numberFlag(u"DB_MAX_OVERFLOW"_s, PrimaryPool, -1, 100000,
                         u"More that may be opened to the primary for a peak; -1: no limit"_s),
              u"no limit"_s),
        secondsFlag(u"DB_POOL_TIMEOUT"_s, 0, 86400, u"Seconds to wait for a free connection"_s),
        least(secondsFlag(u"DB_POOL_RECYCLE"_s, -1, 604800,
                          u"Seconds after which a connection is replaced; -1: never"_s),
              u"never"_s),
        numberFlag(u"DB_REPLICA_POOL_SIZE"_s, ReplicaPool, 0, 100000,
                   u"Connections kept open to the replica"_s),
        least(numberFlag(u"DB_REPLICA_MAX_OVERFLOW"_s, ReplicaPool, -1, 100000,
                         u"More that may be opened to the replica for a peak; -1: no limit"_s),
              u"no limit"_s),
        secondsFlag(u"DB_REPLICA_POOL_TIMEOUT"_s, 0, 86400,
                    u"Seconds to wait for a free connection to the replica"_s),
    };
    return rules;
}

std::optional<FlagDeclaration> FlagRules::find(const QString &key) const
{
    if (isSecretKey(key))
        return std::nullopt;
    if (const auto known = std::ranges::find(declared, key, &FlagDeclaration::key); known != declared.end())
        return *known;
    for (const auto &pattern : patterns) {
        if (QRegularExpression(QRegularExpression::wildcardToRegularExpression(pattern))
                .match(key)
                .hasMatch())
            return boolFlag(key, FlagEffect::None, {});
    }
    return std::nullopt;
}

Result<FlagRules> FlagRules::parse(const QByteArray &toml, const QString &nameForErrors)
{
    try {
        const auto root = toml::parse(std::string_view(toml.constData(), size_t(toml.size())));
        return RulesReader(nameForErrors).read(root);
    } catch (const toml::parse_error &error) {
        return db::fail(
            db::ErrorKind::InvalidInput,
            u"%1, line %2: %3."_s.arg(nameForErrors)
                .arg(error.source().begin.line)
                .arg(QString::fromUtf8(error.description().data(), qsizetype(error.description().size()))),
            u"Correct that line; docs/flags.md has the format."_s);
    }
}

Result<FlagRules> FlagRules::load(const QString &envFile)
{
    const auto path = QFileInfo(envFile).absolutePath() + u"/flags.toml"_s;
    QFile file(path);
    if (!file.exists())
        return builtIn();
    if (!file.open(QIODevice::ReadOnly))
        return db::fail(db::ErrorKind::FileAccess, u"%1 cannot be read."_s.arg(path),
                        u"Give yourself the right to read it."_s, file.errorString());
    auto rules = parse(file.read(largestFile), path);
    if (rules)
        rules->file = path;
    return rules;
}

} // namespace seawall::models
