// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/stepnode.h"

#include "db/sqlcatalog.h"
#include "models/operationtarget.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto connectTime = 10s;

QString wordFor(const QString &wanted)
{
    return wanted.isEmpty() ? u"primary"_s : wanted.trimmed();
}

db::Result<StepNode> openNode(const ClusterProfile &profile, const db::Endpoint &endpoint,
                              const StepSession &session, const std::stop_token &stop)
{
    db::SessionOptions options;
    options.applicationName = u"seawall checklist"_s;
    options.readOnly = session.isReading;
    options.statementTimeout = std::chrono::milliseconds(std::max(1, session.deadline.milliseconds()));
    const auto soon =
        db::Deadline::at(std::min(session.deadline.when(), db::Deadline::in(connectTime).when()));
    auto connection = db::Connection::open(endpoint, options, soon, stop);
    if (!connection)
        return std::unexpected(connection.error());
    if (session.isReading) {
        if (const auto begun = connection->execute(u"BEGIN TRANSACTION READ ONLY"_s, {}, soon, stop); !begun)
            return std::unexpected(begun.error());
    }
    // Asked within the transaction: after a first query it cannot be made a writing one any more.
    const auto rows = connection->execute(
        db::catalogQuery(u"checklist_node"_s, connection->serverVersion()).sql, {}, soon, stop);
    if (!rows)
        return std::unexpected(rows.error());
    OperationTarget target;
    target.profile = profile.name;
    target.production = profile.production;
    target.node = endpoint.name;
    target.address = endpoint.address();
    target.databaseRole = rows->text(0, rows->column("user_name"));
    target.role =
        rows->boolean(0, rows->column("in_recovery")).value_or(true) ? db::Role::Replica : db::Role::Primary;
    if (const auto timeline = rows->integer(0, rows->column("timeline")))
        target.timeline = static_cast<quint32>(*timeline);
    target.lsn = db::Lsn::parse(rows->bytes(0, rows->column("lsn")));
    target.systemIdentifier = rows->text(0, rows->column("system_identifier"));
    return StepNode{std::move(*connection), std::move(target), session.isReading};
}

db::Result<std::vector<StepNode>> openRole(const ClusterProfile &profile, db::Role role,
                                           const StepSession &session, const std::stop_token &stop)
{
    std::optional<db::Error> failure;
    // The nodes that are configured in that role are asked first: mostly they have it.
    for (const bool isConfigured : {true, false}) {
        for (const auto &node : profile.monitor.nodes) {
            if ((node.role == role) != isConfigured)
                continue;
            auto opened = openNode(profile, node.endpoint, session, stop);
            if (!opened) {
                if (opened.error().kind == db::ErrorKind::Cancelled)
                    return std::unexpected(opened.error());
                failure = failure.value_or(opened.error());
            } else if (opened->target.role == role) {
                std::vector<StepNode> nodes;
                nodes.push_back(std::move(*opened));
                return nodes;
            }
        }
    }
    if (failure)
        return std::unexpected(*failure);
    if (role == db::Role::Primary)
        return db::fail(db::ErrorKind::ServerNotReady, u"No node of %1 takes writes."_s.arg(profile.name),
                        u"Promote a replica first, or change where the step runs."_s);
    return db::fail(db::ErrorKind::ServerNotReady, u"No node of %1 is in recovery."_s.arg(profile.name),
                    u"Start the replica first, or change where the step runs."_s);
}

} // namespace

QString StepNode::describe() const
{
    return u"%1 (%2), %3, timeline %4, LSN %5"_s.arg(target.node, target.address, db::toString(target.role),
                                                     target.timeline ? QString::number(*target.timeline)
                                                                     : u"unknown"_s,
                                                     target.lsn ? target.lsn->toString() : u"unknown"_s);
}

db::Result<std::vector<StepNode>> openStepNodes(const ClusterProfile &profile, const QString &wanted,
                                                const StepSession &session, const std::stop_token &stop)
{
    const auto word = wordFor(wanted);
    QStringList names;
    for (const auto &node : profile.monitor.nodes)
        names << node.endpoint.name;
    // The name of a role is asked for as a role, also where a node is called so: roles change, names do not.
    if (word == u"primary")
        return openRole(profile, db::Role::Primary, session, stop);
    if (word == u"replica")
        return openRole(profile, db::Role::Replica, session, stop);
    if (word != u"*" && !names.contains(word))
        return db::fail(
            db::ErrorKind::InvalidInput, u"There is no node '%1' in %2."_s.arg(word, profile.name),
            u"It has %1; or say 'primary', 'replica', or '*' for every node."_s.arg(names.join(u", ")));
    std::vector<StepNode> nodes;
    for (const auto &node : profile.monitor.nodes) {
        if (word != u"*" && node.endpoint.name != word)
            continue;
        auto opened = openNode(profile, node.endpoint, session, stop);
        if (!opened)
            return std::unexpected(opened.error());
        nodes.push_back(std::move(*opened));
    }
    return nodes;
}

OperationTarget expectedTarget(const ClusterProfile &profile, const db::Snapshot *snapshot,
                               const QString &wanted)
{
    const auto word = wordFor(wanted);
    const auto role = word == u"primary"   ? db::Role::Primary
                      : word == u"replica" ? db::Role::Replica
                                           : db::Role::Unknown;
    if (snapshot) {
        for (const auto &node : snapshot->nodes) {
            const bool isAsked = role == db::Role::Unknown ? node.name == word : node.facts.role == role;
            if (node.reachable && isAsked)
                return targetOn(profile, node);
        }
    }
    OperationTarget target;
    target.profile = profile.name;
    target.production = profile.production;
    target.node = word == u"*" ? u"every node"_s : word;
    for (const auto &node : profile.monitor.nodes) {
        const bool isAsked = role == db::Role::Unknown ? node.endpoint.name == word : node.role == role;
        if (!isAsked)
            continue;
        target.node = node.endpoint.name;
        target.address = node.endpoint.address();
        target.role = node.role;
        break;
    }
    return target;
}

} // namespace seawall::models
