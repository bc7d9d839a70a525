// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/routedsession.h"

#include "db/router/readguard.h"
#include "db/router/routerstate.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

RoutedSession::RoutedSession(std::shared_ptr<RouterState> router, size_t node, PooledSession session)
    : m_router(std::move(router)), m_node(node), m_session(std::move(session))
{}

RoutedSession::RoutedSession(RoutedSession &&other) noexcept = default;

RoutedSession &RoutedSession::operator=(RoutedSession &&other) noexcept
{
    if (this == &other)
        return *this;
    giveBack();
    m_router = std::move(other.m_router);
    m_node = other.m_node;
    m_epoch = other.m_epoch;
    m_isFallback = other.m_isFallback;
    m_hasAnswered = other.m_hasAnswered;
    m_brokenBy = std::move(other.m_brokenBy);
    m_session = std::move(other.m_session);
    return *this;
}

RoutedSession::~RoutedSession()
{
    giveBack();
}

void RoutedSession::giveBack()
{
    if (!m_router)
        return;
    if (!m_brokenBy && m_session->peek().isBroken())
        m_brokenBy = Error{ErrorKind::ConnectionLost, u"The session broke."_s, {}, {}, {}, 0};
    m_session.reset();
    if (m_brokenBy && m_brokenBy->kind != ErrorKind::Cancelled)
        m_router->failed(m_node, *m_brokenBy, false);
    m_router->release(m_node, m_hasAnswered && !m_brokenBy);
    m_router.reset();
}

QString RoutedSession::node() const
{
    return m_router->nodes[m_node].config.endpoint.name;
}

Access RoutedSession::access() const
{
    return m_session->access();
}

int RoutedSession::serverVersion() const
{
    return m_session->peek().serverVersion();
}

Result<Rows> RoutedSession::execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                                    std::stop_token stop)
{
    if (const auto checked = checkReadable(sql); !checked)
        return std::unexpected(checked.error());
    return noted(m_session->execute(sql, parameters, deadline, std::move(stop)));
}

Result<Rows> RoutedSession::executeTraceless(const QString &sql, const QStringList &parameters,
                                             Deadline deadline, std::stop_token stop)
{
    if (const auto checked = checkReadable(sql); !checked)
        return std::unexpected(checked.error());
    return noted(m_session->executeTraceless(sql, parameters, deadline, std::move(stop)));
}

Result<void> RoutedSession::checkReadable(const QString &sql)
{
    if (access() == Access::ReadWrite)
        return {};
    return checkRead(sql, m_session->peek().reported("default_transaction_read_only"));
}

Result<Rows> RoutedSession::noted(Result<Rows> rows)
{
    if (rows)
        m_hasAnswered = true;
    else if (m_session->peek().isBroken() && !m_brokenBy)
        m_brokenBy = rows.error();
    return rows;
}

Connection &RoutedSession::connection()
{
    Q_ASSERT(access() == Access::ReadWrite);
    return m_session->connection();
}

Result<WriteToken> RoutedSession::token(Deadline deadline, std::stop_token stop)
{
    // Where WAL is inserted, not only written: with synchronous_commit = off a commit need not be on disk
    // yet.
    const auto rows =
        executeTraceless(u"SELECT pg_current_wal_insert_lsn()"_s, {}, deadline, std::move(stop));
    if (!rows)
        return std::unexpected(rows.error());
    const auto lsn = Lsn::parse(rows->bytes(0, 0));
    if (!lsn)
        return fail(ErrorKind::Internal, u"%1 does not say where its WAL is."_s.arg(node()));
    return WriteToken{*lsn, m_epoch};
}

} // namespace seawall::db
