// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/lint.h"

#include "db/migrations/lintrules.h"

#include <QLocale>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

using What = Change::What;
using Severity = Finding::Severity;
using Weight = ChangeRule::Weight;

constexpr qint64 smallRows = 10'000, smallBytes = 16 << 20;

std::optional<TableSize> sizeOf(const LintContext &context, const QString &table)
{
    if (!context.tables)
        return {};
    if (const auto named = context.named.find(table); named != context.named.end())
        return named->second;
    const auto found = context.tables->find(table);
    return found == context.tables->end() ? std::nullopt : std::optional(found->second);
}

bool isSmall(const TableSize &size)
{
    return size.rows.value_or(0) < smallRows && size.bytes < smallBytes;
}

QString withSize(const QString &table, const std::optional<TableSize> &size)
{
    if (!size)
        return table;
    const QLocale locale(QLocale::English);
    return u"%1 (%2, %3)"_s.arg(
        table, size->rows ? u"about %1 rows"_s.arg(locale.toString(*size->rows)) : u"rows unknown"_s,
        locale.formattedDataSize(size->bytes, 0, QLocale::DataSizeTraditionalFormat));
}

/// Nothing where it is no matter at that size.
std::optional<Severity> weighed(const ChangeRule &rule, const LintContext &context, const QString &table)
{
    const auto size = sizeOf(context, table);
    if (rule.weight == Weight::Large)
        return size && !isSmall(*size) ? std::optional(rule.severity) : std::nullopt;
    const bool isFilled = !size && context.named.contains(table);
    if (rule.weight == Weight::None || !context.tables || table.isEmpty() || isFilled)
        return rule.severity;
    const bool isHarmless = !size || (rule.weight == Weight::Size && isSmall(*size));
    return isHarmless ? Severity::Note : rule.severity;
}

/// Whether a table, rows or what a column holds are gone afterwards.
bool losesData(What what)
{
    return what == What::DropsTable || what == What::DropsSchema || what == What::DropsColumn ||
           what == What::DropsAttribute || what == What::DropsOwned || what == What::DropsType ||
           what == What::DropsTypesOf || what == What::DropsExtension || what == What::Truncates ||
           what == What::TruncatesReferrers || what == What::DeletesAllRows || what == What::ConvertsColumn ||
           what == What::NarrowsColumn || what == What::LosesLargeObjects;
}

std::optional<Finding> judge(const Change &change, const LintContext &context)
{
    const auto rule = std::ranges::find(allChangeRules(), change.what, &ChangeRule::what);
    if (rule == allChangeRules().end())
        return {};
    const auto severity = weighed(*rule, context, change.table);
    if (!severity)
        return {};
    auto message = QString::fromUtf16(rule->message);
    message.replace(u"{table}"_s, withSize(change.table, sizeOf(context, change.table)));
    message.replace(u"{name}"_s, change.name.isEmpty() ? u"it"_s : change.name);
    if (message.startsWith(u"it "))
        message[0] = u'I';
    const bool isWayBack = context.isDown && losesData(change.what);
    return findingOf(isWayBack ? u"destructive-down" : rule->rule, *severity, message, change.name);
}

/// Outside of a transaction a new enum value can be used at once. A table that may be new is no concern, but
/// for what it may hold.
bool applies(const Change &change, const Script &script)
{
    return (change.what != What::UsesNewEnumValue || script.runsInTransaction()) &&
           (!change.isPerhapsNew || losesData(change.what));
}

} // namespace

Finding findingOf(QStringView rule, Severity severity, QString message, const QString &name)
{
    const auto text =
        std::ranges::find_if(allRuleTexts(), [rule](const auto &other) { return rule == other.id; });
    Q_ASSERT(text != allRuleTexts().end());
    auto advice = QString::fromUtf16(text->advice);
    advice.replace(u"{name}"_s, name);
    Finding finding;
    finding.rule = rule.toString();
    finding.severity = severity;
    finding.message = std::move(message);
    finding.advice = std::move(advice);
    return finding;
}

bool Finding::isFailure() const
{
    return rule == u"will-fail";
}

QString toString(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Note:
        return u"note"_s;
    case Finding::Severity::Warning:
        return u"warning"_s;
    case Finding::Severity::Danger:
        break;
    }
    return u"danger"_s;
}

std::vector<Finding> lint(const Script &script, const LintContext &context)
{
    std::vector<Finding> findings;
    for (size_t i = 0; i < script.statements.size(); ++i) {
        for (const auto &change : script.statements[i].changes) {
            if (!applies(change, script))
                continue;
            if (auto finding = judge(change, context)) {
                finding->statement = static_cast<int>(i);
                finding->position = script.statements[i].position;
                if (std::ranges::find(findings, *finding) == findings.end())
                    findings.push_back(std::move(*finding));
            }
        }
    }
    lintWholeScript(script, context, findings);
    std::ranges::stable_sort(findings, [](const Finding &left, const Finding &right) {
        return std::tuple(right.severity, left.position.line, left.position.column) <
               std::tuple(left.severity, right.position.line, right.position.column);
    });
    return findings;
}

std::vector<LintRule> lintRules()
{
    std::vector<LintRule> rules;
    for (const auto &text : allRuleTexts())
        rules.push_back({QString::fromUtf16(text.id), QString::fromUtf16(text.title)});
    return rules;
}

} // namespace seawall::db
