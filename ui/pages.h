// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace seawall::models {
class Workspace;
}

namespace seawall::ui {

class Page;

/// What the navigation knows of a page before it exists.
struct PageInfo {
    QString id;       ///< 'overview'; stable: command line, settings
    QString title;    ///< as in the rail
    QString iconName; ///< of the Breeze icon theme
    QString purpose;  ///< tooltip of the rail, one sentence
    QString help;     ///< the page of docs/ that F1 opens on it: 'figures.md'
    std::function<Page *(models::Workspace *, QWidget *)> make;
};

/// All pages, in the order of the rail.
std::vector<PageInfo> allPages();

/// Ctrl+1 is the first page, Ctrl+0 the tenth; empty beyond.
QKeySequence pageShortcut(int number);

} // namespace seawall::ui
