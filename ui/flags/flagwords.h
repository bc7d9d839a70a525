// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/deadmanswitch.h"
#include "models/flags/flagproof.h"
#include "ui/tone.h"

namespace seawall::ui {

Tone toneOf(models::FlagProofState::State state);
Tone toneOf(models::DeadManSwitch::State state);

QString shownValue(const models::Flag &flag);            ///< 'on', 'debug', '20', 'not set'
QString shownValue(const std::optional<QString> &value); ///< as it is written, or 'not set'
QString oppositeOf(const models::Flag &flag); ///< what a click on the switch of a bool flag asks for

QString sentenceOf(const db::Error &error); ///< what happened, and what to do

/// What a flag does while it has `value`, as far as its declaration tells.
QString expectedEffect(const models::FlagDeclaration &flag, const QString &value);

/// '9 min 20 s left' of an armed switch; what is next where it has two ends.
QString timeLeft(const models::SwitchTerms &terms, qint64 nowMs);

} // namespace seawall::ui
