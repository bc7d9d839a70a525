// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/livemetrics.h"

#include "models/checklist/metricfigure.h"
#include "models/checklist/outline.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 graceMs = 3000; // one sample says little

} // namespace

void LiveMetrics::setView(const ChecklistViewPtr &view)
{
    m_metrics.clear();
    const auto run = view ? view->run.id : 0;
    if (std::exchange(m_run, run) != run) {
        m_since.clear();
        m_against.clear();
    }
    if (!view)
        return;
    const auto &checklist = view->run.checklist;
    for (size_t i = 0; i < checklist.nodes.size(); ++i) {
        const int node = int(i);
        const auto &spec = specOf(checklist, node, view->status);
        if (spec.kind != StepSpec::Kind::Metric || !isOwnStep(checklist, node, view->status))
            continue;
        const auto state = ownState(checklist, node, view->status);
        m_metrics.push_back({node, checklist.nodes[i].identity, spec,
                             state == StepState::Passed || state == StepState::Stale});
    }
}

std::vector<LiveMetrics::Reading> LiveMetrics::readings(const db::Snapshot &snapshot) const
{
    std::vector<Reading> readings;
    for (const auto &metric : m_metrics) {
        const auto &rule = metric.spec.metric;
        const auto reading = readingOf(rule, snapshot, metric.spec.target);
        if (reading.value)
            readings.push_back(
                {metric.node, figureText(rule.figure, *reading.value), holds(rule, *reading.value)});
        else
            readings.push_back({metric.node, u"unknown"_s, std::nullopt});
    }
    return readings;
}

bool LiveMetrics::watch(const db::Snapshot &snapshot)
{
    for (const auto &metric : m_metrics) {
        const auto reading = readingOf(metric.spec.metric, snapshot, metric.spec.target);
        if (!metric.hasPassed || (reading.value && holds(metric.spec.metric, *reading.value))) {
            m_since.erase(metric.identity);
            m_against.erase(metric.identity);
        } else if (reading.value &&
                   snapshot.timeMs - m_since.try_emplace(metric.identity, snapshot.timeMs).first->second >=
                       graceMs) {
            m_against.try_emplace(metric.identity,
                                  u"It passed, but is not so now: the live figure is not as it should be."_s);
        }
    }
    return std::exchange(m_told, m_against) != m_against;
}

} // namespace seawall::models
