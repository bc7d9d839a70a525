// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/monitor/metric.h"
#include "models/monitor/timeseries.h"
#include "models/workload/workload.h"

#include <QObject>

#include <memory>

namespace seawall::models {

class Inbox;

/// Brings the reports of a running workload to the GUI thread, on which it lives, and keeps their figures as
/// series for charts. Runs may follow each other; what was before a run stays on the charts.
class WorkloadFeed final : public QObject
{
    Q_OBJECT

public:
    explicit WorkloadFeed(QObject *parent = nullptr);
    ~WorkloadFeed() override;

    /// For a WorkloadOperation; it may outlive the feed, and tells nobody then.
    Workload::Sink sink();

    /// As History::bands, of the metrics of a workload; empty where nothing is known.
    Bands bands(const SeriesKey &key, qint64 fromMs, qint64 toMs, int columns) const;

Q_SIGNALS:
    void reported(const seawall::models::WorkloadReport &report);

private:
    void take(const WorkloadReport &report);
    void append(const SeriesKey &key, double value, qint64 timeMs);

    std::shared_ptr<Inbox> m_inbox;
    QHash<SeriesKey, std::shared_ptr<TimeSeries>> m_series;
};

} // namespace seawall::models
