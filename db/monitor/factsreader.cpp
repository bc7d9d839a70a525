// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/factsreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QJsonDocument json(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())));
}

std::optional<Lsn> lsn(const QJsonValue &value)
{
    return Lsn::parse(value.toString().toStdString());
}

std::optional<double> real(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> integer(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<quint32> timeline(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(static_cast<quint32>(value.toInteger())) : std::nullopt;
}

/// A setting with a unit, as SHOW writes it: '0', '200ms', '2s', '5min', '1h', '1d'.
std::optional<double> settingSeconds(const QString &text)
{
    auto digits = text;
    while (!digits.isEmpty() && digits.back().isLetter())
        digits.chop(1);
    bool isNumber = false;
    const double number = digits.toDouble(&isNumber);
    if (!isNumber)
        return std::nullopt;
    static const std::pair<QStringView, double> units[] = {
        {u"", 0.001}, {u"us", 1e-6}, {u"ms", 0.001}, {u"s", 1}, {u"min", 60}, {u"h", 3600}, {u"d", 86400}};
    const auto unit = QStringView(text).mid(digits.size());
    const auto *found = std::ranges::find(units, unit, &std::pair<QStringView, double>::first);
    return found == std::end(units) ? std::nullopt : std::optional(number * found->second);
}

/// What a walreceiver calls itself on its upstream: application_name of primary_conninfo, else its fallback.
QString applicationNameIn(const QString &conninfo)
{
    QString fallback;
    for (const auto &part : conninfo.split(u' ')) {
        if (part.startsWith(u"application_name="_s))
            return part.mid(17);
        if (part.startsWith(u"fallback_application_name="_s))
            fallback = part.mid(26);
    }
    return fallback;
}

WalSender walSender(const QJsonObject &row)
{
    WalSender sender;
    sender.pid = row["pid"_L1].toInt();
    sender.user = row["usename"_L1].toString();
    sender.applicationName = row["application_name"_L1].toString();
    sender.clientAddress = row["client"_L1].toString();
    sender.slotName = row["slot_name"_L1].toString();
    sender.state = row["state"_L1].toString();
    sender.syncState = row["sync_state"_L1].toString();
    sender.sent = lsn(row["sent_lsn"_L1]);
    sender.write = lsn(row["write_lsn"_L1]);
    sender.flush = lsn(row["flush_lsn"_L1]);
    sender.replay = lsn(row["replay_lsn"_L1]);
    sender.writeLag = real(row["write_lag"_L1]);
    sender.flushLag = real(row["flush_lag"_L1]);
    sender.replayLag = real(row["replay_lag"_L1]);
    return sender;
}

WalReceiver walReceiver(const QJsonObject &row)
{
    WalReceiver receiver;
    receiver.status = row["status"_L1].toString();
    receiver.slotName = row["slot_name"_L1].toString();
    receiver.senderHost = row["sender_host"_L1].toString();
    receiver.senderPort = row["sender_port"_L1].toInt();
    receiver.written = lsn(row["written_lsn"_L1]);
    receiver.flushed = lsn(row["flushed_lsn"_L1]);
    receiver.timeline = timeline(row["received_tli"_L1]);
    receiver.applicationName = applicationNameIn(row["conninfo"_L1].toString());
    receiver.lastMessageAge = real(row["last_message_age"_L1]);
    return receiver;
}

void count(SessionCounts &counts, const QString &state, int sessions)
{
    if (state == u"active")
        counts.active += sessions;
    else if (state == u"idle")
        counts.idle += sessions;
    else if (state.startsWith(u"idle in transaction"))
        counts.idleInTransaction += sessions;
    else
        counts.other += sessions;
}

void readApplications(const QJsonArray &rows, NodeFacts &facts)
{
    facts.sessions = SessionCounts{};
    facts.applications.clear();
    for (const auto value : rows) {
        const auto row = value.toObject();
        const auto application = row["application_name"_L1].toString();
        const auto user = row["usename"_L1].toString();
        const auto state = row["state"_L1].toString();
        const int sessions = row["sessions"_L1].toInt();
        count(*facts.sessions, state, sessions);
        auto found = std::ranges::find_if(facts.applications, [&](const ApplicationSessions &known) {
            return known.application == application && known.user == user;
        });
        if (found == facts.applications.end())
            found = facts.applications.insert(found, {application, user, {}});
        count(found->counts, state, sessions);
    }
}

Slot slot(const QJsonObject &row)
{
    Slot slot;
    slot.name = row["slot_name"_L1].toString();
    slot.type = row["slot_type"_L1].toString();
    slot.walStatus = row["wal_status"_L1].toString();
    slot.active = row["active"_L1].toBool();
    slot.retainedBytes = integer(row["retained_bytes"_L1]);
    slot.safeWalSize = integer(row["safe_wal_size"_L1]);
    slot.inactiveSeconds = real(row["inactive_seconds"_L1]);
    return slot;
}

/// Reads columns by name from the only row of an answer.
class OnlyRow
{
public:
    explicit OnlyRow(const Rows &rows) : m_rows(rows) {}
    std::string_view bytes(const char *name) const { return m_rows.bytes(0, m_rows.column(name)); }
    QString text(const char *name) const { return m_rows.text(0, m_rows.column(name)); }
    std::optional<double> real(const char *name) const { return m_rows.real(0, m_rows.column(name)); }
    std::optional<qint64> integer(const char *name) const { return m_rows.integer(0, m_rows.column(name)); }
    std::optional<bool> boolean(const char *name) const { return m_rows.boolean(0, m_rows.column(name)); }

private:
    const Rows &m_rows;
};

} // namespace

void readPulse(const Rows &rows, NodeFacts &facts)
{
    const OnlyRow row(rows);
    const auto inRecovery = row.boolean("in_recovery");
    facts.role = !inRecovery ? Role::Unknown : *inRecovery ? Role::Replica : Role::Primary;
    facts.currentLsn = Lsn::parse(row.bytes("current_lsn"));
    facts.receivedLsn = Lsn::parse(row.bytes("received_lsn"));
    facts.replayedLsn = Lsn::parse(row.bytes("replayed_lsn"));
    facts.replayWaitsForWal = row.boolean("replay_waits_for_wal");
    facts.pauseState = row.text("pause_state");
    facts.applyDelaySeconds = settingSeconds(row.text("apply_delay"));
    facts.settingsLoaded = row.text("settings_loaded");
    facts.sinceLastReplayedXact = row.real("since_last_replayed_xact");
    facts.transactions = row.integer("transactions");

    facts.walSenders.clear();
    for (const auto sender : json(row.bytes("wal_senders")).array())
        facts.walSenders.push_back(walSender(sender.toObject()));
    const auto receiver = row.bytes("wal_receiver");
    facts.walReceiver = receiver.empty() ? std::nullopt : std::optional(walReceiver(json(receiver).object()));
    readApplications(json(row.bytes("applications")).array(), facts);

    bool isHex = false;
    const auto hex = row.text("timeline_hex").toUInt(&isHex, 16);
    if (isHex)
        facts.timeline = hex;
    else if (facts.walReceiver && facts.walReceiver->timeline)
        facts.timeline = facts.walReceiver->timeline;
}

void readStanding(const Rows &rows, NodeFacts &facts)
{
    const OnlyRow row(rows);
    facts.serverVersion = static_cast<int>(row.integer("server_version").value_or(0));
    facts.versionText = row.text("version_text").section(u' ', 0, 0);
    facts.systemIdentifier = row.text("system_identifier");
    facts.maxConnections = row.integer("max_connections");
    facts.reservedConnections = row.integer("reserved_connections");
    facts.canMonitor = row.boolean("can_monitor");
    facts.isSuperuser = row.boolean("is_superuser");
    facts.user = row.text("current_role");
    facts.synchronousStandbyNames = row.text("synchronous_standby_names");
    facts.recoveryConflicts = row.integer("recovery_conflicts");
    facts.oldestTransactionSeconds = row.real("oldest_transaction");
    if (!facts.timeline) // a replica without walreceiver: what its last restart point was on
        facts.timeline = row.integer("checkpoint_timeline");
    facts.slotList.clear();
    for (const auto entry : json(row.bytes("slots")).array())
        facts.slotList.push_back(slot(entry.toObject()));
}

bool readReadOnly(const Rows &rows, NodeFacts &facts)
{
    const OnlyRow row(rows);
    facts.readOnly = row.boolean("read_only");
    return !facts.readOnly && row.boolean("may_read_files") == true;
}

void readWalTimeline(const Rows &rows, NodeFacts &facts)
{
    const auto newest = OnlyRow(rows).integer("timeline");
    if (newest && *newest > facts.timeline.value_or(0))
        facts.timeline = static_cast<quint32>(*newest);
}

std::vector<Session> readSessions(const Rows &rows)
{
    std::vector<Session> sessions;
    sessions.reserve(static_cast<size_t>(rows.count()));
    for (int row = 0; row < rows.count(); ++row) {
        int next = 0;
        Session session;
        session.pid = static_cast<int>(rows.integer(row, next++).value_or(0));
        for (auto *text : {&session.user, &session.database, &session.application, &session.clientAddress,
                           &session.backendType, &session.state, &session.waitEventType, &session.waitEvent,
                           &session.query})
            *text = rows.text(row, next++);
        for (auto *age : {&session.queryAge, &session.transactionAge, &session.stateAge, &session.backendAge})
            *age = rows.real(row, next++);
        session.backendStartUs = rows.integer(row, next++);
        for (const auto &pid : rows.text(row, next).split(u',', Qt::SkipEmptyParts))
            session.blockedBy.push_back(pid.toInt());
        sessions.push_back(std::move(session));
    }
    return sessions;
}

} // namespace seawall::db
