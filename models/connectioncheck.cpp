// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectioncheck.h"

#include "db/connection.h"
#include "db/sqlcatalog.h"
#include "models/format.h"

#include <chrono>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A trial is of what stands in the fields above its result.
void pointAtFields(db::Error &error, const db::Endpoint &endpoint)
{
    if (error.kind != db::ErrorKind::AuthRefused || !error.hint.contains(u"~/.pgpass"_s))
        return; // it is not about the password
    error.hint = endpoint.password.isEmpty()
                     ? ConnectionCheck::tr("Type the password above, or put it into ~/.pgpass.")
                     : ConnectionCheck::tr("Check the user and the password in the fields above.");
}

} // namespace

NodeCheck checkNode(const db::Endpoint &endpoint, db::Deadline deadline, std::stop_token stop)
{
    using Clock = std::chrono::steady_clock;
    NodeCheck check;
    check.node = endpoint.name;
    const auto begun = Clock::now();
    auto connection = db::Connection::open(endpoint, {}, deadline, stop);
    if (!connection) {
        check.error = connection.error();
        pointAtFields(*check.error, endpoint);
        return check;
    }
    const auto query = db::catalogQuery(u"connection_check"_s, connection->serverVersion());
    const auto rows = connection->execute(query.sql, {}, deadline, stop);
    if (!rows) {
        check.error = rows.error();
        return check;
    }
    check.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    const auto text = [&](const char *name) { return rows->text(0, rows->column(name)); };
    const auto flag = [&](const char *name) { return rows->boolean(0, rows->column(name)); };
    check.version = text("version").section(u' ', 0, 0); // without the packager's words
    check.user = text("user_name");
    check.database = text("database_name");
    check.canMonitor = flag("can_monitor").value_or(false);
    check.canReplicate = flag("can_replicate").value_or(false);
    if (const auto recovering = flag("in_recovery"))
        check.role = *recovering ? db::Role::Replica : db::Role::Primary;
    return check;
}

QString NodeCheck::sentence() const
{
    if (error)
        return error->hint.isEmpty() ? error->message : u"%1 %2"_s.arg(error->message, error->hint);
    auto text = ConnectionCheck::tr("Reached in %1: %2, PostgreSQL %3, database %4 as %5.")
                    .arg(format::seconds(seconds), db::toString(role), version, database, user);
    if (!canMonitor)
        text += u' ' + ConnectionCheck::tr("Some figures stay unknown: GRANT pg_monitor TO %1.").arg(user);
    text += u' ' + (canReplicate ? ConnectionCheck::tr("May replicate.")
                                 : ConnectionCheck::tr("May not replicate, which watching does not need."));
    return text;
}

ConnectionCheck::ConnectionCheck(QObject *parent) : QObject(parent)
{}

ConnectionCheck::~ConnectionCheck()
{
    cancel(); // and each jthread is joined as it goes
}

void ConnectionCheck::cancel()
{
    ++m_round;
    m_open = 0;
    for (auto &worker : m_workers) {
        worker.request_stop();
        // Joining here could wait for a name look-up; the destructor does it once nobody looks at the window.
        m_leaving.push_back(std::move(worker));
    }
    m_workers.clear();
}

void ConnectionCheck::start(const std::vector<db::Endpoint> &endpoints)
{
    cancel();
    const int round = m_round;
    m_open = static_cast<int>(endpoints.size());
    for (const auto &endpoint : endpoints)
        m_workers.emplace_back([this, endpoint, round](std::stop_token stop) {
            const auto check = checkNode(endpoint, db::Deadline::in(8s), stop);
            QMetaObject::invokeMethod(
                this, [this, round, check] { onChecked(round, check); }, Qt::QueuedConnection);
        });
}

void ConnectionCheck::onChecked(int round, const NodeCheck &check)
{
    if (round != m_round)
        return;
    --m_open;
    Q_EMIT checked(check);
    if (m_open == 0)
        Q_EMIT finished();
}

} // namespace seawall::models
