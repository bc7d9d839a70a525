// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/wakeup.h"

#include <cstdint>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace seawall::db {

Wakeup::Wakeup() : m_descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{}

Wakeup::~Wakeup()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

Wakeup::Result Wakeup::wait(int socket, short events, Deadline deadline, const std::stop_token &stop)
{
    const std::stop_callback wake(stop, [this] {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = write(m_descriptor, &one, sizeof one);
    });
    while (true) {
        if (stop.stop_requested())
            return Result::Stopped;
        pollfd watched[] = {{socket, events, 0}, {m_descriptor, POLLIN, 0}};
        const int ready = poll(watched, 2, deadline.milliseconds());
        if (stop.stop_requested())
            return Result::Stopped;
        if (ready > 0 && watched[0].revents != 0)
            return Result::Ready;
        if (ready > 0) { // a wake-up of an earlier, already finished stop
            std::uint64_t drained = 0;
            [[maybe_unused]] const auto size = read(m_descriptor, &drained, sizeof drained);
        }
        if (deadline.passed())
            return Result::TimedOut;
    }
}

} // namespace seawall::db
