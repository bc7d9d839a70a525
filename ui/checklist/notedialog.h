// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace seawall::ui {

/// Asks for the person's words on a step: the reason of a skip, what failed, who saw that it is right.
/// Used with open().
class NoteDialog final : public QDialog
{
    Q_OBJECT

public:
    NoteDialog(const QString &title, const QString &explanation, const QString &caption, const QString &verb,
               const QString &text, QWidget *parent = nullptr);

Q_SIGNALS:
    void given(const QString &text); ///< never empty

private:
    QLineEdit *m_text;
    QPushButton *m_accept = nullptr;
};

} // namespace seawall::ui
