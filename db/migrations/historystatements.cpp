// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/historystatements.h"

#include "db/sqlcatalog.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr int oldestServer = 130000;

QString orNull(const QByteArray &text)
{
    return text.isEmpty() ? QString() : QString::fromLatin1(text);
}

/// A migration may have no name but its number; that is no NULL.
QString nameOf(const HistoryEntry &entry)
{
    return entry.name.isNull() ? u""_s : entry.name;
}

QString filled(const QString &id, const QStringList &values)
{
    return withLiterals(catalogQuery(id, oldestServer).sql, values);
}

} // namespace

QString beginStatement(const HistoryEntry &entry)
{
    const bool down = entry.state == HistoryEntry::State::RollingBack;
    return filled(down ? u"history_begin_down"_s : u"history_begin"_s,
                  {entry.version, nameOf(entry), orNull(entry.upChecksum), orNull(entry.downChecksum),
                   entry.appliedBy, QString::number(entry.statements),
                   QString::number(entry.statementsDone)});
}

QString statementDoneStatement(const QString &version, int statementsDone)
{
    return filled(u"history_statement_done"_s, {version, QString::number(statementsDone)});
}

QString appliedStatement(const HistoryEntry &entry, const std::optional<Lsn> &start)
{
    return filled(u"history_applied"_s,
                  {entry.version, nameOf(entry), orNull(entry.upChecksum), orNull(entry.downChecksum),
                   entry.appliedBy, QString::number(entry.statements), QString::number(entry.seconds, 'f', 6),
                   QString::number(entry.walBytes), start ? start->toString() : QString()});
}

QString rolledBackStatement(const QString &version, const QString &actor)
{
    return filled(u"history_rolled_back"_s, {version, {}, {}, {}, actor});
}

QString withLiterals(const QString &sql, const QStringList &values)
{
    static const QRegularExpression parameter(uR"(\$([0-9]+))"_s);
    QString text;
    qsizetype copied = 0;
    for (auto matches = parameter.globalMatch(sql); matches.hasNext();) {
        const auto match = matches.next();
        const auto value = values.value(match.captured(1).toInt() - 1);
        text += QStringView(sql).sliced(copied, match.capturedStart() - copied);
        text += value.isNull() ? u"NULL"_s : quotedLiteral(value);
        copied = match.capturedEnd();
    }
    text += QStringView(sql).sliced(copied);
    return text;
}

} // namespace seawall::db
