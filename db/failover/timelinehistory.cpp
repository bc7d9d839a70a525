// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/timelinehistory.h"

#include "db/failover/nodestanding.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

std::optional<Lsn> TimelineHistory::partedFrom(quint32 other) const
{
    const auto found = std::ranges::find(switches, other, &Switch::timeline);
    return found == switches.end() ? std::nullopt : std::optional(found->at);
}

std::optional<Lsn> TimelineHistory::partedFrom(const TimelineHistory &other) const
{
    std::optional<Lsn> parted;
    for (std::size_t at = 0;; ++at) {
        const auto *one = at < switches.size() ? &switches[at] : nullptr;
        const auto *two = at < other.switches.size() ? &other.switches[at] : nullptr;
        if ((one ? one->timeline : timeline) != (two ? two->timeline : other.timeline))
            return parted; // at the end of the one before
        if (!one && !two)
            return std::nullopt;
        if (!one || !two || one->at != two->at)
            return !one ? two->at : !two ? one->at : std::min(one->at, two->at);
        parted = one->at;
    }
}

TimelineHistory TimelineHistory::parse(quint32 timeline, const QString &text)
{
    TimelineHistory history;
    history.timeline = timeline;
    for (const auto &line : text.split(u'\n')) {
        const auto parts = line.trimmed().split(u'\t');
        bool isNumber = false;
        const auto left = parts.first().toUInt(&isNumber);
        const auto at = parts.size() > 1 ? Lsn::parse(parts[1].toStdString()) : std::nullopt;
        if (isNumber && at)
            history.switches.push_back({left, *at});
    }
    return history;
}

Result<TimelineHistory> TimelineHistory::of(const Endpoint &node, quint32 timeline, Deadline deadline,
                                            const std::stop_token &stop)
{
    if (timeline <= 1) // the first has none
        return TimelineHistory{timeline, {}};
    const auto rows = tellNode(node, u"SELECT pg_read_file('pg_wal/' || $1 || '.history')"_s,
                               {u"%1"_s.arg(timeline, 8, 16, QChar(u'0')).toUpper()}, deadline, stop);
    if (!rows)
        return std::unexpected(rows.error());
    return parse(timeline, rows->text(0, 0));
}

} // namespace seawall::db
