// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/script.h"

#include <map>
#include <optional>

namespace seawall::db {

/// Something in a migration that deserves a look before it runs.
struct Finding {
    enum class Severity { Note, Warning, Danger };
    QString rule; ///< 'index-not-concurrent', documented in docs/migration-rules.md under that anchor
    Severity severity = Severity::Note;
    int statement = -1; ///< index in Script::statements; -1: of the whole script
    TextPosition position;
    QString message;        ///< what would happen, with the table's live size where it is known
    QString advice;         ///< what to write instead
    bool isFailure() const; ///< the statement cannot succeed: of the rule will-fail
    bool operator==(const Finding &) const = default;
};

struct TableSize {
    qint64 bytes = 0;
    std::optional<qint64> rows = 0; ///< the planner's estimate; nothing: not known
    bool operator==(const TableSize &) const = default;
};

QString toString(Finding::Severity severity); ///< 'note', 'warning', 'danger'

/// What the rules know beyond the script. Without the live sizes every table counts as large.
struct LintContext {
    int serverVersion = 0; ///< server_version_num; 0: the oldest supported
    bool isDown = false;
    bool hasDown = true;          ///< of an up script: there is a way back
    bool lockTimeoutIsSet = true; ///< by whoever runs it
    /// By name and by schema.name; the caller's, as there may be many. Null: unknown.
    const std::map<QString, TableSize> *tables = nullptr;
    /// Of those that have another name or size when the script runs; nothing: filled until then, how far is
    /// not known.
    std::map<QString, std::optional<TableSize>> named;
};

/// Judges a script; most severe first, then by position. Of a statement that could not be read a finding says
/// so. Pure and thread-safe.
std::vector<Finding> lint(const Script &script, const LintContext &context);

/// The rules, for documentation and for tests: id, what it looks for.
struct LintRule {
    QString id, title;
};
std::vector<LintRule> lintRules();

} // namespace seawall::db
