// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/json.h"
#include "app/ctl/table.h"
#include "models/checklist/checklist.h"

namespace seawall::app {

/// A checklist as phases → tasks → steps → steps, docs/cli.md. Every checkbox of the file is in it once.
Json checklistJson(const models::Checklist &checklist);

/// The same as an indented text.
std::vector<Line> checklistLines(const models::Checklist &checklist);

/// What of the file is told of it, as of a block that no step has.
Json notesJson(const models::Checklist &checklist);
void tellNotes(const models::Checklist &checklist, Output &output);

/// 'replica', or 'primary, replica' where the statements of a step go to both; empty: no node takes part.
QString targetsOf(const models::StepSpec &spec);

} // namespace seawall::app
