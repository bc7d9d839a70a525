// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flag.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;

namespace seawall::ui {

class SwitchButton;

/// The value of a flag as a control: a switch, a choice or a number. It only asks for another value, and goes
/// on showing the one the store has until show() brings another.
class FlagControl final : public QWidget
{
    Q_OBJECT

public:
    explicit FlagControl(QWidget *parent = nullptr);

    void show(const models::Flag &flag);
    using QWidget::show;

Q_SIGNALS:
    void entered();                             ///< it has the keyboard
    void proposed(const QString &value);        ///< a number is being typed; nothing is asked for yet
    void changeRequested(const QString &value); ///< clicked, chosen, or typed and ended with Enter

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildSwitch();
    void buildChoice();
    void buildNumber();
    void showValue();
    void showNumber();
    void showUnit();
    bool onNumberKey(int key);

    models::Flag m_flag;
    QWidget *m_input = nullptr; ///< one of the three
    SwitchButton *m_switch = nullptr;
    QComboBox *m_choice = nullptr;
    QDoubleSpinBox *m_number = nullptr;
};

} // namespace seawall::ui
