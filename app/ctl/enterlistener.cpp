// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/enterlistener.h"

#include <poll.h>
#include <unistd.h>

namespace seawall::app {

EnterListener::EnterListener(bool isWanted, std::function<void()> pressed)
{
    if (!isWanted || !hasKeyboard())
        return;
    m_thread = std::jthread([call = std::move(pressed)](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            pollfd input{STDIN_FILENO, POLLIN, 0};
            if (poll(&input, 1, 200) <= 0)
                continue;
            char bytes[256];
            if (read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
                return;
            call();
        }
    });
}

bool EnterListener::hasKeyboard()
{
    return isatty(STDIN_FILENO) == 1;
}

} // namespace seawall::app
