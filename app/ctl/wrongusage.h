// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <CLI/CLI.hpp>

namespace seawall::app {

/// What is wrong with a command line that could not be parsed, in one sentence and a hint: the word that is
/// no command, with the one it may have been meant for, the option that is unknown, the value that does not
/// fit. `program` is as its parse() left it. Always an InvalidInput.
db::Error wrongUsage(const CLI::App &program, const CLI::ParseError &error);

} // namespace seawall::app
