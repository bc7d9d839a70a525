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

QString prepared(const QString &id)
{
    return u"PREPARE seawall_%1 (text, text, text, text, text, integer, double precision, bigint, pg_lsn, bigint) AS %2;\n"_s
        .arg(id, catalogQuery(id, oldestServer).sql);
}

/// The statements that take the values of all ten parameters.
QString finished(const QString &id, QStringList values, HistoryForm form)
{
    values.resize(9);
    values << (form == HistoryForm::Plain ? QString() : QString::number(migrationLockKey));
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
                  {entry.version, nameOf(entry), parameterOf(entry.upChecksum),
                   parameterOf(entry.downChecksum), entry.appliedBy, QString::number(entry.statements),
                   QString::number(entry.statementsDone)});
}

QString statementDoneStatement(const QString &version, int statementsDone)
{
    return filled(u"history_statement_done"_s, {version, QString::number(statementsDone)});
}

QString appliedStatement(const HistoryEntry &entry, const std::optional<Lsn> &start, HistoryForm form)
{
    return finished(applied,
                    {entry.version, nameOf(entry), parameterOf(entry.upChecksum),
                     parameterOf(entry.downChecksum), entry.appliedBy, QString::number(entry.statements),
                     QString::number(entry.seconds, 'f', 6), QString::number(entry.walBytes),
                     start ? start->toString() : QString()},
                    form);
}

QString rolledBackStatement(const QString &version, const QString &actor, HistoryForm form)
{
    return finished(rolledBack, {version, {}, {}, {}, actor}, form);
}

QString preparation()
{
    return u"DEALLOCATE ALL;\n"_s + prepared(applied) + prepared(rolledBack);
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
