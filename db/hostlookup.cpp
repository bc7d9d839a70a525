// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/hostlookup.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

struct Answer {
    std::mutex mutex;
    std::condition_variable_any arrived;
    bool done = false;
    int status = 0;
    QStringList addresses;
};

void resolve(const std::shared_ptr<Answer> &answer, const QByteArray &host)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    const int status = getaddrinfo(host.constData(), nullptr, &hints, &list);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(list, freeaddrinfo);
    QStringList addresses;
    for (const auto *entry = list; entry; entry = entry->ai_next) {
        char text[NI_MAXHOST];
        if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) ==
            0)
            addresses << QString::fromLatin1(text);
    }
    addresses.removeDuplicates();
    const std::lock_guard lock(answer->mutex);
    answer->done = true;
    answer->status = status;
    answer->addresses = addresses;
    answer->arrived.notify_all();
}

} // namespace

Result<QStringList> lookUpHost(const QString &host, Deadline deadline, std::stop_token stop)
{
    const auto name = host.toUtf8();
    in6_addr buffer;
    if (inet_pton(AF_INET, name.constData(), &buffer) == 1 ||
        inet_pton(AF_INET6, name.constData(), &buffer) == 1)
        return QStringList{host};

    const auto answer = std::make_shared<Answer>();
    std::thread(resolve, answer, name).detach();
    std::unique_lock lock(answer->mutex);
    answer->arrived.wait_until(lock, stop, deadline.when(), [&] { return answer->done; });
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, u"Looking up '%1' was stopped."_s.arg(host));
    if (!answer->done)
        return fail(ErrorKind::Timeout, u"The name '%1' was not resolved in time."_s.arg(host),
                    u"Check the DNS servers of this machine, or give an IP address."_s);
    if (answer->addresses.isEmpty())
        return fail(ErrorKind::HostUnknown, u"The host '%1' is not known."_s.arg(host),
                    u"Check its spelling, or give an IP address."_s,
                    QString::fromLocal8Bit(gai_strerror(answer->status)));
    return answer->addresses;
}

} // namespace seawall::db
