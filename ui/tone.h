// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/clusterevent.h"
#include "models/operation.h"

#include <QColor>
#include <QIcon>

class QPalette;

namespace seawall::ui {

/// What a figure or word means to the person looking. Always shown as colour and icon and word.
enum class Tone { Neutral, Ok, Info, Warning, Critical, Unknown };

Tone toneOf(db::ClusterVerdict verdict);
Tone toneOf(const db::NodeSnapshot &node); ///< of the word on it
Tone toneOf(models::Severity severity);
Tone toneOf(models::Guard::State state);
Tone toneOf(models::Outcome::State state);

int rankOf(Tone tone); ///< the worse the higher; what asks nothing of anybody is 0

QString toneIconName(Tone tone); ///< of the icon theme, for the desktop's notifications
QIcon toneIcon(Tone tone);       ///< drawn in the theme's colours, see ui/toneicon.h

/// Colours derived from a palette, so that whoever paints has those of the theme in use without being told of
/// it. All pass WCAG AA as text on the palette's window and base, and differ under all colour blindnesses.
bool isDark(const QPalette &palette);
QColor toneColour(const QPalette &palette, Tone tone);
QColor toneBackground(const QPalette &palette, Tone tone); ///< quiet fill behind text of toneColour
QColor borderColour(const QPalette &palette);              ///< of cards, between rows
QColor mutedText(const QPalette &palette);                 ///< secondary text
QColor cardColour(const QPalette &palette);                ///< surface of a card

/// Colour of the n-th line of a chart (Okabe and Ito, adjusted for contrast); repeats after 7.
QColor seriesColour(const QPalette &palette, int index);

} // namespace seawall::ui
