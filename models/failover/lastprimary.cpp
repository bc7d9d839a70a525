// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/lastprimary.h"

#include "db/statefile.h"

#include <QDir>

#include <algorithm>
#include <tuple>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString fileIn(const QString &directory)
{
    return directory.isEmpty() ? QString() : QDir(directory).filePath(u"lastprimary.json"_s);
}

std::optional<db::LastSeen> kept(const QString &directory, const ClusterProfile &profile)
{
    const auto json = db::readStateFile(fileIn(directory)).value_or(QJsonObject());
    const auto lsn = db::Lsn::parse(json[u"lsn"_s].toString().toStdString());
    const auto &nodes = profile.monitor.nodes;
    const auto node = std::ranges::find(nodes, json[u"address"_s].toString(),
                                        [](const db::NodeConfig &each) { return each.endpoint.address(); });
    if (!lsn || node == nodes.end())
        return std::nullopt;
    return db::LastSeen{node->endpoint.name, *lsn, json[u"seen_ms"_s].toInteger(),
                        json[u"system_identifier"_s].toString(), quint32(json[u"timeline"_s].toInteger())};
}

/// Of one cluster. Of two timelines the one that was seen last: the newer one may have been discarded since,
/// after a split brain, say.
bool isFurther(const db::LastSeen &one, const db::LastSeen &other)
{
    if (one.systemIdentifier != other.systemIdentifier)
        return false;
    return one.timeline == other.timeline
               ? one.lsn > other.lsn
               : std::tie(one.timeMs, one.timeline) > std::tie(other.timeMs, other.timeline);
}

} // namespace

void keepLastPrimary(const QString &directory, const ClusterProfile &profile, const db::LastSeen &seen)
{
    const auto &nodes = profile.monitor.nodes;
    const auto node =
        std::ranges::find(nodes, seen.node, [](const db::NodeConfig &each) { return each.endpoint.name; });
    const auto before = kept(directory, profile);
    if (node == nodes.end() || (before && isFurther(*before, seen)))
        return;
    // Without it the loss is told as unknown: nothing depends on it.
    static_cast<void>(
        db::writeStateFile(fileIn(directory), QJsonObject{{u"address"_s, node->endpoint.address()},
                                                          {u"lsn"_s, seen.lsn.toString()},
                                                          {u"seen_ms"_s, seen.timeMs},
                                                          {u"system_identifier"_s, seen.systemIdentifier},
                                                          {u"timeline"_s, qint64(seen.timeline)}}));
}

std::optional<db::LastSeen> lastPrimary(const QString &directory, const ClusterProfile &profile,
                                        const std::optional<db::LastSeen> &seen)
{
    const auto before = kept(directory, profile);
    return before && (!seen || isFurther(*before, *seen)) ? before : seen;
}

} // namespace seawall::models
