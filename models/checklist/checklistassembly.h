// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/markdownoutline.h"

namespace seawall::models {

/// What the outline of a file makes of its lines: nodes with guidance, blocks and identities. Bullets without
/// a step below them are guidance.
struct AssembledNodes {
    std::vector<ChecklistNode> nodes;
    std::vector<QStringList> codeSpans; ///< of the titles
    std::vector<int> indexOf;           ///< of the outline's nodes; bullets that are guidance: of their owner
};
AssembledNodes assembleNodes(const MarkdownLines &lines, MarkdownOutline outline);

} // namespace seawall::models
