// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/expectation.h"

#include "models/format.h"

#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Kind = Expectation::Kind;

namespace {

QString counted(qint64 rows)
{
    return rows == 1 ? u"1 row"_s : u"%1 rows"_s.arg(rows);
}

QString quoted(const QString &text)
{
    return u"'%1'"_s.arg(format::oneLine(text, 200));
}

QString folded(const QString &value)
{
    const auto text = value.trimmed();
    const auto lower = text.toLower();
    return lower == u"true"                 ? u"t"_s
           : lower == u"false"              ? u"f"_s
           : lower == u"t" || lower == u"f" ? lower
                                            : text;
}

Judgement judgeValue(const QString &wanted, const Came &came)
{
    if (came.value && folded(*came.value) == folded(wanted))
        return {true, u"%1 gave %2, as expected."_s.arg(came.from, quoted(*came.value))};
    const auto what = came.value ? quoted(*came.value) : came.rows == 0 ? u"no row"_s : u"NULL"_s;
    return {false, u"Expected the value %1, but %2 gave %3."_s.arg(quoted(wanted), came.from, what)};
}

Judgement judgeRows(const QString &wanted, const Came &came)
{
    const auto text = wanted.trimmed().toLower();
    const bool isSome = text == u"some" || text.isEmpty();
    bool isNumber = false;
    const auto number = text == u"none" ? 0 : text.toLongLong(&isNumber);
    if (!isSome && !isNumber && text != u"none")
        return {false, u"The expectation %1 is no number of rows; write a number, 'some' or 'none'."_s.arg(
                           quoted(wanted))};
    const bool isMet = isSome ? came.rows > 0 : came.rows == number;
    if (isMet)
        return {true, u"%1 gave %2, as expected."_s.arg(came.from, counted(came.rows))};
    return {false, u"Expected %1, but %2 gave %3."_s.arg(isSome ? u"at least one row"_s : counted(number),
                                                         came.from, counted(came.rows))};
}

Judgement judgeMatch(const QString &pattern, const Came &came)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    if (!expression.isValid())
        return {false, u"The expectation %1 is no regular expression: %2."_s.arg(quoted(pattern),
                                                                                 expression.errorString())};
    if (expression.match(came.text).hasMatch())
        return {true, u"What %1 gave matches %2, as expected."_s.arg(came.from, quoted(pattern))};
    return {false, u"Expected something that matches %1, but %2 gave %3."_s.arg(
                       quoted(pattern), came.from,
                       came.text.trimmed().isEmpty() ? u"nothing"_s : quoted(came.text.trimmed()))};
}

} // namespace

Judgement judge(const Expectation &expectation, const Came &came)
{
    switch (expectation.kind) {
    case Kind::Value:
        return judgeValue(expectation.text, came);
    case Kind::Rows:
        return judgeRows(expectation.text, came);
    case Kind::Matches:
        return judgeMatch(expectation.text, came);
    case Kind::AsOnPrimary:
        return {false, u"'As on the primary' can only be expected of a statement."_s};
    case Kind::None:
        break;
    }
    return {true, u"%1 gave %2."_s.arg(came.from, counted(came.rows))};
}

QString describe(const Expectation &expectation)
{
    switch (expectation.kind) {
    case Kind::Value:
        return u"expects the value %1"_s.arg(quoted(expectation.text));
    case Kind::Rows:
        return u"expects %1 rows"_s.arg(expectation.text.isEmpty() ? u"some"_s : expectation.text);
    case Kind::Matches:
        return u"expects what matches %1"_s.arg(quoted(expectation.text));
    case Kind::AsOnPrimary:
        return u"expects the same rows as on the primary"_s;
    case Kind::None:
        break;
    }
    return {};
}

} // namespace seawall::models
