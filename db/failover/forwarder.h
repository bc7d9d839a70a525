// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/endpoint.h"

#include <memory>
#include <stop_token>

namespace seawall::db {

/// A way to a node through this machine that can be made bad, so that a cut network is tried without touching
/// the node: listens on a free port of loopback and passes bytes to and from the node's port. One thread of
/// its own, which ends with it. Its functions can be called from any thread.
class Forwarder final
{
public:
    enum class Mode {
        Forward,
        Refuse,  ///< the port is closed and every connection is broken off, as by a host without that server
        Delay,   ///< every piece of data comes later, in both directions
        Swallow, ///< connections stand and new ones are taken, and nothing comes through: a black hole
    };

    /// Blocks for the look-up of the host. Errors: InvalidInput for a node that is reached by a Unix socket,
    /// HostUnknown, Internal where no port can be had.
    static Result<std::unique_ptr<Forwarder>> to(const Endpoint &node, Deadline deadline,
                                                 const std::stop_token &stop = {});
    ~Forwarder();
    Forwarder(const Forwarder &) = delete;
    Forwarder &operator=(const Forwarder &) = delete;

    int port() const;
    /// The node as it is reached through here: its host's name is kept, for TLS.
    Endpoint seenFrom(const Endpoint &node) const;

    /// From the next piece of data on. What was swallowed or delayed when forwarding begins again is passed
    /// on then, as by a network that healed.
    void setMode(Mode mode);
    void setDelay(std::chrono::milliseconds delay); ///< of Mode::Delay; 400 ms where nothing is said
    int connections() const;                        ///< open now

private:
    struct Private;
    explicit Forwarder(std::unique_ptr<Private> started);
    std::unique_ptr<Private> d;
};

} // namespace seawall::db
