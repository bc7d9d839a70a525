// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/forwarder.h"

#include "db/failover/forwarderlink.h"
#include "db/hostlookup.h"

#include <atomic>
#include <list>
#include <thread>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Clock = ForwarderLink::Clock;

namespace {

Result<ForwarderTarget> targetOf(const Endpoint &node, Deadline deadline, const std::stop_token &stop)
{
    if (node.host().startsWith(u'/') || node.host() == u"Unix socket")
        return fail(ErrorKind::InvalidInput,
                    u"%1 is reached by a Unix socket: there is no network to cut."_s.arg(node.name));
    const auto given = node.parameter(u"hostaddr"_s);
    const auto found = lookUpHost(given.isEmpty() ? node.host() : given, deadline, stop);
    if (!found)
        return std::unexpected(found.error());
    const auto text = found->first().toLatin1();
    ForwarderTarget target;
    auto *v4 = reinterpret_cast<sockaddr_in *>(&target.address);
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&target.address);
    if (::inet_pton(AF_INET, text.constData(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(uint16_t(node.port()));
        target.size = sizeof *v4;
    } else if (::inet_pton(AF_INET6, text.constData(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(uint16_t(node.port()));
        target.size = sizeof *v6;
    } else {
        return fail(ErrorKind::HostUnknown, u"%1 has no address that can be used."_s.arg(node.host()));
    }
    return target;
}

/// On loopback; port 0: any free one.
ForwarderSocket listenOn(int port)
{
    ForwarderSocket listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(uint16_t(port));
    if (::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
        ::listen(listener.get(), 64) != 0)
        listener.close();
    return listener;
}

int portOf(const ForwarderSocket &listener)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener.get(), reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

} // namespace

struct Forwarder::Private {
    ForwarderTarget target;
    int port = 0;
    ForwarderSocket wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::atomic<Mode> mode = Mode::Forward;
    std::atomic<qint64> delayMs = 400;
    std::atomic<int> open = 0;
    ForwarderSocket listener; ///< this and what follows: of the thread
    std::list<ForwarderLink> links;
    std::vector<pollfd> watched;
    std::jthread thread;

    void rouse() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake.get(), &one, sizeof one);
    }
    void run(const std::stop_token &stop);
    void adapt(Mode now);
    int watch(Mode now);
    void accept(Mode now);
    void serve(Mode now);
};

/// Makes listener and connections what the mode wants them to be.
void Forwarder::Private::adapt(Mode now)
{
    if (now == Mode::Refuse) {
        listener.close();
        for (auto &link : links)
            link.reset();
        links.clear();
        return;
    }
    if (!listener.isOpen())
        listener = listenOn(port);
    if (now == Mode::Swallow)
        return;
    std::erase_if(links, [this](auto &link) { return !link.isConnected() && !link.connect(target); });
}

/// Fills `watched`: wake-up, listener, then two for each connection. Returns how long to wait, in ms.
int Forwarder::Private::watch(Mode now)
{
    const auto time = Clock::now();
    watched = {{wake.get(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
    std::optional<Clock::time_point> next;
    for (const auto &link : links) {
        const bool isSilent = now == Mode::Swallow;
        watched.push_back({isSilent ? -1 : link.client(), link.clientEvents(time), 0});
        watched.push_back({isSilent ? -1 : link.node(), link.nodeEvents(time), 0});
        if (const auto due = link.nextDue(); due && *due > time && !isSilent)
            next = std::min(next.value_or(*due), *due);
    }
    if (!listener.isOpen() && now != Mode::Refuse)
        return 100; // somebody has the port; it is asked for again
    return next ? Deadline::at(*next).milliseconds() : -1;
}

void Forwarder::Private::accept(Mode now)
{
    ForwarderSocket client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client.isOpen())
        return;
    ForwarderLink link(std::move(client));
    if (now == Mode::Swallow || link.connect(target))
        links.push_back(std::move(link));
}

void Forwarder::Private::serve(Mode now)
{
    const auto delay = now == Mode::Delay ? std::chrono::milliseconds(delayMs) : 0ms;
    auto ready = watched.cbegin() + 2;
    for (auto link = links.begin(); link != links.end(); ready += 2) {
        const bool stays = now == Mode::Swallow || link->serve(ready->revents, (ready + 1)->revents, delay);
        link = stays ? std::next(link) : links.erase(link);
    }
}

void Forwarder::Private::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const auto now = mode.load();
        adapt(now);
        open = int(links.size());
        const int patience = watch(now);
        if (::poll(watched.data(), watched.size(), patience) < 0)
            continue;
        if (watched[0].revents != 0) {
            std::uint64_t drained = 0;
            [[maybe_unused]] const auto size = ::read(wake.get(), &drained, sizeof drained);
        }
        if (mode.load() != now)
            continue;
        serve(now);
        if (watched[1].revents != 0)
            accept(now);
    }
}

Result<std::unique_ptr<Forwarder>> Forwarder::to(const Endpoint &node, Deadline deadline,
                                                 const std::stop_token &stop)
{
    const auto target = targetOf(node, deadline, stop);
    if (!target)
        return std::unexpected(target.error());
    auto made = std::make_unique<Private>();
    made->target = *target;
    made->listener = listenOn(0);
    if (!made->listener.isOpen())
        return fail(ErrorKind::Internal, u"No port of this machine can be listened on."_s);
    made->port = portOf(made->listener);
    made->thread = std::jthread([own = made.get()](const std::stop_token &ended) { own->run(ended); });
    return std::unique_ptr<Forwarder>(new Forwarder(std::move(made)));
}

Forwarder::Forwarder(std::unique_ptr<Private> started) : d(std::move(started))
{}

Forwarder::~Forwarder()
{
    d->thread.request_stop();
    d->rouse();
    d->thread.join();
}

int Forwarder::port() const
{
    return d->port;
}

Endpoint Forwarder::seenFrom(const Endpoint &node) const
{
    auto seen = node;
    seen.parameters[u"host"_s] = node.host();
    seen.parameters[u"hostaddr"_s] = u"127.0.0.1"_s;
    seen.parameters[u"port"_s] = QString::number(d->port);
    return seen;
}

void Forwarder::setMode(Mode mode)
{
    d->mode = mode;
    d->rouse();
}

void Forwarder::setDelay(std::chrono::milliseconds delay)
{
    d->delayMs = delay.count();
}

int Forwarder::connections() const
{
    return d->open;
}

} // namespace seawall::db
