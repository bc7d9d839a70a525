// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/syncstandbys.h"

#include <QRegularExpression>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// The names of a list; nothing where one is empty or a quote stays open. A comma may stand in quotes.
std::optional<QStringList> namesIn(const QString &text)
{
    QStringList names;
    QString name;
    bool isQuoted = false;
    for (const auto character : text + u',') {
        if (character == u'"')
            isQuoted = !isQuoted;
        else if (character != u',' || isQuoted)
            name += character;
        else if (name.trimmed().isEmpty())
            return std::nullopt;
        else {
            names << name.trimmed();
            name.clear();
        }
    }
    return isQuoted ? std::nullopt : std::optional(names);
}

} // namespace

int SyncStandbys::matching(const QStringList &applicationNames) const
{
    if (names.contains(u"*"_s))
        return static_cast<int>(applicationNames.size());
    return static_cast<int>(std::ranges::count_if(applicationNames, [this](const QString &application) {
        return names.contains(application, Qt::CaseInsensitive);
    }));
}

std::optional<SyncStandbys> parseSyncStandbys(const QString &text)
{
    if (text.trimmed().isEmpty())
        return SyncStandbys{};
    static const QRegularExpression counted(uR"(^\s*(?:(?:first|any)\s+)?(\d+)\s*\((.*)\)\s*$)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = counted.match(text);
    const auto names = namesIn(match.hasMatch() ? match.captured(2) : text);
    if (!names)
        return std::nullopt;
    return SyncStandbys{match.hasMatch() ? match.captured(1).toInt() : 1, *names};
}

} // namespace seawall::db
