// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"
#include "models/checklist/markdownoutline.h"

namespace seawall::models {

/// How each step of a checklist is done, from its own words and blocks, and what comments say. Linear.
/// `codeSpans`: of the title of each node; `comments`: their owners are nodes of the checklist. Wrong
/// comments are noted with their line.
void inferSpecs(Checklist &checklist, const std::vector<QStringList> &codeSpans,
                const std::vector<OutlineComment> &comments);

} // namespace seawall::models
