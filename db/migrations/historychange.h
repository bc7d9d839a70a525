// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/history.h"

#include <QJsonArray>

namespace seawall::db {

/// One change of the table, from its beginning to its commit; without the commit nothing of it stands.
class HistoryChange final
{
public:
    HistoryChange(Connection &connection, QString actor, Deadline deadline, std::stop_token stop)
        : m_connection(connection), m_actor(std::move(actor)), m_deadline(deadline), m_stop(std::move(stop))
    {}
    HistoryChange(const HistoryChange &) = delete;
    HistoryChange &operator=(const HistoryChange &) = delete;
    ~HistoryChange() { rollBack(); }

    /// Takes the lock, and reads what is there.
    Result<History> begin();
    Result<int> write(const QString &id, const QJsonArray &rows, const QString &state = {});
    Result<void> commit();

private:
    Result<Rows> run(const QString &sql, const QStringList &parameters);
    void rollBack();

    Connection &m_connection;
    QString m_actor;
    Deadline m_deadline;
    std::stop_token m_stop;
    bool m_isOpen = false;
};

} // namespace seawall::db
