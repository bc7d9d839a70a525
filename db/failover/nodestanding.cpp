// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/nodestanding.h"

#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

std::optional<Lsn> lsnIn(const Rows &rows, const char *column)
{
    return Lsn::parse(rows.bytes(0, rows.column(column)));
}

QString textIn(const Rows &rows, const char *column)
{
    return rows.text(0, rows.column(column));
}

/// As in a connection string: quoted, with backslashes before quotes and backslashes.
QString keywordValue(QString value)
{
    return u'\'' + value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s) + u'\'';
}

NodeStanding standingFrom(const Rows &rows, const QString &name)
{
    NodeStanding node;
    node.name = name;
    node.systemIdentifier = textIn(rows, "system_identifier");
    if (const auto inRecovery = rows.boolean(0, rows.column("in_recovery")))
        node.role = *inRecovery ? Role::Replica : Role::Primary;
    if (const auto timeline = rows.integer(0, rows.column("timeline")))
        node.timeline = quint32(*timeline);
    node.flushed = lsnIn(rows, "flushed_lsn");
    node.received = lsnIn(rows, "received_lsn");
    node.replayed = lsnIn(rows, "replayed_lsn");
    node.latestEnd = lsnIn(rows, "latest_end_lsn");
    node.pauseState = textIn(rows, "pause_state");
    node.applyDelay = textIn(rows, "apply_delay");
    node.receiverStatus = textIn(rows, "receiver_status");
    node.slot = textIn(rows, "slot");
    node.senderHost = textIn(rows, "sender_host");
    node.senderPort = int(rows.integer(0, rows.column("sender_port")).value_or(0));
    node.lastMessageAge = rows.real(0, rows.column("last_message_age"));
    node.lastCommitAge = rows.real(0, rows.column("last_commit_age"));
    node.isSuperuser = rows.boolean(0, rows.column("is_superuser")).value_or(false);
    node.isReadOnly = textIn(rows, "read_only") == u"on";
    if (const int column = rows.column("read_only_by_alter_system"); !rows.isNull(0, column))
        node.readOnlyByAlterSystem = rows.text(0, column);
    node.upstream = Secret(textIn(rows, "upstream"));
    node.upstreamSlot = textIn(rows, "upstream_slot");
    node.dataDirectory = textIn(rows, "data_directory");
    return node;
}

} // namespace

Result<Connection> openForFailover(const Endpoint &endpoint, Deadline deadline, const std::stop_token &stop)
{
    SessionOptions options;
    options.applicationName = u"seawall failover"_s;
    options.readOnly = false;
    options.statementTimeout = std::chrono::minutes(2);
    auto connection = Connection::open(endpoint, options, deadline, stop);
    if (!connection)
        return connection;
    const auto quiet =
        connection->executeSimple(u"SET log_statement = 'none'; SET log_min_error_statement = 'panic'; "
                                  "SET log_min_duration_statement = -1"_s,
                                  deadline, stop);
    if (!quiet)
        return std::unexpected(quiet.error());
    return connection;
}

Result<NodeStanding> standingOf(const Endpoint &endpoint, Deadline deadline, const std::stop_token &stop)
{
    SessionOptions options;
    options.applicationName = u"seawall failover"_s;
    auto connection = Connection::open(endpoint, options, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto sql = catalogQuery(u"failover_standing"_s, connection->serverVersion()).sql;
    auto rows = connection->execute(sql, {}, deadline, stop);
    if (!rows && rows.error().kind == ErrorKind::PermissionDenied) {
        auto error = rows.error();
        error.message = u"%1 on %2."_s.arg(error.message, endpoint.name);
        error.hint = u"A change of primary needs a superuser on every node."_s;
        return std::unexpected(error);
    }
    if (!rows)
        return std::unexpected(rows.error());
    return standingFrom(*rows, endpoint.name);
}

Result<Rows> tellNode(const Endpoint &endpoint, const QString &sql, const QStringList &parameters,
                      Deadline deadline, const std::stop_token &stop)
{
    auto connection = openForFailover(endpoint, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    return connection->execute(sql, parameters, deadline, stop);
}

Result<Rows> tellNode(const Endpoint &endpoint, const QStringList &statements, Deadline deadline,
                      const std::stop_token &stop)
{
    auto connection = openForFailover(endpoint, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    Result<Rows> rows;
    for (const auto &sql : statements) {
        rows = connection->execute(sql, {}, deadline, stop);
        if (!rows)
            break;
    }
    return rows;
}

QString replicationAddress(const ClusterMember &member)
{
    if (!member.settings.replicationAddress.isEmpty())
        return member.settings.replicationAddress;
    if (member.settings.kind == ControlSettings::Kind::Docker)
        return member.settings.what + u":5432"_s;
    return member.endpoint.address();
}

Result<Secret> upstreamFor(const ClusterMember &member, const ClusterMember &upstream, const Secret &pattern,
                           bool patternIsItsOwn)
{
    if (pattern.isEmpty())
        return fail(ErrorKind::InvalidInput,
                    u"No replica shows how it replicates (primary_conninfo is empty or hidden)."_s,
                    u"Log in as a superuser; only they see it."_s);
    auto parsed = Endpoint::parse(member.name(), pattern.reveal());
    if (!parsed)
        return std::unexpected(parsed.error());
    const auto address = replicationAddress(upstream);
    auto &parameters = parsed->parameters;
    parameters.erase(u"hostaddr"_s);
    parameters[u"host"_s] = address.section(u':', 0, -2).remove(u'[').remove(u']');
    parameters[u"port"_s] = address.section(u':', -1);
    if (!patternIsItsOwn || !parameters.contains(u"application_name"_s))
        parameters[u"application_name"_s] = member.name();
    auto passfile = member.settings.passfile;
    if (passfile.isEmpty() && member.control)
        passfile = member.control->passfile();
    if (!passfile.isEmpty() && !patternIsItsOwn)
        parameters[u"passfile"_s] = passfile;
    QStringList parts;
    for (const auto &[keyword, value] : parameters)
        parts << keyword + u'=' + keywordValue(value);
    if (!parsed->password.isEmpty())
        parts << u"password="_s + keywordValue(parsed->password.reveal());
    return Secret(parts.join(u' '));
}

QString settingLine(const QString &name, const QString &value)
{
    auto quoted = value;
    return name + u" = '"_s + quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"''"_s) + u'\'';
}

} // namespace seawall::db
