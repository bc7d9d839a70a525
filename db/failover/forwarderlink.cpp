// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/forwarderlink.h"

#include <array>

#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

namespace seawall::db {

namespace {

bool isPassing(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

ForwarderSocket &ForwarderSocket::operator=(ForwarderSocket &&other) noexcept
{
    if (this != &other) {
        close();
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

void ForwarderSocket::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void ForwarderSocket::reset()
{
    const linger hard{1, 0};
    if (m_descriptor >= 0)
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}

bool ForwarderLink::connect(const ForwarderTarget &target)
{
    m_node =
        ForwarderSocket(::socket(target.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!m_node.isOpen())
        return false;
    const int yes = 1;
    ::setsockopt(m_node.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(m_client.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    m_isConnecting = true;
    return ::connect(m_node.get(), reinterpret_cast<const sockaddr *>(&target.address), target.size) == 0 ||
           errno == EINPROGRESS;
}

void ForwarderLink::reset()
{
    m_client.reset();
    m_node.reset();
}

short ForwarderLink::clientEvents(Clock::time_point now) const
{
    const int reads = m_toNode.hasEnded || m_toNode.isFull() ? 0 : POLLIN;
    return short(reads | (m_toClient.isDue(now) ? POLLOUT : 0));
}

short ForwarderLink::nodeEvents(Clock::time_point now) const
{
    if (m_isConnecting)
        return POLLOUT;
    const int reads = m_toClient.hasEnded || m_toClient.isFull() ? 0 : POLLIN;
    return short(reads | (m_toNode.isDue(now) ? POLLOUT : 0));
}

bool ForwarderLink::take(int from, Pipe &pipe, Clock::duration delay)
{
    std::array<char, 65536> bytes;
    const auto size = ::recv(from, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (size > 0)
        pipe.waiting.push_back({Clock::now() + delay, QByteArray(bytes.data(), size)});
    if (size == 0)
        pipe.hasEnded = true;
    return size >= 0 || isPassing(errno);
}

bool ForwarderLink::give(int to, Pipe &pipe)
{
    while (pipe.isDue(Clock::now())) {
        auto &piece = pipe.waiting.front().bytes;
        const auto size = ::send(to, piece.constData(), size_t(piece.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0)
            return isPassing(errno);
        piece.remove(0, size);
        if (piece.isEmpty())
            pipe.waiting.pop_front();
    }
    if (pipe.hasEnded && pipe.waiting.empty() && !pipe.isShut) {
        pipe.isShut = true;
        ::shutdown(to, SHUT_WR);
    }
    return true;
}

bool ForwarderLink::serve(short clientReady, short nodeReady, Clock::duration delay)
{
    if (m_isConnecting && nodeReady != 0) {
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(m_node.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0)
            return false;
        m_isConnecting = false;
        nodeReady = 0;
    }
    const int gone = POLLERR | POLLHUP;
    if ((clientReady & (POLLIN | gone)) != 0 && !m_toNode.hasEnded && !take(client(), m_toNode, delay))
        return false;
    if ((nodeReady & (POLLIN | gone)) != 0 && !m_toClient.hasEnded && !take(node(), m_toClient, delay))
        return false;
    if (m_isConnecting)
        return (clientReady & gone) == 0;
    if (!give(node(), m_toNode) || !give(client(), m_toClient))
        return false;
    const bool isHalfGone = (clientReady & gone) != 0 && m_toNode.hasEnded; // nobody is left to give to
    return !isHalfGone && !(m_toNode.isShut && m_toClient.isShut);
}

std::optional<ForwarderLink::Clock::time_point> ForwarderLink::nextDue() const
{
    std::optional<Clock::time_point> next;
    for (const auto *pipe : {&m_toNode, &m_toClient}) {
        if (!pipe->waiting.empty() && (!next || pipe->waiting.front().due < *next))
            next = pipe->waiting.front().due;
    }
    return next;
}

} // namespace seawall::db
