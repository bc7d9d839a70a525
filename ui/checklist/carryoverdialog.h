// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"

#include <QDialog>

namespace seawall::ui {

/// The file has changed: what goes over to its new text, what is lost, what is new, and the difference.
/// Used with open().
class CarryOverDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit CarryOverDialog(const models::RunStore::CarryOver &carry, QWidget *parent = nullptr);

Q_SIGNALS:
    void carryOver();
    void startAfresh();
};

} // namespace seawall::ui
