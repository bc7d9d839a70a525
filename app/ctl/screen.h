// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/table.h"

#include <termios.h>

namespace seawall::app {

/// Takes over the terminal while it lives: alternate content, no cursor, no echo. Whatever ends the program
/// in an orderly way gives all of it back.
class Screen final
{
public:
    explicit Screen(Output &output);
    ~Screen();
    Screen(const Screen &) = delete;
    Screen &operator=(const Screen &) = delete;

    /// Redraws in place, in one write, cut to the size the terminal has now.
    void draw(const std::vector<Line> &lines);

    /// Ctrl+Z: gives the terminal back, stops the process, and takes the terminal again when it goes on.
    void suspend();

private:
    void enter();
    void leave();

    Output &m_output;
    termios m_before{};
    bool m_hasTermios = false;
};

} // namespace seawall::app
