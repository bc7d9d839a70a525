// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/reportseries.h"

#include "ui/overview/criteria.h"

#include <QCoreApplication>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Metric;

namespace {

constexpr int mostPoints = 600;

} // namespace

std::vector<models::ReportSeries> reportSeries(const models::Workspace &workspace, qint64 fromMs,
                                               const db::SnapshotPtr &snapshot)
{
    std::vector<models::ReportSeries> all;
    if (!snapshot)
        return all;
    const auto criteria = criteriaOf(*snapshot, workspace.alerts()->rules());
    const auto add = [&](const db::NodeSnapshot &node, Metric metric, const QString &id,
                         const QString &name) {
        models::ReportSeries series;
        series.name = name;
        for (const auto &criterion : criteria)
            if (criterion.id == id && criterion.limitFigure > 0)
                series.limit = criterion.limitFigure;
        for (const auto &band :
             workspace.history()->bands({node.name, metric, {}}, fromMs, snapshot->timeMs + 1, mostPoints))
            if (band.isKnown())
                series.points.emplace_back(band.timeMs, band.max);
        if (!series.points.empty())
            all.push_back(std::move(series));
    };
    for (const auto &node : snapshot->nodes) {
        if (node.isReplica())
            add(node, Metric::LagSeconds, u"lag"_s,
                QCoreApplication::translate("ReportSeries", "%1, lag in seconds").arg(node.name));
        add(node, Metric::Utilization, u"pool"_s,
            QCoreApplication::translate("ReportSeries", "%1, share of connections").arg(node.name));
    }
    return all;
}

} // namespace seawall::ui
