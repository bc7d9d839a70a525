// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/flagcontrol.h"

#include "ui/flags/flagwords.h"
#include "ui/flags/switchbutton.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FlagKind;

namespace {

constexpr double widestNumber = 9e15; // whole numbers a double holds exactly

} // namespace

FlagControl::FlagControl(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 1, 4, 1);
    setAutoFillBackground(false);
}

void FlagControl::show(const models::Flag &flag)
{
    const bool isSame = m_input && flag.declaration == m_flag.declaration && flag.store == m_flag.store;
    const bool isUntouched = isSame && flag.value == m_flag.value && flag.problem == m_flag.problem;
    m_flag = flag;
    if (!isSame)
        build();
    if (!isUntouched) // what is being typed stays while only figures about it change
        showValue();
}

void FlagControl::build()
{
    delete m_input;
    m_switch = nullptr;
    m_choice = nullptr;
    m_number = nullptr;
    if (m_flag.declaration.kind == FlagKind::Choice)
        buildChoice();
    else if (m_flag.declaration.kind == FlagKind::Number)
        buildNumber();
    else
        buildSwitch();
    m_input->setObjectName(u"control_%1_%2"_s.arg(m_flag.store, m_flag.key()));
    m_input->installEventFilter(this);
    layout()->addWidget(m_input);
    setFocusProxy(m_input);
}

void FlagControl::buildSwitch()
{
    m_input = m_switch = new SwitchButton(this);
    connect(m_switch, &QAbstractButton::clicked, this,
            [this] { Q_EMIT changeRequested(oppositeOf(m_flag)); });
}

void FlagControl::buildChoice()
{
    m_input = m_choice = new QComboBox(this);
    m_choice->addItems(m_flag.declaration.choices);
    connect(m_choice, &QComboBox::textActivated, this, [this](const QString &wanted) {
        showValue();
        if (wanted != m_flag.value)
            Q_EMIT changeRequested(wanted);
    });
}

void FlagControl::buildNumber()
{
    const auto &declaration = m_flag.declaration;
    m_input = m_number = new QDoubleSpinBox(this);
    m_number->setDecimals(0);
    // One below the least stands for 'not set', or for a text that is no number.
    m_number->setRange(declaration.least ? double(*declaration.least) - 1 : -widestNumber,
                       declaration.most ? double(*declaration.most) : widestNumber);
    connect(m_number, &QDoubleSpinBox::valueChanged, this, [this](double number) {
        showUnit();
        if (number > m_number->minimum())
            Q_EMIT proposed(QString::number(qint64(number)));
    });
}

void FlagControl::showValue()
{
    const auto word = shownValue(m_flag);
    if (m_switch)
        m_switch->show(m_flag.value ? models::flagIsOn(*m_flag.value) : std::nullopt, word);
    if (m_choice) {
        m_choice->setCurrentIndex(int(m_flag.declaration.choices.indexOf(m_flag.value.value_or(QString()))));
        m_choice->setPlaceholderText(word);
    }
    if (m_number)
        showNumber();
    m_input->setAccessibleName(tr("%1: %2").arg(m_flag.key(), word));
    const auto how = m_number   ? tr("Type another number and press Enter; it is asked before it is set.")
                     : m_choice ? tr("Choose another value; it is asked before it is set.")
                                : tr("Click to set it to %1; it is asked before.").arg(oppositeOf(m_flag));
    m_input->setToolTip(m_flag.problem.isEmpty() ? how : m_flag.problem + u'\n' + how);
}

void FlagControl::showNumber()
{
    const QSignalBlocker quiet(m_number);
    bool isNumber = false;
    const auto number = m_flag.value.value_or(QString()).trimmed().toLongLong(&isNumber);
    const auto shown = double(number);
    const bool fits = isNumber && shown > m_number->minimum() && shown <= m_number->maximum();
    m_number->setSpecialValueText(shownValue(m_flag));
    m_number->setValue(fits ? shown : m_number->minimum());
    showUnit();
}

/// '3600 s', and '-1 (never)'.
void FlagControl::showUnit()
{
    const auto &flag = m_flag.declaration;
    const bool isLeast = flag.least && m_number->value() == double(*flag.least);
    const auto suffix = isLeast && !flag.leastMeans.isEmpty() ? u" (%1)"_s.arg(flag.leastMeans)
                        : flag.unit.isEmpty()                 ? QString()
                                                              : u' ' + flag.unit;
    if (suffix != m_number->suffix())
        m_number->setSuffix(suffix);
}

bool FlagControl::onNumberKey(int key)
{
    if (key == Qt::Key_Escape) {
        showNumber();
        return true;
    }
    if (key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    m_number->interpretText();
    const auto number = m_number->value();
    const bool isOne = number > m_number->minimum();
    showNumber();
    const auto wanted = QString::number(qint64(number));
    if (isOne && wanted != m_flag.value)
        Q_EMIT changeRequested(wanted);
    return true;
}

bool FlagControl::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input)
        return false;
    switch (event->type()) {
    case QEvent::FocusIn:
        Q_EMIT entered();
        break;
    case QEvent::FocusOut:
        if (m_number)
            showNumber();
        break;
    case QEvent::Wheel: // it scrolls the table
        event->ignore();
        return true;
    case QEvent::KeyPress:
        return m_number && onNumberKey(static_cast<QKeyEvent *>(event)->key());
    default:
        break;
    }
    return false;
}

} // namespace seawall::ui
