// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace seawall::ui {

/// Words of others as they are, over as many lines as they need; they can be selected.
QLabel *wrappedLabel(const QString &text, QWidget *parent);

} // namespace seawall::ui
