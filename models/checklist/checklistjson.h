// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"

#include <QJsonObject>

namespace seawall::models {

/// How a checklist is kept in a run: as it was understood when the run began, so that a later Seawall that
/// reads Markdown otherwise still finds each step's evidence. The text itself is kept beside it.
QJsonObject toJson(const Checklist &checklist);
Checklist checklistFrom(const QJsonObject &object);

QJsonObject toJson(const StepSpec &spec);
StepSpec stepSpecFrom(const QJsonObject &object);

} // namespace seawall::models
