// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/monitor/snapshot.h"
#include "models/monitor/alertrule.h"
#include "models/monitor/metric.h"
#include "ui/tone.h"

#include <vector>

namespace seawall::ui {

/// One of the checklist's success criteria, as it stands now: the worst node speaks for the cluster.
struct Criterion {
    QString id;     ///< 'lag', 'pool', 'streaming', 'rpo'
    QString title;  ///< 'Replication lag'
    QString value;  ///< '12 ms', 'unknown'
    QString limit;  ///< 'limit 1 s'
    QString detail; ///< whose figure it is
    Tone tone = Tone::Unknown;
    std::optional<double> figure;         ///< for the gauge and the line
    double limitFigure = 0;               ///< 0: there is none
    double fullFigure = 0;                ///< end of the gauge; 0: there is no gauge
    std::vector<models::SeriesKey> trend; ///< lines of the sparkline
    bool operator==(const Criterion &) const = default;
};

/// The four, in the order of the checklist. Limits are those of the alert rules, so that a card and an alert
/// never disagree.
std::vector<Criterion> criteriaOf(const db::Snapshot &snapshot, const std::vector<models::AlertRule> &rules);

} // namespace seawall::ui
