// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/plan.h"

namespace seawall::models {

/// What scripts take away, with the rows that the tables hold now: a sentence a kind of loss, each with a
/// blank behind it, and whether all could be read. Empty: nothing is lost.
QString lossesText(const std::vector<db::StepPlan> &steps);

/// The same of the down scripts of what is about to be applied: a sentence with a blank before it.
QString wayBackText(const std::vector<db::StepPlan> &downs);

} // namespace seawall::models
