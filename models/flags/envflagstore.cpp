// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/envflagstore.h"

#include "db/endpoint.h"
#include "models/checklist/textdifference.h"
#include "models/filereplacement.h"

#include <QDateTime>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Result;

namespace {

Flag flagFrom(const FlagDeclaration &declaration, const EnvFile &file)
{
    Flag flag;
    flag.declaration = declaration;
    flag.store = u"env"_s;
    if (const auto *const entry = file.entry(declaration.key)) {
        flag.value = entry->value;
        flag.line = entry->line;
        if (const auto fit = flagValue(declaration, entry->value, entry->value); !fit)
            flag.problem = fit.error().message + u' ' + fit.error().hint;
    }
    return flag;
}

/// Those that are set in the order of the file, then those that could be.
std::vector<Flag> flagsOf(const EnvFile &file, const FlagRules &rules)
{
    std::vector<Flag> flags;
    for (const auto &entry : file.entries()) {
        const auto declaration = rules.find(entry.key);
        if (declaration && std::ranges::find(flags, entry.key, &Flag::key) == flags.end())
            flags.push_back(flagFrom(*declaration, file));
    }
    for (const auto &declaration : rules.declared) {
        if (!file.entry(declaration.key))
            flags.push_back(flagFrom(declaration, file));
    }
    return flags;
}

QString withoutSecrets(const QByteArray &content)
{
    auto text = content;
    const auto file = EnvFile::parse(content, {});
    if (file) {
        const auto &entries = file->entries();
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            if (isSecretKey(entry->key))
                text.replace(entry->at, entry->length, "***");
        }
    }
    return file ? db::redacted(QString::fromUtf8(text)) : QString();
}

QStringList secretsOf(const QByteArray &content)
{
    QStringList secrets;
    if (const auto file = EnvFile::parse(content, {})) {
        for (const auto &entry : file->entries()) {
            if (isSecretKey(entry.key))
                secrets << entry.key << entry.value;
        }
    }
    return secrets;
}

QString differenceBetween(const QByteArray &before, const QByteArray &after, const QString &path)
{
    if (const auto readable = EnvFile::parse(after, path); !readable)
        return u"It can no longer be read: %1"_s.arg(readable.error().message);
    const auto difference = unifiedDifference(withoutSecrets(before), withoutSecrets(after));
    if (difference.isEmpty())
        return u"Only values that are not shown, such as passwords, differ."_s;
    return secretsOf(before) == secretsOf(after)
               ? difference
               : difference + u"\nValues that are not shown, such as passwords, differ as well."_s;
}

} // namespace

Result<FlagReading> EnvFlagStore::load(const QString &path)
{
    const auto file = EnvFile::load(path);
    if (!file)
        return std::unexpected(file.error());
    auto rules = FlagRules::load(path);
    if (!rules)
        return std::unexpected(rules.error());
    FlagReading reading;
    reading.store = u"env"_s;
    reading.place = path;
    reading.readMs = QDateTime::currentMSecsSinceEpoch();
    reading.flags = flagsOf(*file, *rules);
    reading.rules = std::move(*rules);
    reading.warnings = file->warnings();
    reading.file = std::make_shared<const EnvFile>(*file);
    return reading;
}

Result<FlagReading> EnvFlagStore::read(db::Deadline, const std::stop_token &) const
{
    return load(m_path);
}

Result<FlagWrite> EnvFlagStore::write(const FlagReading &basis, const std::vector<FlagAssignment> &changes,
                                      const FlagAuthor &, db::Deadline, const std::stop_token &) const
{
    auto next = *basis.file;
    for (const auto &[key, value] : changes) {
        const auto content = next.with(key, value);
        if (!content)
            return std::unexpected(content.error());
        auto parsed = EnvFile::parse(*content, m_path);
        if (!parsed)
            return std::unexpected(parsed.error());
        next = std::move(*parsed);
    }
    const auto replaced = replaceFile(m_path, basis.file->content(), next.content());
    if (!replaced)
        return std::unexpected(replaced.error());
    if (!replaced->isDone)
        return FlagWrite{false, differenceBetween(basis.file->content(), replaced->found, m_path)};
    return FlagWrite{true, {}};
}

} // namespace seawall::models
