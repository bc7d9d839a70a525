// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"

#include "db/connection_p.h"
#include "db/exchange.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

bool breaks(ErrorKind kind)
{
    return kind == ErrorKind::ConnectionLost || kind == ErrorKind::Cancelled || kind == ErrorKind::Internal;
}

} // namespace

Connection::Connection(std::unique_ptr<Private> opened) : d(std::move(opened))
{}
Connection::Connection(Connection &&) noexcept = default;
Connection &Connection::operator=(Connection &&) noexcept = default;
Connection::~Connection() = default;

template<typename Send>
Result<Rows> Connection::run(Send &&send, Deadline deadline, const std::stop_token &stop)
{
    if (d->broken)
        return fail(ErrorKind::ConnectionLost, u"The session with %1 is broken."_s.arg(d->address));
    if (!send(d->handle.get())) {
        d->broken = true;
        return fail(ErrorKind::ConnectionLost, u"The connection to %1 was lost."_s.arg(d->address), {},
                    redacted(QString::fromUtf8(PQerrorMessage(d->handle.get())).trimmed()));
    }
    auto rows = Exchange(d->handle.get(), d->wakeup, d->address).finish(deadline, stop);
    // A Timeout of ours leaves a statement running; one of the server's (57014) leaves the session whole.
    if (!rows && (breaks(rows.error().kind) ||
                  (rows.error().kind == ErrorKind::Timeout && rows.error().sqlState.isEmpty())))
        d->broken = true;
    return rows;
}

Result<Rows> Connection::execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                                 std::stop_token stop)
{
    std::vector<QByteArray> texts;
    std::vector<const char *> values;
    texts.reserve(static_cast<size_t>(parameters.size()));
    for (const auto &parameter : parameters) {
        texts.push_back(parameter.toUtf8());
        values.push_back(parameter.isNull() ? nullptr : texts.back().constData());
    }
    const auto text = sql.toUtf8();
    return run(
        [&](PGconn *handle) {
            return PQsendQueryParams(handle, text.constData(), static_cast<int>(values.size()), nullptr,
                                     values.data(), nullptr, nullptr, 0);
        },
        deadline, stop);
}

Result<Rows> Connection::executeSimple(const QString &sql, Deadline deadline, std::stop_token stop)
{
    const auto text = sql.toUtf8();
    return run([&](PGconn *handle) { return PQsendQuery(handle, text.constData()); }, deadline, stop);
}

Result<void> Connection::prepare(const QByteArray &name, const QString &sql, Deadline deadline,
                                 std::stop_token stop)
{
    if (isPrepared(name))
        return {};
    const auto text = sql.toUtf8();
    const auto done = run(
        [&](PGconn *handle) { return PQsendPrepare(handle, name.constData(), text.constData(), 0, nullptr); },
        deadline, stop);
    if (!done)
        return std::unexpected(done.error());
    d->prepared.insert(name);
    return {};
}

bool Connection::isPrepared(const QByteArray &name) const
{
    return d->prepared.contains(name);
}

Result<Rows> Connection::executePrepared(const QByteArray &name, Deadline deadline, std::stop_token stop)
{
    return run(
        [&](PGconn *handle) {
            return PQsendQueryPrepared(handle, name.constData(), 0, nullptr, nullptr, nullptr, 0);
        },
        deadline, stop);
}

bool Connection::isBroken() const
{
    return d->broken;
}

int Connection::serverVersion() const
{
    return PQserverVersion(d->handle.get());
}

int Connection::backendPid() const
{
    return PQbackendPID(d->handle.get());
}

QString Connection::peerAddress() const
{
    return QString::fromLatin1(PQhostaddr(d->handle.get()));
}

QString quotedIdentifier(const QString &name)
{
    // PQescapeIdentifier needs a live connection only to know the encoding, which is UTF-8 here.
    auto quoted = name;
    return u'"' + quoted.replace(u'"', u"\"\""_s) + u'"';
}

QString quotedLiteral(const QString &value)
{
    auto quoted = value;
    quoted.replace(u'\'', u"''"_s);
    if (!quoted.contains(u'\\'))
        return u'\'' + quoted + u'\'';
    return u" E'"_s + quoted.replace(u'\\', u"\\\\"_s) + u'\'';
}

} // namespace seawall::db
