// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalmirror.h"

#include "db/connection.h"
#include "db/sqlcatalog.h"
#include "models/journalrecord.h"
#include "models/printedcommand.h"

#include <QFileInfo>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::Connection;
using db::Deadline;
using db::Result;

namespace {

constexpr int batch = 500; // rows a transaction
constexpr auto connectTime = 5s, mirrorTime = 60s, restTime = 60s;

QString sql(const QString &id, const Connection &connection)
{
    return db::catalogQuery(id, connection.serverVersion()).sql;
}

Result<Connection> openWriting(const db::Endpoint &endpoint, Deadline deadline, const std::stop_token &stop)
{
    db::SessionOptions options;
    options.applicationName = u"seawall journal"_s;
    options.readOnly = false;
    return Connection::open(endpoint, options, deadline, stop);
}

db::Error explained(db::Error error)
{
    if (error.kind == db::ErrorKind::PermissionDenied)
        error.hint =
            u"As the owner: GRANT USAGE ON SCHEMA seawall TO …; GRANT SELECT, INSERT ON seawall.journal TO …;"_s;
    return error;
}

struct PrimarySession {
    Connection connection;
    QString node;
    bool isThere = false;
};

/// The node that is the primary now, whatever the configuration says.
Result<PrimarySession> findPrimary(const ClusterProfile &profile, Deadline deadline,
                                   const std::stop_token &stop)
{
    std::optional<db::Error> last;
    for (const auto &node : profile.monitor.nodes) {
        auto connection =
            openWriting(node.endpoint,
                        std::min(deadline, Deadline::in(connectTime),
                                 [](auto one, auto other) { return one.when() < other.when(); }),
                        stop);
        if (!connection) {
            last = connection.error();
            continue;
        }
        const auto state =
            connection->execute(sql(u"journal_mirror_state"_s, *connection), {}, deadline, stop);
        if (!state)
            return std::unexpected(state.error());
        if (state->boolean(0, 0).value_or(false))
            return PrimarySession{std::move(*connection), node.endpoint.name,
                                  state->boolean(0, 1).value_or(false)};
    }
    if (last)
        return std::unexpected(*last);
    return db::fail(db::ErrorKind::ServerNotReady,
                    u"No node is a primary, so that the Journal cannot be mirrored."_s,
                    u"It is caught up with once there is one."_s);
}

Result<void> add(Connection &connection, const QString &origin, const std::vector<JournalRow> &rows,
                 Deadline deadline, const std::stop_token &stop)
{
    if (const auto begun = connection.execute(u"BEGIN"_s, {}, deadline, stop); !begun)
        return std::unexpected(begun.error());
    for (const auto &row : rows) {
        const auto added = connection.execute(sql(u"journal_mirror_add"_s, connection),
                                              {origin, QString::number(row.id), row.type,
                                               QString::number(row.entry), QString::number(row.timeMs),
                                               QString::fromUtf8(row.payload), QString::fromLatin1(row.hash)},
                                              deadline, stop);
        if (!added)
            return std::unexpected(explained(added.error()));
    }
    if (const auto done = connection.execute(u"COMMIT"_s, {}, deadline, stop); !done)
        return std::unexpected(done.error());
    return {};
}

} // namespace

Result<MirrorState> mirrorJournal(const Journal &journal, const ClusterProfile &profile, Deadline deadline,
                                  const std::stop_token &stop)
{
    auto found = findPrimary(profile, deadline, stop);
    if (!found)
        return std::unexpected(found.error());
    MirrorState state{found->node, found->isThere, 0, 0};
    const auto first = journal.rows(0, 1);
    if (!first)
        return std::unexpected(first.error());
    if (!state.isThere || first->empty())
        return state;
    const auto origin = QString::fromLatin1(first->front().hash);
    auto &connection = found->connection;
    const auto last = connection.execute(sql(u"journal_mirror_last"_s, connection), {origin}, deadline, stop);
    if (!last)
        return std::unexpected(explained(last.error()));
    state.rows = last->integer(0, 0).value_or(0);
    for (;;) {
        const auto rows = journal.rows(state.rows, batch);
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->empty())
            return state;
        if (const auto added = add(connection, origin, *rows, deadline, stop); !added)
            return std::unexpected(added.error());
        state.copied += qint64(rows->size());
        state.rows = rows->back().id;
    }
}

Preview MirrorTableOperation::preview() const
{
    Preview preview;
    preview.title = u"Make the table for Journals on %1?"_s.arg(m_primary.address());
    preview.verb = u"Make the table"_s;
    preview.actions = {db::catalogQuery(u"journal_mirror_table"_s, 130000).sql};
    preview.consequence =
        u"What is done to this cluster can be read there by the team. The way back is to drop "
        "the table seawall.journal and its view."_s;
    preview.target = m_target;
    preview.needsReason = m_target.production;
    return preview;
}

Outcome MirrorTableOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({-1, u"Making the table"_s});
    const auto deadline = Deadline::in(30s);
    auto connection = openWriting(m_primary, deadline, stop);
    const auto made =
        connection ? connection->executeSimple(sql(u"journal_mirror_table"_s, *connection), deadline, stop)
                   : Result<db::Rows>(std::unexpected(connection.error()));
    if (made)
        return {Outcome::State::Succeeded, u"The table for Journals is there."_s, {}, {}};
    const bool isStopped = made.error().kind == db::ErrorKind::Cancelled;
    return {isStopped ? Outcome::State::Cancelled : Outcome::State::Failed,
            made.error().message,
            {},
            made.error()};
}

JournalMirror::JournalMirror(QString journalFile, ClusterProfile profile, Told told)
    : m_file(std::move(journalFile)), m_profile(std::move(profile)), m_told(std::move(told)),
      m_thread([this](const std::stop_token &stop) { work(stop); })
{}

void JournalMirror::wake()
{
    const std::lock_guard lock(m_mutex);
    m_isAwake = true;
    m_woken.notify_all();
}

void JournalMirror::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_woken.wait_for(lock, stop, restTime, [this] { return m_isAwake; });
            m_isAwake = false;
        }
        if (!stop.stop_requested() && QFileInfo::exists(m_file))
            mirrorOnce(stop);
    }
}

void JournalMirror::mirrorOnce(const std::stop_token &stop)
{
    const auto journal = Journal::open(m_file);
    const auto state = journal ? mirrorJournal(**journal, m_profile, Deadline::in(mirrorTime), stop)
                               : Result<MirrorState>(std::unexpected(journal.error()));
    if (stop.stop_requested())
        return;
    if (!state)
        tell(u"The Journal is not mirrored for now: %1"_s.arg(state.error().message));
    else if (!state->isThere)
        tell(withEnv(
            u"The Journal is not mirrored: %1 has no table for it; 'seawallctl journal mirror' makes it."_s
                .arg(state->node),
            m_profile.envFile));
    else
        m_lastTold.clear();
}

void JournalMirror::tell(const QString &sentence)
{
    if (std::exchange(m_lastTold, sentence) != sentence)
        m_told(sentence);
}

} // namespace seawall::models
