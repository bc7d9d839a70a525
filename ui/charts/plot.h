// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one place that includes QCustomPlot. Its header says `signals:`, `slots:` and `foreach`, which the
// project has switched off, so they are lent for the time of reading it. For ui/charts/*.cpp and its inner
// headers only.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
