// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/secretmask.h"

#include "models/envfile.h"

#include <QRegularExpression>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortest = 3; // what is shorter is everywhere, and guessed in no time
constexpr qsizetype longEnough = 8;
const auto mask = u"***"_s;

bool isSecretKey(const QString &key)
{
    static const QRegularExpression words(
        u"PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(key).hasMatch();
}

void collect(const db::Endpoint &endpoint, QStringList &secrets, QStringList &names)
{
    secrets << endpoint.password.reveal();
    for (const auto &[keyword, value] : endpoint.parameters)
        names << value;
}

} // namespace

SecretMask::SecretMask(const ClusterProfile &profile)
{
    QStringList secrets, names{profile.name};
    for (const auto &node : profile.monitor.nodes)
        collect(node.endpoint, secrets, names);
    if (profile.monitor.pgBouncer)
        collect(*profile.monitor.pgBouncer, secrets, names);
    if (const auto file = EnvFile::load(profile.envFile); !profile.envFile.isEmpty() && file) {
        for (const auto &entry : file->entries())
            (isSecretKey(entry.key) ? secrets : names) << entry.value;
    }
    secrets.removeDuplicates();
    std::ranges::sort(secrets, std::ranges::greater(), &QString::size); // a longer one may hold a shorter one
    for (const auto &secret : secrets) {
        if (secret.size() < shortest)
            continue;
        const bool isInName =
            std::ranges::any_of(names, [&](const QString &name) { return name.contains(secret); });
        (isInName || secret.size() < longEnough ? m_alone : m_anywhere) << secret;
    }
}

QString SecretMask::masked(const QString &text) const
{
    auto result = db::redacted(text);
    for (const auto &secret : m_anywhere)
        result.replace(secret, mask);
    for (const auto &secret : m_alone) {
        if (result.contains(secret))
            result.replace(
                QRegularExpression(uR"((?<![\w.-])%1(?![\w-]))"_s.arg(QRegularExpression::escape(secret))),
                mask);
    }
    return result;
}

} // namespace seawall::models
