// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"

/// How a step is told, where it is shown.
namespace seawall::ui {

QString crumbsOf(const models::Checklist &checklist, int node); ///< 'Phase 1 › Task 1.3'

/// 'SQL on replica, expects “t”', 'command in /srv/app, at most 1 min', 'lag below 1 s, held for 10 s' …
QString describe(const models::StepSpec &spec, const QString &folder);

/// What runs, as blocks: caption, language, text.
struct ShownBlock {
    QString caption, language, text;
};
std::vector<ShownBlock> blocksOf(const models::ChecklistNode &node, const models::StepSpec &spec);

} // namespace seawall::ui
