// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statuslines.h"

#include "app/ctl/poolerreport.h"
#include "app/ctl/snapshotjson.h"
#include "db/monitor/spokenname.h"
#include "db/monitor/verdict.h"
#include "models/format.h"

namespace seawall::app {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

const QString none = u"-"_s; // the figure makes no sense for such a node

/// Sees that a replica looked at for a moment can be further behind than the look was long.
QString lagText(const db::NodeSnapshot &node)
{
    auto text = format::lag(node.lag);
    if (!node.lag.secondsIsFloor || !node.reachable || !node.facts.sinceLastReplayedXact)
        return text;
    return text + u" (≈ %1)"_s.arg(format::seconds(node.facts.sinceLastReplayedXact));
}

Colour colourOf(db::NodeWord::Severity severity)
{
    using enum db::NodeWord::Severity;
    switch (severity) {
    case None:
        return Colour::Good;
    case Intended:
    case Unknown:
    case Warning:
        return Colour::Warning;
    case Critical:
        break;
    }
    return Colour::Bad;
}

Span stateOf(const db::NodeSnapshot &node)
{
    if (!node.reachable && !node.error) // the look is over, and it has not answered
        return {db::toString(db::ReplicaVerdict::Unreachable), Colour::Bad};
    const auto word = db::wordOn(node);
    return {word.text, colourOf(word.severity)};
}

Span sessionsOf(const db::NodeSnapshot &node)
{
    if (!node.reachable || !node.facts.sessions)
        return {format::unknown(), Colour::Dim};
    const auto used = QString::number(node.facts.sessions->total());
    return {node.usableConnections ? u"%1 of %2"_s.arg(used).arg(*node.usableConnections) : used};
}

Line rowOf(const db::NodeSnapshot &node)
{
    const bool lags = node.isReplica() || (!node.reachable && node.configuredRole == db::Role::Replica);
    const auto known = [](const QString &text) {
        return Span{text, text == format::unknown() ? Colour::Dim : Colour::Plain};
    };
    const bool isFull = node.utilization.value_or(0) >= fullEnough;
    return {{node.name},
            {db::roleText(node)},
            stateOf(node),
            lags ? known(lagText(node)) : Span{none},
            lags ? known(format::bytes(node.lag.bytes.replay)) : Span{none},
            lags ? known(format::bytes(node.rpoBytes)) : Span{none},
            sessionsOf(node),
            {format::percent(node.utilization), isFull             ? Colour::Bad
                                                : node.utilization ? Colour::Plain
                                                                   : Colour::Dim},
            known(node.reachable ? format::byteRate(node.walBytesPerSecond) : format::unknown()),
            known(node.reachable && node.facts.timeline ? QString::number(*node.facts.timeline)
                                                        : format::unknown()),
            known(node.reachable && !node.facts.versionText.isEmpty() ? node.facts.versionText
                                                                      : format::unknown()),
            {node.address}};
}

QString hintFor(const db::NodeSnapshot &node)
{
    return node.error ? node.error->hint : silenceHint();
}

/// What is not as it should be with one node.
void addRemarks(const db::NodeSnapshot &node, std::vector<Line> &lines)
{
    const auto add = [&](const QString &text, Colour colour = Colour::Plain) {
        lines.push_back({{u"  %1: "_s.arg(node.name), colour}, {text}});
    };
    if (!node.reachable) {
        const bool isReplica = node.verdict != db::ReplicaVerdict::Unknown;
        add(isReplica && !node.reason.isEmpty() ? node.reason : whyUnreachable(node), Colour::Bad);
        const auto hint = hintFor(node);
        if (!hint.isEmpty())
            lines.push_back({{u"    "_s + hint, Colour::Dim}});
    } else if (const auto state = stateOf(node); state.colour != Colour::Good && !node.reason.isEmpty()) {
        add(node.reason, state.colour);
    }
    for (const auto &right : node.missingRights)
        add(u"figures are missing; run on %1: %2"_s.arg(node.isReplica() ? u"the primary"_s : node.name,
                                                        right),
            Colour::Warning);
    for (const auto &pool : node.reachable ? node.pools : std::vector<db::PoolUse>{})
        if (pool.limit > 0 && pool.used >= fullEnough * pool.limit)
            add(u"%1 has %2 of its %3 connections."_s.arg(pool.label).arg(pool.used).arg(pool.limit),
                Colour::Bad);
}

} // namespace

Colour colourOf(db::ClusterVerdict verdict)
{
    switch (verdict) {
    case db::ClusterVerdict::Healthy:
        return Colour::Good;
    case db::ClusterVerdict::Degraded:
    case db::ClusterVerdict::Unknown:
        return Colour::Warning;
    case db::ClusterVerdict::NoPrimary:
    case db::ClusterVerdict::SplitBrain:
        break;
    }
    return Colour::Bad;
}

bool isFine(const db::Snapshot &snapshot)
{
    return snapshot.verdict == db::ClusterVerdict::Healthy &&
           !(snapshot.pgBouncer && snapshot.pgBouncer->error);
}

std::vector<Line> statusLines(const db::Snapshot &snapshot)
{
    std::vector<Line> lines;
    lines.push_back({{db::toString(snapshot.verdict), colourOf(snapshot.verdict)},
                     {u"  "_s + snapshot.reason},
                     {snapshot.systemIdentifier.isEmpty() ? QString() : u"  "_s + snapshot.systemIdentifier,
                      Colour::Dim}});
    lines.emplace_back();
    Table table;
    table.addColumn(u"NODE"_s);
    table.addColumn(u"ROLE"_s);
    table.addColumn(u"STATE"_s);
    for (const auto *title : {"LAG", "BEHIND", "AT RISK", "SESSIONS", "USE", "WAL", "TL", "VERSION"})
        table.addColumn(QLatin1StringView(title), Table::Align::Right);
    table.addColumn(u"ADDRESS"_s);
    for (const auto &node : snapshot.nodes)
        table.addRow(rowOf(node));
    std::ranges::move(table.lines(), std::back_inserter(lines));
    std::vector<Line> remarks;
    for (const auto &node : snapshot.nodes)
        addRemarks(node, remarks);
    for (const auto &other : snapshot.discovered)
        remarks.push_back({{u"  The primary also serves %1 at %2, which is not configured here."_s.arg(
            other.applicationName,
            other.clientAddress.isEmpty() ? u"its own host"_s : other.clientAddress)}});
    if (!remarks.empty())
        lines.emplace_back();
    std::ranges::move(remarks, std::back_inserter(lines));
    if (snapshot.pgBouncer) {
        lines.emplace_back();
        std::ranges::move(poolerLines(*snapshot.pgBouncer), std::back_inserter(lines));
    }
    return lines;
}

} // namespace seawall::app
