// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/commandaddress.h"

#include "models/thismachine.h"

#include <QRegularExpression>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// What one of the patterns finds first.
QString found(const QString &text, const QRegularExpression &pattern)
{
    const auto match = pattern.match(text);
    for (int group = 1; group <= match.lastCapturedIndex(); ++group) {
        if (match.hasCaptured(group))
            return match.captured(group);
    }
    return {};
}

bool isNode(const QString &host, int port, const ClusterProfile &profile)
{
    return std::ranges::any_of(profile.monitor.nodes, [&](const db::NodeConfig &node) {
        const auto own = node.endpoint.host();
        return node.endpoint.port() == port && (own == host || (isThisMachine(own) && isThisMachine(host)));
    });
}

} // namespace

QStringList foreignAddresses(const QString &command, const ClusterProfile &profile)
{
    static const QRegularExpression clients(
        uR"(\b(?:psql|pg_isready|pg_dump|pg_dumpall|pg_restore|pg_basebackup|pg_rewind|pgbench|createdb|dropdb|vacuumdb|reindexdb)\b)"_s);
    static const QRegularExpression inContainer(uR"(\b(?:docker|podman|kubectl|ssh)\b)"_s);
    static const QRegularExpression port(
        uR"((?:^|\s)-p\s*["']?(\d{2,5})\b|--port[= ]["']?(\d{2,5})\b|\bport=["']?(\d{2,5})\b|PGPORT=["']?(\d{2,5})\b)"
        uR"(|postgres(?:ql)?://[^\s/]*:(\d{2,5})\b)"_s);
    static const QRegularExpression host(
        uR"((?:^|\s)-h\s*["']?([\w./:-]+)|--host[= ]["']?([\w./:-]+)|\bhost=["']?([\w./:-]+)|PGHOST=["']?([\w./:-]+))"
        uR"(|postgres(?:ql)?://(?:[^\s/@]*@)?([\w.-]+):\d)"_s);
    QStringList foreign;
    auto joined = command;
    joined.replace(u"\\\n"_s, u" "_s); // a line that goes on
    for (const auto &line : joined.split(u'\n')) {
        if (line.trimmed().startsWith(u'#') || !clients.match(line).hasMatch() ||
            inContainer.match(line).hasMatch())
            continue;
        const auto name = found(line, host);
        const auto number = found(line, port);
        if (number.isEmpty() || isNode(name, number.toInt(), profile))
            continue;
        foreign << (name.isEmpty() ? u"localhost"_s : name) + u':' + number;
    }
    foreign.removeDuplicates();
    return foreign;
}

} // namespace seawall::models
