// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"
#include "ui/tone.h"

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

// Names in braces are replaced by colours, {n} figures by that many sixteenths of the font's height. Where a
// rule names a text's colour, Qt makes its placeholder half transparent: those with one keep the palette's.
// Where one names the indicator of a view, Qt draws the icons of its items twice.
constexpr auto sheet = R"(
QToolTip { background: {base}; color: {text}; border: 1px solid {border}; padding: {3}px; }
QFrame#card, QWidget#card { background: {base}; border: 1px solid {border}; border-radius: {6}px; }
QPushButton, QToolButton#button { background: {base}; color: {text}; border: 1px solid {border};
    border-radius: {4}px; padding: {4}px {11}px; }
QPushButton:hover, QToolButton#button:hover { background: {raised}; border-color: {muted}; }
QPushButton:pressed, QToolButton#button:pressed { background: {border}; }
QPushButton:focus, QToolButton#button:focus { border: 2px solid {accent}; padding: {3}px {10}px; }
QPushButton:disabled, QToolButton#button:disabled { color: {faded}; background: transparent; }
QPushButton:default { border-color: {accent}; }
QPushButton[danger="true"]:enabled { background: {critical}; color: {base}; border-color: {critical}; }
QPushButton[danger="true"]:enabled:focus { border: 2px solid {text}; }
QToolButton { border: 1px solid transparent; border-radius: {4}px; padding: {3}px; }
QToolButton:hover { background: {raised}; }
QToolButton:checked, QToolButton:pressed { background: {border}; }
QToolButton:focus { border: 1px solid {accent}; }
QToolButton::menu-indicator { image: none; }
QToolButton[popupMode="2"][toolButtonStyle="2"] { padding-right: {18}px; }
QToolButton[popupMode="2"][toolButtonStyle="2"]::menu-indicator { image: url(:/ui/arrow-down-{shade}.svg);
    width: {12}px; height: {12}px; subcontrol-position: right center; right: {4}px; }
QToolButton[popupMode="1"] { padding-right: {20}px; }
QToolButton::menu-button { border: none; width: {18}px; border-radius: {4}px; }
QToolButton::menu-button:hover { background: {border}; }
QToolButton::menu-arrow { image: url(:/ui/arrow-down-{shade}.svg); width: {12}px; height: {12}px; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox { background: {base};
    border: 1px solid {border}; border-radius: {4}px; padding: {3}px {5}px;
    selection-background-color: {accent}; selection-color: {accentText}; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QDateTimeEdit:focus, QComboBox:focus { border-color: {accent}; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit#runLog { background: {window}; }
QComboBox::drop-down { border: none; width: {18}px; }
QComboBox { padding-right: {18}px; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateTimeEdit::down-arrow
    { image: url(:/ui/arrow-down-{shade}.svg); width: {12}px; height: {12}px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateTimeEdit::up-arrow
    { image: url(:/ui/arrow-up-{shade}.svg); width: {12}px; height: {12}px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button,
QDateTimeEdit::up-button, QDateTimeEdit::down-button { border: none; background: transparent; width: {18}px; }
QCheckBox { spacing: {6}px; }
QCheckBox::indicator { width: {12}px; height: {12}px;
    border: 1px solid {muted}; border-radius: {3}px; background: {base}; }
QCheckBox::indicator:checked
    { background: {accent}; border-color: {accent}; image: url(:/ui/check.svg); }
QCheckBox::indicator:focus { border: 2px solid {accent}; }
QCheckBox::indicator:disabled { border-color: {border}; }
QTableView, QTreeView, QListView { background: {base}; alternate-background-color: {window};
    border: 1px solid {border}; border-radius: {4}px; gridline-color: {border};
    selection-background-color: {selection}; selection-color: {text}; outline: none; }
QTreeView[stale="true"] { color: {muted}; }
QTableView::item, QTreeView::item, QListView::item { padding: {2}px {5}px; }
QAbstractItemView[bare="true"] { border: none; background: transparent; }
QHeaderView { background: {base}; border: none; }
QHeaderView::section { background: {base}; color: {muted}; border: none; border-bottom: 1px solid {border};
    padding: {4}px {5}px; font-weight: 500; }
QTableCornerButton::section { background: {base}; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid {border}; }
QTabBar::tab { background: transparent; color: {muted}; padding: {5}px {12}px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: {text}; border-bottom: 2px solid {accent}; }
QTabBar::tab:hover { color: {text}; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: {10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: {10}px; margin: 0; }
QScrollBar::handle { background: {handle}; border-radius: {3}px; margin: {2}px; }
QScrollBar::handle:vertical { min-height: {24}px; }
QScrollBar::handle:horizontal { min-width: {24}px; }
QScrollBar::handle:hover { background: {muted}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: {border}; }
QMenu { background: {base}; border: 1px solid {border}; padding: {3}px; }
QMenu::item { padding: {4}px {20}px {4}px {10}px; border-radius: {3}px; }
QMenu::item:selected { background: {selection}; color: {text}; }
QMenu::separator { height: 1px; background: {border}; margin: {3}px {6}px; }
QProgressBar { background: {raised}; border: none; border-radius: {3}px; max-height: {6}px; text-align: center; }
QProgressBar::chunk { background: {accent}; border-radius: {3}px; }
)";

QString name(const QColor &colour)
{
    return colour.alpha() == 255 ? colour.name() : colour.name(QColor::HexArgb);
}

} // namespace

QString themeSheet(const QPalette &palette, int em)
{
    auto selection = palette.color(QPalette::Highlight);
    selection.setAlphaF(isDark(palette) ? 0.35F : 0.18F);
    auto handle = mutedText(palette);
    handle.setAlphaF(0.4F);
    const std::pair<const char *, QColor> colours[] = {
        {"{window}", palette.color(QPalette::Window)},
        {"{base}", palette.color(QPalette::Base)},
        {"{raised}", palette.color(QPalette::Button)},
        {"{text}", palette.color(QPalette::WindowText)},
        {"{faded}", palette.color(QPalette::Disabled, QPalette::WindowText)},
        {"{muted}", mutedText(palette)},
        {"{border}", borderColour(palette)},
        {"{accent}", palette.color(QPalette::Highlight)},
        {"{accentText}", palette.color(QPalette::HighlightedText)},
        {"{critical}", toneColour(palette, Tone::Critical)},
        {"{selection}", selection},
        {"{handle}", handle},
    };
    auto text = QString::fromLatin1(sheet);
    for (const auto &[key, colour] : colours)
        text.replace(QLatin1StringView(key), name(colour));
    text.replace(QLatin1StringView("{shade}"), isDark(palette) ? u"dark"_s : u"light"_s);
    for (const int parts : {2, 3, 4, 5, 6, 10, 11, 12, 18, 20, 24})
        text.replace(u"{%1}"_s.arg(parts), QString::number(std::max(1, em * parts / 16)));
    return text;
}

} // namespace seawall::ui
