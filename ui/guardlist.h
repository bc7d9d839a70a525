// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

#include <QWidget>

namespace seawall::ui {

/// The guards of an Operation, one line each: sign, title, what was measured, and what to do where it is not
/// fine.
class GuardList final : public QWidget
{
    Q_OBJECT

public:
    explicit GuardList(const std::vector<models::Guard> &guards, QWidget *parent = nullptr);
};

} // namespace seawall::ui
