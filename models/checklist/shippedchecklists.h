// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"

namespace seawall::models {

/// A checklist that comes with Seawall, to be used as it is or saved and adapted.
struct ShippedChecklist {
    QString name;  ///< 'replica-rollout'
    QString title; ///< its first heading
    QString path;  ///< ':/checklists/replica-rollout.md', for readChecklist()
    bool operator==(const ShippedChecklist &) const = default;
};

/// The one to begin with, then by name.
std::vector<ShippedChecklist> shippedChecklists();

/// The path of a file, or of the shipped checklist of that name where there is no such file.
QString checklistPath(const QString &fileOrName);

} // namespace seawall::models
