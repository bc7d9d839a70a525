// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection_p.h"

#include <poll.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

Result<void> Connection::reset(Deadline deadline, std::stop_token stop)
{
    if (!isIdle()) {
        if (const auto ended = executeSimple(u"ROLLBACK"_s, deadline, stop); !ended)
            return std::unexpected(ended.error());
    }
    if (const auto discarded = executeSimple(u"DISCARD ALL"_s, deadline, stop); !discarded)
        return std::unexpected(discarded.error());
    d->prepared.clear();
    return {};
}

bool Connection::isStanding()
{
    // The server's last words can come before the end of the stream, and are read first.
    for (int reads = 0; reads < 4 && !d->broken; ++reads) {
        pollfd watched{PQsocket(d->handle.get()), POLLIN, 0};
        if (poll(&watched, 1, 0) <= 0)
            return true;
        d->broken = PQconsumeInput(d->handle.get()) == 0 || PQisBusy(d->handle.get()) != 0 ||
                    PQstatus(d->handle.get()) == CONNECTION_BAD;
    }
    return !d->broken;
}

bool Connection::isIdle() const
{
    return PQtransactionStatus(d->handle.get()) == PQTRANS_IDLE;
}

QByteArray Connection::reported(const char *setting) const
{
    return PQparameterStatus(d->handle.get(), setting);
}

} // namespace seawall::db
