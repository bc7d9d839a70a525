// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"
#include "models/checklist/outline.h"

namespace seawall::models {

/// A row of the outline as it should be, with those below it.
struct OutlineRow {
    struct Data {
        QString key; ///< the identity; of the second with the same one 'identity#2'
        QString title, whole, duration, signedBy;
        int node = -1; ///< index in Checklist::nodes
        bool isHeading = false;
        StepState state = StepState::Open;
        StepCounts counts;
        std::optional<StepSpec::Kind> kind; ///< of an isOwnStep()
        StepState own = StepState::Open;    ///< of such a one
        bool operator==(const Data &) const = default;
    };
    Data row;
    std::vector<OutlineRow> children;
};

/// The topmost rows. Plain items (of a numbered plan) are read in their parent's guidance, not walked
/// through, except where they hold steps.
std::vector<OutlineRow> outlineRows(const ChecklistView &view);

} // namespace seawall::models
