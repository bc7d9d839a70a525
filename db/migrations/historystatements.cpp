// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/historystatements.h"

#include "db/sqlcatalog.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr int oldestServer = 130000;

QString parameterOf(const QByteArray &text)
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

QString literal(const QString &value)
{
    return value.isNull() ? u"NULL"_s : quotedLiteral(value);
}

const auto applied = u"history_applied"_s, rolledBack = u"history_rolled_back"_s;

/// Names of types with their schema: these are read under whatever search_path the role has.
const auto appliedTypes =
    u"pg_catalog.text, pg_catalog.text, bigint, pg_catalog.text, pg_catalog.text, pg_catalog.text, "
    "integer, double precision, bigint, pg_catalog.pg_lsn"_s;
const auto rolledBackTypes = u"pg_catalog.text, pg_catalog.text, bigint"_s;

QString prepared(const QString &id, const QString &types)
{
    return u"PREPARE seawall_%1 (%2) AS %3;\n"_s.arg(id, types, catalogQuery(id, oldestServer).sql);
}

/// Of a version, by an actor, with the lock of the runner, and what else the statement takes.
QString finished(const QString &id, const QString &version, const QString &actor, const QStringList &others,
                 HistoryForm form)
{
    auto values = QStringList{version, actor,
                              form == HistoryForm::Plain ? QString() : QString::number(migrationLockKey)} +
                  others;
    if (form != HistoryForm::Prepared)
        return filled(id, values);
    std::ranges::transform(values, values.begin(), literal);
    return u"EXECUTE seawall_%1 (%2)"_s.arg(id, values.join(u", "_s));
}

} // namespace

QString beginStatement(const HistoryEntry &entry)
{
    const bool down = entry.state == HistoryEntry::State::RollingBack;
    return filled(down ? u"history_begin_down"_s : u"history_begin"_s,
                  {entry.version, entry.appliedBy, nameOf(entry), parameterOf(entry.upChecksum),
                   parameterOf(entry.downChecksum), QString::number(entry.statements),
                   QString::number(entry.statementsDone)});
}

QString statementDoneStatement(const QString &version, int statementsDone)
{
    return filled(u"history_statement_done"_s, {version, QString::number(statementsDone)});
}

QString appliedStatement(const HistoryEntry &entry, const std::optional<Lsn> &start, HistoryForm form)
{
    return finished(applied, entry.version, entry.appliedBy,
                    {nameOf(entry), parameterOf(entry.upChecksum), parameterOf(entry.downChecksum),
                     QString::number(entry.statements), QString::number(entry.seconds, 'f', 6),
                     QString::number(entry.walBytes), start ? start->toString() : QString()},
                    form);
}

QString rolledBackStatement(const QString &version, const QString &actor, HistoryForm form)
{
    return finished(rolledBack, version, actor, {}, form);
}

QString preparation()
{
    return u"DEALLOCATE ALL;\n"_s + prepared(applied, appliedTypes) + prepared(rolledBack, rolledBackTypes);
}

QString withLiterals(const QString &sql, const QStringList &values)
{
    static const QRegularExpression parameter(uR"(\$([0-9]+))"_s);
    QString text;
    qsizetype copied = 0;
    for (auto matches = parameter.globalMatch(sql); matches.hasNext();) {
        const auto match = matches.next();
        text += QStringView(sql).sliced(copied, match.capturedStart() - copied);
        text += literal(values.value(match.captured(1).toInt() - 1));
        copied = match.capturedEnd();
    }
    text += QStringView(sql).sliced(copied);
    return text;
}

} // namespace seawall::db
