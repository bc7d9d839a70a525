// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/clusterchanges.h"

#include "db/failover/control/waiting.h"
#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<void> without(const Result<Rows> &rows)
{
    return rows ? Result<void>() : std::unexpected(rows.error());
}

/// Whether asking again can help: the server is on its way up or down.
bool isPassing(const Error &error)
{
    return error.kind == ErrorKind::Refused || error.kind == ErrorKind::ServerNotReady ||
           error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::Timeout ||
           error.kind == ErrorKind::TooManyConnections;
}

} // namespace

Result<void> makeSlot(const Endpoint &on, const QString &slot, Deadline deadline, const std::stop_token &stop)
{
    return without(tellNode(on, catalogQuery(u"failover_slot"_s, 130000).sql, {slot}, deadline, stop));
}

Result<void> dropSlot(const Endpoint &on, const QString &slot, Deadline deadline, const std::stop_token &stop)
{
    return without(tellNode(on, catalogQuery(u"failover_drop_slot"_s, 130000).sql, {slot}, deadline, stop));
}

QString slotNameFor(const QString &node)
{
    auto name = node.toLower();
    for (auto &character : name) {
        const bool isFit =
            (character >= u'a' && character <= u'z') || (character >= u'0' && character <= u'9');
        character = isFit ? character : QChar(u'_');
    }
    return name.left(63);
}

Result<void> setUpstream(const ClusterMember &member, const Secret &upstream, const QString &slot,
                         Deadline deadline, const std::stop_token &stop)
{
    const auto where = u"ALTER SYSTEM SET primary_conninfo = "_s + quotedLiteral(upstream.reveal());
    const auto by = u"ALTER SYSTEM SET primary_slot_name = "_s + quotedLiteral(slot);
    const auto told = tellNode(member.endpoint, {where, by, u"SELECT pg_reload_conf()"_s}, deadline, stop);
    if (told)
        return {};
    auto error = told.error();
    error.message = redacted(error.message);
    error.detail = redacted(error.detail);
    return std::unexpected(error);
}

Result<void> repointReplica(const ClusterMember &replica, const ClusterMember &upstream, const QString &slot,
                            Deadline deadline, const std::stop_token &stop)
{
    const auto now = standingOf(replica.endpoint, deadline, stop);
    if (!now)
        return std::unexpected(now.error());
    const auto source = upstreamFor(replica, upstream, now->upstream, true);
    if (!source)
        return std::unexpected(source.error());
    if (!slot.isEmpty()) {
        if (const auto made = makeSlot(upstream.endpoint, slot, deadline, stop); !made)
            return made;
    }
    return setUpstream(replica, *source, slot, deadline, stop);
}

Result<void> setReadOnly(const Endpoint &on, const QString &value, Deadline deadline,
                         const std::stop_token &stop)
{
    const auto sql = value.isEmpty()
                         ? u"ALTER SYSTEM RESET default_transaction_read_only"_s
                         : u"ALTER SYSTEM SET default_transaction_read_only = "_s + quotedLiteral(value);
    const auto told = tellNode(on, {sql, u"SELECT now() FROM pg_reload_conf()"_s}, deadline, stop);
    if (!told)
        return without(told);
    const auto when = told->text(0, 0);
    // A new session is forked from the postmaster, and shows when that read its files.
    return waitUntil(
        [&] {
            const auto read =
                tellNode(on, u"SELECT pg_conf_load_time() >= $1::timestamptz"_s, {when}, deadline, stop);
            return read && read->boolean(0, 0) == true;
        },
        u"%1 has not read its settings anew"_s.arg(on.name), deadline, stop);
}

Result<void> promoteNode(const Endpoint &node, const std::function<void()> &aboutTo,
                         std::chrono::milliseconds patience)
{
    auto connection = openForFailover(node, Deadline::in(10s));
    if (!connection)
        return std::unexpected(connection.error());
    const auto role = connection->execute(u"SELECT pg_is_in_recovery()"_s, {}, Deadline::in(10s));
    if (!role)
        return std::unexpected(role.error());
    aboutTo();
    if (role->boolean(0, 0) == false)
        return {};
    const auto seconds = QString::number(std::max<qint64>(1, patience.count() / 1000));
    const auto promoted =
        connection->execute(u"SELECT pg_promote(true, $1::int)"_s, {seconds}, Deadline::in(patience + 5s));
    if (!promoted)
        return std::unexpected(promoted.error());
    if (!promoted->boolean(0, 0).value_or(false))
        return fail(ErrorKind::Timeout,
                    u"%1 was told to promote and has not become a primary in %2 s."_s.arg(node.name, seconds),
                    u"It may still do so. See its log before anything else is started."_s);
    return {};
}

Result<NodeStanding> verifyWritable(const Endpoint &node, quint32 before, Deadline deadline,
                                    const std::stop_token &stop)
{
    auto standing = awaitRole(node, Role::Primary, deadline, stop);
    if (!standing)
        return standing;
    if (standing->timeline.value_or(0) <= before)
        return fail(ErrorKind::Internal, u"%1 takes writes on timeline %2, which is not a new one."_s.arg(
                                             node.name, QString::number(standing->timeline.value_or(0))));
    const auto written = tellNode(node, u"SELECT pg_logical_emit_message(true, 'seawall', 'first write')"_s,
                                  {}, deadline, stop);
    if (!written) {
        auto error = written.error();
        error.message =
            u"%1 is a primary, but a write did not get through: %2"_s.arg(node.name, error.message);
        error.hint =
            u"Where it waits for a synchronous replica that is not there: see synchronous_standby_names."_s;
        return std::unexpected(error);
    }
    return standing;
}

Result<NodeStanding> awaitRole(const Endpoint &node, Role role, Deadline deadline,
                               const std::stop_token &stop)
{
    Result<NodeStanding> last = fail(ErrorKind::Timeout, u"%1 was not asked."_s.arg(node.name));
    std::optional<Error> hopeless;
    const auto waited = waitUntil(
        [&] {
            last = standingOf(node, Deadline::at(std::min(Deadline::in(5s).when(), deadline.when())), stop);
            if (!last && !isPassing(last.error()))
                hopeless = last.error();
            if (last && last->role == Role::Primary && role == Role::Replica)
                hopeless = Error{ErrorKind::InvalidInput,
                                 u"%1 takes writes, and should be a replica."_s.arg(node.name),
                                 u"Stop it at once: two nodes that take writes diverge."_s,
                                 {},
                                 {},
                                 0};
            return hopeless || (last && last->role == role);
        },
        u"%1 does not answer as %2"_s.arg(node.name, toString(role)), deadline, stop);
    if (hopeless)
        return std::unexpected(*hopeless);
    if (!waited)
        return std::unexpected(waited.error());
    return last;
}

Result<NodeStanding> awaitStreaming(const Endpoint &replica, quint32 timeline, Deadline deadline,
                                    const std::stop_token &stop, std::chrono::milliseconds lasting)
{
    using Clock = std::chrono::steady_clock;
    std::optional<Clock::time_point> since;
    Result<NodeStanding> last = fail(ErrorKind::Timeout, u"%1 was not asked."_s.arg(replica.name));
    const auto waited = waitUntil(
        [&] {
            last =
                standingOf(replica, Deadline::at(std::min(Deadline::in(5s).when(), deadline.when())), stop);
            if (!last || last->role != Role::Replica || !last->streams() || last->timeline != timeline) {
                since.reset();
                return false;
            }
            if (!since)
                since = Clock::now();
            return Clock::now() - *since >= lasting;
        },
        u"%1 does not stream on timeline %2"_s.arg(replica.name, QString::number(timeline)), deadline, stop);
    if (!waited) {
        auto error = waited.error();
        error.hint =
            u"Its log says why: the password or pg_hba.conf of the new primary, or WAL that has parted."_s;
        if (!last)
            error.detail = last.error().message;
        return std::unexpected(error);
    }
    return last;
}

} // namespace seawall::db
