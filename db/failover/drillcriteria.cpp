// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillparts.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using enum DrillKind;
using State = DrillCriterion::State;

namespace {

QString told(double seconds)
{
    return QString::number(seconds, 'f', 2) + u" s"_s;
}

QString atMost(double seconds)
{
    return u"≤ %1 s"_s.arg(QString::number(seconds, 'f', 1));
}

State stateOf(bool isMet)
{
    return isMet ? State::Met : State::Missed;
}

/// How long nobody may know: a server that ends says so, a silent one has to be given up.
double patienceWith(DrillKind kind, double tick)
{
    return kind == ReplicaSilent ? 3.0 : kind == ReplayPaused ? 2 * tick + 0.5 : tick + 0.5;
}

DrillCriterion detection(const DrillPlan &plan, const DrillResult &result)
{
    const double limit = patienceWith(plan.kind, result.tickSeconds);
    const auto found = result.detectionSeconds();
    return {u"detection"_s, u"It is known soon"_s, atMost(limit),
            found ? u"known after %1"_s.arg(told(*found)) : u"it was never noticed"_s,
            stateOf(found && *found <= limit)};
}

DrillCriterion reads(const DrillPlan &plan, const DrillUse &use, double tick)
{
    const double limit = patienceWith(plan.kind, tick);
    const auto by = use.answeredBy.isEmpty() ? u"nobody"_s : use.answeredBy.join(u", "_s);
    auto others = use.answeredBy;
    others.removeAll(plan.node);
    return {u"reads"_s, plan.hitsPrimary() ? u"Reads go on"_s : u"Reads fall back to another node"_s,
            u"away %1"_s.arg(atMost(limit)), u"away %1; answered by %2"_s.arg(told(use.outageSeconds), by),
            stateOf(use.outageSeconds <= limit && !others.isEmpty() && use.isBack)};
}

/// With its server gone a write has to fail, and to say so soon.
DrillCriterion writes(const DrillPlan &plan, const DrillUse &use, const DrillOptions &options)
{
    if (!plan.hitsPrimary()) {
        const double limit = patienceWith(plan.kind, double(options.tick.count()) / 1000);
        return {
            u"writes"_s, u"Writes go on"_s, u"away %1"_s.arg(atMost(limit)),
            u"away %1, %2 of %3 failed"_s.arg(told(use.outageSeconds)).arg(use.failures).arg(use.attempts),
            stateOf(use.outageSeconds <= limit && use.isBack)};
    }
    const double limit = double(options.probeTime.count()) / 1000 + 0.5;
    const bool hasToFail = plan.kind == PrimaryFails;
    const auto measured = use.failures == 0
                              ? u"no write failed"_s
                              : u"told after at most %1: %2"_s.arg(told(use.longestSeconds), use.firstError);
    return {u"writes"_s, u"Writes fail gracefully, and come back"_s, u"told %1"_s.arg(atMost(limit)),
            measured, stateOf((use.failures > 0 || !hasToFail) && use.longestSeconds <= limit && use.isBack)};
}

DrillCriterion nothingHangs(const DrillPath &path, const DrillOptions &options)
{
    const double limit = double(options.probeTime.count()) / 1000 + 0.5;
    const double longest = std::max(path.reads.longestSeconds, path.writes.longestSeconds);
    return {u"hangs"_s, u"Nothing hangs"_s, atMost(limit), u"the longest took %1"_s.arg(told(longest)),
            stateOf(longest <= limit)};
}

DrillCriterion nothingLost(const DrillResult &result)
{
    qint64 lost = 0, doubled = 0, acknowledged = 0;
    bool isKnown = true;
    for (const auto &path : result.paths) {
        isKnown = isKnown && path.lost && path.doubled;
        lost += path.lost.value_or(0);
        doubled += path.doubled.value_or(0);
        acknowledged += path.acknowledged;
    }
    return {u"lost"_s, u"No write is lost or there twice"_s, u"0 and 0"_s,
            isKnown ? u"%1 lost, %2 twice, of %3"_s.arg(lost).arg(doubled).arg(acknowledged)
                    : u"could not be counted"_s,
            isKnown ? stateOf(lost == 0 && doubled == 0) : State::Unknown};
}

} // namespace

std::vector<DrillCriterion> drillCriteria(const DrillPlan &plan, const DrillOptions &options,
                                          const DrillResult &result)
{
    const auto *router = result.path(u"router"_s);
    if (!router)
        return {};
    return {detection(plan, result), reads(plan, router->reads, result.tickSeconds),
            writes(plan, router->writes, options), nothingHangs(*router, options), nothingLost(result)};
}

} // namespace seawall::db
