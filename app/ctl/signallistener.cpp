// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/signallistener.h"

#include <pthread.h>

namespace seawall::app {

SignalBlock::SignalBlock(std::initializer_list<int> signalNumbers)
{
    sigemptyset(&m_set);
    for (const int number : signalNumbers)
        sigaddset(&m_set, number);
    pthread_sigmask(SIG_BLOCK, &m_set, &m_before);
}

SignalBlock::~SignalBlock()
{
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

SignalListener::SignalListener(const SignalBlock &block, std::function<void(int)> arrived)
{
    m_wake = 1;
    while (sigismember(&block.set(), m_wake) != 1)
        ++m_wake;
    m_thread = std::jthread([&block, arrived = std::move(arrived)](const std::stop_token &end) {
        while (true) {
            const int number = sigwaitinfo(&block.set(), nullptr);
            if (end.stop_requested())
                return;
            if (number > 0)
                arrived(number);
        }
    });
}

SignalListener::~SignalListener()
{
    m_thread.request_stop();
    pthread_kill(m_thread.native_handle(), m_wake);
}

} // namespace seawall::app
