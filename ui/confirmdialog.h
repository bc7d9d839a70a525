// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operationrunner.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace seawall::ui {

/// Shows what an Operation will do, and asks. Focus starts on Cancel; the other button works only once the
/// typed text and the reason, where they are asked for, are there; it says what it does (Preview::verb).
/// There is no 'don't ask again'. Used with open(): window-modal, it never blocks the event loop.
class ConfirmDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ConfirmDialog(const models::Preview &preview, QWidget *parent = nullptr);

    QString reason() const;

Q_SIGNALS:
    void confirmed(const QString &reason);

private:
    void addHeading(const models::Preview &preview, QVBoxLayout *layout);
    void addActions(const models::Preview &preview, QVBoxLayout *layout);
    void addInputs(const models::Preview &preview, QVBoxLayout *layout);
    void addButtons(const models::Preview &preview, QVBoxLayout *layout);
    void updateConfirm();

    QString m_typedConfirmation;
    bool m_needsReason = false;
    QLineEdit *m_typed = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_confirm = nullptr;
};

/// Shows a preview and asks; `confirmed` is called once, with the reason. Returns the open dialog, which
/// deletes itself.
ConfirmDialog *confirm(const models::Preview &preview, QWidget *parent,
                       std::function<void(const QString &reason)> confirmed);

/// The way every page starts an Operation: shows its preview, and on confirmation hands it to the runner and
/// tells `started` the number of the run. Returns the open dialog, which deletes itself.
ConfirmDialog *confirmAndStart(std::unique_ptr<models::Operation> operation, models::OperationRunner *runner,
                               QWidget *parent, std::function<void(int run)> started = {});

} // namespace seawall::ui
