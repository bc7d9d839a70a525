// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"
#include "models/checklist/targethints.h"

namespace seawall::models {

/// What a block of code can be used for.
enum class BlockUse {
    Sql,
    Shell,
    Settings, ///< KEY=value lines of an environment file
    Comments, ///< says what to do, in comments alone
    Reference,
};
BlockUse useOf(const CodeBlock &block);

/// The statements of an sql block. A comment before one ('-- On replica (port 5433)') says where it and those
/// after it run; before the first such, `target`. Empty where it holds commands of psql (\d), which no server
/// takes.
std::vector<SqlPart> sqlParts(const CodeBlock &block, const TargetHints &hints, const QString &target);

/// The commands of a shell block; of a console session those behind the prompt.
QString shellCommands(const CodeBlock &block);

/// The keys of a block of settings, as 'KEY='.
QStringList settingKeys(const CodeBlock &block);

} // namespace seawall::models
