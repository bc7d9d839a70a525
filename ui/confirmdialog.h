// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operationrunner.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace seawall::ui {

class ConfirmBody;
class ElidedLabel;

/// Shows what an Operation will do, and asks. Focus starts on Cancel; the other button works only once the
/// typed text and the reason, where they are asked for, are there; it says what it does (Preview::verb).
/// Enter in a field closes nothing: it goes on to that button once it works, where a second one presses it.
/// There is no 'don't ask again'. What is asked stays as it was; only the guards and the consequence
/// follow, where whoever opened it sets them, and nothing moves by that. Used with open(): window-modal, it
/// never blocks the event loop.
class ConfirmDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ConfirmDialog(const models::Preview &preview, QWidget *parent = nullptr);

    QString reason() const;

    /// As they are now. While one blocks that did not when this was opened, the button is off and says which:
    /// to go against it has to be asked anew.
    void setGuards(const std::vector<models::Guard> &guards);
    void setConsequence(const QString &text); ///< figures of now; where there was one from the start
    void setChoice(QWidget *choice); ///< what may be chosen with it, above the reason; taken over, once

Q_SIGNALS:
    void confirmed(const QString &reason);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addHeading(const models::Preview &preview, QVBoxLayout *layout);
    void addInputs(QVBoxLayout *layout);
    void addButtons(const models::Preview &preview, QVBoxLayout *layout);
    void fit();
    void updateConfirm();

    QString m_typedConfirmation;
    QStringList m_blockedFirst; ///< titles of the guards that a reason is given against
    bool m_needsReason = false;
    QString m_against; ///< a guard that has come to block since; empty: none
    ConfirmBody *m_body = nullptr;
    ElidedLabel *m_why = nullptr;
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
