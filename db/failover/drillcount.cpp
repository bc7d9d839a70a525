// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillparts.h"
#include "db/failover/drillrun.h"
#include "db/failover/nodestanding.h"

#include <algorithm>

// What a drill has found, once it is undone.
namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr size_t longestTimeline = 400;

/// How often each number of a path is there.
std::map<qint64, int> numbersOf(const Rows &rows, const QString &path)
{
    std::map<qint64, int> found;
    for (int row = 0; row < rows.count(); ++row) {
        if (rows.text(row, 0) == path)
            ++found[rows.integer(row, 1).value_or(-1)];
    }
    return found;
}

void countIn(DrillPath &path, const Rows &rows, const std::vector<qint64> &acknowledged)
{
    const auto found = numbersOf(rows, path.name);
    path.lost = std::ranges::count_if(acknowledged, [&](qint64 number) { return !found.contains(number); });
    path.doubled = std::ranges::count_if(found, [](const auto &entry) { return entry.second > 1; });
}

} // namespace

/// Counts where the probes wrote, then takes the table away, whether it could be counted or not.
Result<QString> DrillRun::count()
{
    auto &result = m_report.result;
    const auto rows = m_watch
                          ? tellNode(primary().endpoint, u"SELECT path, number FROM seawall_drill.written"_s,
                                     {}, Deadline::in(20s))
                          : Result<Rows>(fail(ErrorKind::NoNode, u"Nothing was written."_s));
    for (int path = 0; m_watch && path < 2; ++path) {
        DrillPath found;
        found.name = path == 0 ? u"router"_s : u"libpq"_s;
        found.reads = drillUse(m_watch->probe(path, false).attempts(), result.faultMs, result.undoneMs);
        found.writes = drillUse(m_watch->probe(path, true).attempts(), result.faultMs, result.undoneMs);
        const auto acknowledged = m_watch->probe(path, true).acknowledged();
        found.acknowledged = qint64(acknowledged.size());
        if (rows)
            countIn(found, *rows, acknowledged);
        result.paths.push_back(std::move(found));
    }
    if (const auto dropped = dropDrillSchema(m_members, Deadline::in(m_options.patience)); !dropped)
        return std::unexpected(dropped.error());
    if (m_watch && !rows)
        return std::unexpected(rows.error());
    return u"The schema of the drill is gone."_s;
}

std::vector<DrillMoment> DrillRun::timeline() const
{
    const auto &result = m_report.result;
    auto moments = m_moments;
    std::ranges::copy(m_watch->moments(), std::back_inserter(moments));
    for (int path = 0; path < 2; ++path) {
        for (const bool writes : {false, true}) {
            const auto &probe = m_watch->probe(path, writes);
            std::ranges::copy(drillMoments(probe.who(), probe.attempts(), {result.faultMs, result.undoneMs}),
                              std::back_inserter(moments));
        }
    }
    std::ranges::stable_sort(moments, {}, &DrillMoment::ms);
    if (moments.size() > longestTimeline)
        moments.resize(longestTimeline);
    return moments;
}

void DrillRun::conclude(bool wasWatched, bool isAsBefore)
{
    auto &result = m_report.result;
    result.endedMs = now();
    m_report.isUndone = isAsBefore;
    if (wasWatched) {
        result.monitorSeconds = m_watch->monitorSeconds();
        result.routerSeconds = m_watch->routerSeconds();
        result.timeline = timeline();
        result.criteria = drillCriteria(m_plan, m_options, result);
        result.criteria.push_back({u"restored"_s, u"All is as before"_s, u"roles, timeline, streaming"_s,
                                   isAsBefore ? u"as before"_s : m_report.error->message,
                                   isAsBefore ? DrillCriterion::State::Met : DrillCriterion::State::Missed});
    }
    m_watch.reset();
    if (isAsBefore) {
        if (const auto removed = DrillNote::remove(m_noteFile); !removed && !m_report.error)
            m_report.error = removed.error();
    }
    m_report.standing = isAsBefore ? u"All is as before the drill."_s
                                   : u"Not all is as before. See what is left with 'seawallctl status', mend "
                                     u"it, and let 'seawallctl "
                                     "failover drill --undo' do the rest."_s;
}

} // namespace seawall::db
