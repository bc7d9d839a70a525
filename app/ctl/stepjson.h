// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/json.h"
#include "models/checklist/stepspec.h"

namespace seawall::app {

/// How a step is done, in words: only what its kind has. docs/cli.md.
Json stepSpecJson(const models::StepSpec &spec);

} // namespace seawall::app
