// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/router/pooledsession.h"

#include "db/router/poolstate.h"

namespace seawall::db {

using namespace std::chrono_literals;

namespace {

constexpr auto resetTime = 1s;

} // namespace

PooledSession::PooledSession(std::shared_ptr<PoolState> pool, PoolEntryPtr entry)
    : m_pool(std::move(pool)), m_entry(std::move(entry))
{}

PooledSession::PooledSession(PooledSession &&other) noexcept = default;

PooledSession &PooledSession::operator=(PooledSession &&other) noexcept
{
    if (this != &other) {
        giveBack();
        m_pool = std::move(other.m_pool);
        m_entry = std::move(other.m_entry);
    }
    return *this;
}

PooledSession::~PooledSession()
{
    giveBack();
}

void PooledSession::giveBack()
{
    if (!m_entry)
        return;
    auto &connection = m_entry->connection;
    const bool isWanted = !m_entry->isDiscarded && !connection.isBroken();
    if (isWanted && (m_entry->needsReset || !connection.isIdle()))
        m_entry->isDiscarded = !connection.reset(Deadline::in(resetTime));
    m_entry->needsReset = false;
    m_pool->giveBack(std::move(m_entry));
}

Result<Rows> PooledSession::execute(const QString &sql, const QStringList &parameters, Deadline deadline,
                                    std::stop_token stop)
{
    m_entry->needsReset = true;
    return m_entry->connection.execute(sql, parameters, deadline, std::move(stop));
}

Result<Rows> PooledSession::executeTraceless(const QString &sql, const QStringList &parameters,
                                             Deadline deadline, std::stop_token stop)
{
    return m_entry->connection.execute(sql, parameters, deadline, std::move(stop));
}

Connection &PooledSession::connection()
{
    m_entry->needsReset = true;
    return m_entry->connection;
}

const Connection &PooledSession::peek() const
{
    return m_entry->connection;
}

Access PooledSession::access() const
{
    return m_entry->access;
}

void PooledSession::discard()
{
    m_entry->isDiscarded = true;
}

} // namespace seawall::db
