// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/ports.h"

#include <QRandomGenerator>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace seawall::db {

namespace {

enum class Bind { Free, Taken, NoSuchAddress };

Bind tryBind(int family, const sockaddr *address, socklen_t length)
{
    const int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return Bind::NoSuchAddress;
    const int yes = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes); // as the server itself does
    const bool bound = bind(descriptor, address, length) == 0 && listen(descriptor, 1) == 0;
    const int error = errno;
    close(descriptor);
    if (bound)
        return Bind::Free;
    return error == EADDRNOTAVAIL || error == EAFNOSUPPORT ? Bind::NoSuchAddress : Bind::Taken;
}

Bind tryIpv4(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return tryBind(AF_INET, reinterpret_cast<const sockaddr *>(&address), sizeof address);
}

Bind tryIpv6(int port)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(static_cast<in_port_t>(port));
    address.sin6_addr = in6addr_loopback;
    return tryBind(AF_INET6, reinterpret_cast<const sockaddr *>(&address), sizeof address);
}

} // namespace

bool isPortFree(int port)
{
    return tryIpv4(port) == Bind::Free && tryIpv6(port) != Bind::Taken;
}

bool hasIpv6Loopback()
{
    return tryIpv6(0) == Bind::Free;
}

int freePort(int preferred, const QSet<int> &taken)
{
    if (preferred > 0) {
        for (int port = preferred; port < std::min(preferred + 200, 65536); ++port) {
            if (!taken.contains(port) && isPortFree(port))
                return port;
        }
    }
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const int port = QRandomGenerator::global()->bounded(15500, 32000);
        if (!taken.contains(port) && isPortFree(port))
            return port;
    }
    return 0;
}

} // namespace seawall::db
