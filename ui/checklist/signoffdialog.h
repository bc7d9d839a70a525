// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace seawall::ui {

/// Asks who signs a phase off, and who else was there. Used with open().
class SignOffDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `state`: what is not done yet; empty: all is.
    SignOffDialog(const QString &phase, const QString &state, const QString &name, QWidget *parent = nullptr);

Q_SIGNALS:
    void given(const QString &name, const QString &second); ///< `second` may be empty

private:
    QLineEdit *m_name;
    QLineEdit *m_second;
};

} // namespace seawall::ui
