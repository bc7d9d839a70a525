// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace seawall::tests {

/// Something on a free loopback port that is not PostgreSQL: it accepts, sends a greeting at once, answers
/// what it is told with one fixed text, or says nothing at all.
class StubServer final
{
public:
    struct Script {
        QByteArray greeting; ///< sent at once
        QByteArray answer;   ///< sent once something has come
        bool closes = false; ///< hangs up afterwards
    };

    explicit StubServer(Script script) : m_script(std::move(script))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address);
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        ::listen(m_listener, 16);
        m_thread = std::jthread([this](const std::stop_token &stop) { serve(stop); });
    }
    ~StubServer()
    {
        m_thread.request_stop();
        m_thread.join();
        ::close(m_listener);
    }
    StubServer(const StubServer &) = delete;
    StubServer &operator=(const StubServer &) = delete;

    int port() const { return m_port; }
    int connections() const { return m_connections; }

private:
    void serve(const std::stop_token &stop)
    {
        std::vector<pollfd> watched{{m_listener, POLLIN, 0}};
        while (!stop.stop_requested()) {
            if (::poll(watched.data(), watched.size(), 20) <= 0)
                continue;
            if (watched.front().revents != 0) {
                const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
                ++m_connections;
                send(client, m_script.greeting);
                watched.push_back({client, POLLIN, 0});
            }
            for (size_t i = 1; i < watched.size(); ++i)
                if (watched[i].fd >= 0 && watched[i].revents != 0)
                    hear(watched[i]);
        }
        for (size_t i = 1; i < watched.size(); ++i)
            if (watched[i].fd >= 0)
                ::close(watched[i].fd);
    }

    void hear(pollfd &client)
    {
        char bytes[4096];
        const bool isGone = ::recv(client.fd, bytes, sizeof bytes, MSG_DONTWAIT) <= 0;
        if (!isGone)
            send(client.fd, m_script.answer);
        if (isGone || m_script.closes) {
            ::close(client.fd);
            client.fd = -1;
        }
    }

    static void send(int client, const QByteArray &bytes)
    {
        if (!bytes.isEmpty())
            static_cast<void>(
                ::send(client, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL));
    }

    Script m_script;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    std::jthread m_thread;
};

} // namespace seawall::tests
