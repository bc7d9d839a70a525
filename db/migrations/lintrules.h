// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/lint.h"

#include <span>

namespace seawall::db {

struct RuleText {
    const char16_t *id, *title;
    const char16_t *advice; ///< {name} as in messages
};

/// What a single change is found to be, before its table's size is weighed.
struct ChangeRule {
    enum class Weight {
        None,
        There, ///< a Note where the table is not there yet
        Size,  ///< a Note where it is not there yet or small
        Large  ///< no finding unless it is known to be there and not small
    };
    Change::What what;
    const char16_t *rule;
    Finding::Severity severity;
    Weight weight;
    const char16_t *message; ///< {table}: with its size; {name}: that of the change
};

std::span<const RuleText> allRuleTexts();
std::span<const ChangeRule> allChangeRules();

/// A finding with the rule's advice.
Finding findingOf(QStringView rule, Finding::Severity severity, QString message, const QString &name = {});

/// What concerns a script as a whole, rather than one change in it.
void lintWholeScript(const Script &script, const LintContext &context, std::vector<Finding> &findings);

} // namespace seawall::db
