// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"

#include <stop_token>

namespace seawall::db {

/// An event descriptor that poll() can watch beside a socket, so that a stop token ends a wait at once.
class Wakeup final
{
public:
    enum class Result { Ready, TimedOut, Stopped };

    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup &) = delete;
    Wakeup &operator=(const Wakeup &) = delete;

    /// Waits until the socket is ready for `events` (POLLIN, POLLOUT; errors count as ready), the deadline or
    /// the stop.
    Result wait(int socket, short events, Deadline deadline, const std::stop_token &stop);

private:
    int m_descriptor;
};

} // namespace seawall::db
