// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <thread>

namespace seawall::app {

/// Calls `pressed`, on a thread of its own, for each line typed on the terminal while it lives.
class EnterListener final
{
public:
    EnterListener(bool isWanted, std::function<void()> pressed);
    static bool hasKeyboard();

private:
    std::jthread m_thread;
};

} // namespace seawall::app
