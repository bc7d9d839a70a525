// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/router/databaserouter.h"
#include "tests/support/sandboxfixture.h"

namespace seawall::tests {

/// Routers for the nodes of a sandbox, and short ways to use them.
inline db::RouterConfig routerConfig(db::Sandbox &sandbox, std::chrono::milliseconds healthInterval)
{
    db::RouterConfig config;
    for (const auto &node : sandbox.nodes()) {
        const auto role = node.name == QStringLiteral("primary") ? db::Role::Primary : db::Role::Replica;
        config.nodes.push_back({sandbox.endpoint(node.name), role});
    }
    config.healthInterval = healthInterval;
    config.returnTime = std::chrono::milliseconds(500);
    return config;
}

inline db::ReadRequest reading()
{
    db::ReadRequest request;
    request.purpose = QStringLiteral("test");
    return request;
}

/// The node that answered a read, or why none did.
inline QString readBy(db::DatabaseRouter &router)
{
    const auto rows =
        router.read(QStringLiteral("SELECT 1"), {}, reading(), db::Deadline::in(std::chrono::seconds(10)));
    return rows ? rows->node : rows.error().message;
}

/// Waits until a read is answered by a node whose name begins so. Once is enough: while a node returns, only
/// a share of the reads goes there.
inline bool awaitReadBy(db::DatabaseRouter &router, const QString &name)
{
    return QTest::qWaitFor([&] { return readBy(router).startsWith(name); }, 30000);
}

/// The node that took a write to the table `written`, or why none did.
inline QString writtenOn(db::DatabaseRouter &router)
{
    const auto deadline = db::Deadline::in(std::chrono::seconds(10));
    auto session = router.writeSession(QStringLiteral("test"), deadline);
    if (!session)
        return session.error().message;
    const auto done =
        session->executeTraceless(QStringLiteral("INSERT INTO written VALUES (1)"), {}, deadline);
    return done ? session->node() : done.error().message;
}

/// Runs a text of statements on a node, past any router; empty where it went well.
inline QString ranOn(db::Sandbox &sandbox, const QString &node, const QString &sql)
{
    db::SessionOptions options;
    options.readOnly = false;
    options.statementTimeout = std::chrono::seconds(60);
    const auto deadline = db::Deadline::in(std::chrono::seconds(60));
    auto connection = db::Connection::open(sandbox.endpoint(node), options, deadline);
    if (!connection)
        return connection.error().message;
    const auto done = connection->executeSimple(sql, deadline);
    return done ? QString() : done.error().message;
}

} // namespace seawall::tests
