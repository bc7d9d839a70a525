// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/indexcare.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;

std::optional<ConcurrentIndex> concurrentIndexOf(const QString &sql)
{
    // A comment between the words is not understood: the index is then left to a person.
    static const QRegularExpression shape(
        uR"(^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?)"
        uR"(("(?:[^"]|"")+"|(?!ON\s)\w+)\s+ON\s+(?:ONLY\s+)?)"
        uR"(((?:(?:"(?:[^"]|"")+"|[\w$]+)\s*\.\s*)?(?:"(?:[^"]|"")+"|[\w$]+)))"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto match = shape.match(sql);
    if (!match.hasMatch())
        return std::nullopt;
    auto index = match.captured(1);
    if (index.startsWith(u'"'))
        index = index.sliced(1, index.size() - 2).replace(u"\"\""_s, u"\""_s);
    else
        index = index.toLower();
    return ConcurrentIndex{index.left(63), match.captured(2)};
}

bool isConcurrent(const QString &sql)
{
    static const QRegularExpression word(uR"(\bCONCURRENTLY\b)"_s, QRegularExpression::CaseInsensitiveOption);
    return sql.contains(word);
}

Result<void> IndexCare::remember(const QString &leftover)
{
    const auto rows = m_session.askCatalog(u"migration_invalid_indexes"_s);
    if (!rows)
        return std::unexpected(rows.error());
    m_before.clear();
    for (int row = 0; row < rows->count(); ++row)
        if (rows->text(row, 1) != leftover)
            m_before.insert(rows->text(row, 0));
    return {};
}

Result<QStringList> IndexCare::left()
{
    const auto rows = m_session.askCatalog(u"migration_invalid_indexes"_s);
    if (!rows)
        return std::unexpected(rows.error());
    QStringList names;
    for (int row = 0; row < rows->count(); ++row)
        if (!m_before.contains(rows->text(row, 0)))
            names << rows->text(row, 1);
    return names;
}

Result<std::pair<IndexCare::Found, QString>> IndexCare::find(const ConcurrentIndex &index)
{
    const auto rows = m_session.askCatalog(u"migration_index_state"_s, {index.table, index.index});
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->count() == 0)
        return std::pair(Found::Nothing, QString());
    return std::pair(rows->boolean(0, 0).value_or(false) ? Found::Valid : Found::Invalid, rows->text(0, 1));
}

Result<void> IndexCare::drop(const QString &qualified, const std::stop_token &stop)
{
    const auto done =
        m_session.connection().executeScript("DROP INDEX CONCURRENTLY IF EXISTS " + qualified.toUtf8(), {},
                                             Deadline::in(std::chrono::hours(24)), stop);
    return done ? Result<void>() : std::unexpected(done.error());
}

} // namespace seawall::db
