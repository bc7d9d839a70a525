// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/interrupt.h"

#include <csignal>

#include <pthread.h>

namespace seawall::app {

namespace {

sigset_t stopSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&set, signal);
    return set;
}

} // namespace

Interrupt::Interrupt()
{
    const auto set = stopSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_waiter = std::jthread([this, set](const std::stop_token &end) {
        const timespec nap{0, 200'000'000};
        while (!end.stop_requested()) {
            if (sigtimedwait(&set, nullptr, &nap) > 0)
                m_source.request_stop();
        }
    });
}

Interrupt::~Interrupt()
{
    m_waiter.request_stop();
    m_waiter.join();
    const auto set = stopSignals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace seawall::app
