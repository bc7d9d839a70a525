// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace seawall::ui {

/// Nothing was written, as the store is no longer what it was when it was read: shows how it differs, and
/// asks whether to leave it so. Used with open(). Focus starts on leaving it.
class ConflictDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `wish`: what was to be set, 'USE_READ_REPLICA=false'.
    ConflictDialog(const QString &place, const QString &wish, const QString &difference, QWidget *parent);

Q_SIGNALS:
    void againRequested(); ///< set it all the same, upon what is there now
};

} // namespace seawall::ui
