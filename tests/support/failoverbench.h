// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/failover/nodestanding.h"
#include "db/sandbox.h"
#include "models/failover/failoversite.h"

#include <QSet>

#include <atomic>
#include <mutex>
#include <thread>

namespace seawall::tests {

/// The sandbox as a profile sees it: its `.env`, with the control that is recognised by itself.
inline models::FailoverSite siteOf(const db::Sandbox &sandbox, const QString &directory = {})
{
    const auto profile = models::ClusterProfile::fromEnvFile(sandbox.envFile());
    return profile ? models::FailoverSite::of(*profile, directory) : models::FailoverSite();
}

/// Numbers written one after the other, each once, on whichever node takes writes; what was acknowledged is
/// remembered.
class WriteLoad final
{
public:
    explicit WriteLoad(db::ClusterMembers members) : m_members(std::move(members))
    {
        db::SessionOptions options;
        options.readOnly = false;
        for (const auto &member : m_members) {
            auto connection = db::Connection::open(member.endpoint, options, soon());
            if (connection)
                static_cast<void>(connection->executeSimple(
                    QStringLiteral("CREATE TABLE IF NOT EXISTS written (number bigint); TRUNCATE written"),
                    soon()));
        }
        m_thread = std::jthread([this](const std::stop_token &stop) { write(stop); });
    }

    int acknowledged() const { return m_acknowledged; }

    /// Ends it; empty where every acknowledged number is there once, and no number twice.
    QString lossOn(const db::Endpoint &endpoint)
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
        auto connection = db::Connection::open(endpoint, {}, soon());
        if (!connection)
            return connection.error().message;
        const auto rows = connection->execute(QStringLiteral("SELECT number FROM written"), {}, soon());
        if (!rows)
            return rows.error().message;
        QSet<qint64> found;
        for (int row = 0; row < rows->count(); ++row) {
            const auto number = rows->integer(row, 0).value_or(-1);
            if (found.contains(number))
                return QStringLiteral("%1 is there twice").arg(number);
            found << number;
        }
        for (const auto number : m_known) {
            if (!found.contains(number))
                return QStringLiteral("%1 was acknowledged and is lost").arg(number);
        }
        return {};
    }

private:
    static db::Deadline soon() { return db::Deadline::in(std::chrono::seconds(5)); }

    void write(const std::stop_token &stop)
    {
        db::SessionOptions options;
        options.readOnly = false;
        qint64 number = 0;
        std::optional<db::Connection> connection;
        for (std::size_t next = 0; !stop.stop_requested();) {
            if (!connection) {
                auto opened =
                    db::Connection::open(m_members[next++ % m_members.size()].endpoint, options, soon());
                if (!opened) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                    continue;
                }
                connection.emplace(std::move(*opened));
            }
            const auto written = connection->execute(QStringLiteral("INSERT INTO written VALUES ($1)"),
                                                     {QString::number(++number)}, soon());
            if (written) {
                m_known << number;
                ++m_acknowledged;
            } else {
                connection.reset();
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        }
    }

    db::ClusterMembers m_members;
    QSet<qint64> m_known; ///< of the thread, until it has ended
    std::atomic<int> m_acknowledged = 0;
    std::jthread m_thread;
};

/// Names of the nodes that take writes now.
inline QStringList writableNodes(const db::ClusterMembers &members)
{
    QStringList names;
    for (const auto &member : members) {
        const auto now = db::standingOf(member.endpoint, db::Deadline::in(std::chrono::seconds(5)));
        if (now && now->role == db::Role::Primary)
            names << member.name();
    }
    return names;
}

/// Empty where a row can be written to that node.
inline QString writeOn(const db::Endpoint &endpoint)
{
    db::SessionOptions options;
    options.readOnly = false;
    auto connection = db::Connection::open(endpoint, options, db::Deadline::in(std::chrono::seconds(5)));
    if (!connection)
        return connection.error().message;
    const auto shown = connection->execute(
        QStringLiteral("SELECT setting FROM pg_file_settings WHERE name = 'default_transaction_read_only'"),
        {}, db::Deadline::in(std::chrono::seconds(5)));
    if (!shown || shown->count() > 0)
        return QStringLiteral("writes are still blocked");
    const auto written = connection->execute(QStringLiteral("CREATE TEMPORARY TABLE probe (number int)"), {},
                                             db::Deadline::in(std::chrono::seconds(5)));
    return written ? QString() : written.error().message;
}

inline QString tellingOf(const db::FailoverReport &report)
{
    auto text = report.standing +
                (report.error ? u'\n' + report.error->message + u'\n' + report.error->detail : QString());
    for (const auto &event : report.events)
        text += QStringLiteral("\n%1 ms  %2 [%3] %4")
                    .arg(event.ms)
                    .arg(event.step)
                    .arg(int(event.kind))
                    .arg(event.text);
    return text;
}

} // namespace seawall::tests
