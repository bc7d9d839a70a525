// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>

namespace seawall::db {

/// A socket that is closed with its owner.
class ForwarderSocket final
{
public:
    ForwarderSocket() = default;
    explicit ForwarderSocket(int descriptor) : m_descriptor(descriptor) {}
    ForwarderSocket(ForwarderSocket &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    ForwarderSocket &operator=(ForwarderSocket &&other) noexcept;
    ~ForwarderSocket() { close(); }

    int get() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }
    void close();
    void reset(); ///< closes it so that the peer is told the connection was reset

private:
    int m_descriptor = -1;
};

/// Where a node listens.
struct ForwarderTarget {
    sockaddr_storage address{};
    socklen_t size = 0;
};

/// One connection through a Forwarder: what comes from one side waits until it is due for the other. Used by
/// the Forwarder's thread alone; nothing here blocks.
class ForwarderLink final
{
public:
    using Clock = std::chrono::steady_clock;

    explicit ForwarderLink(ForwarderSocket client) : m_client(std::move(client)) {}

    bool isConnected() const { return m_node.isOpen(); }
    bool connect(const ForwarderTarget &target); ///< begins to; false where that fails at once
    void reset();

    /// What poll() is to watch: first the client, then the node.
    short clientEvents(Clock::time_point now) const;
    short nodeEvents(Clock::time_point now) const;
    int client() const { return m_client.get(); }
    int node() const { return m_node.get(); }

    /// Takes and gives what can be; false where the connection has ended.
    bool serve(short clientReady, short nodeReady, Clock::duration delay);
    std::optional<Clock::time_point> nextDue() const; ///< of what waits

private:
    struct Piece {
        Clock::time_point due;
        QByteArray bytes;
    };
    struct Pipe {
        std::deque<Piece> waiting;
        bool hasEnded = false, isShut = false;
        bool isDue(Clock::time_point now) const { return !waiting.empty() && waiting.front().due <= now; }
        bool isFull() const { return waiting.size() >= 64; }
    };
    static bool take(int from, Pipe &pipe, Clock::duration delay);
    static bool give(int to, Pipe &pipe);

    ForwarderSocket m_client, m_node;
    Pipe m_toNode, m_toClient;
    bool m_isConnecting = false;
};

} // namespace seawall::db
