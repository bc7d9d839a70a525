// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"

namespace seawall::models {

/// What the figures that a run's metric steps look at are now.
class LiveMetrics final
{
public:
    struct Reading {
        int node = -1;             ///< index in Checklist::nodes
        QString text;              ///< '0.2 s'; 'unknown'
        std::optional<bool> holds; ///< absent: the figure is not known
        bool operator==(const Reading &) const = default;
    };
    void setView(const ChecklistViewPtr &view); ///< nullptr: nothing is open
    std::vector<Reading> readings(const db::Snapshot &snapshot) const;

    /// Looks at those that passed. A figure that has not been as it should for 3 s speaks against its step,
    /// until it is so again; true where against() is other than the last time.
    bool watch(const db::Snapshot &snapshot);
    const std::map<QString, QString> &against() const { return m_against; } ///< by identity: a sentence

private:
    struct Metric {
        int node = -1;
        QString identity;
        StepSpec spec;
        bool hasPassed = false;
    };
    std::vector<Metric> m_metrics;
    std::map<QString, qint64> m_since; ///< ms since the epoch; of figures that are not as they should be
    std::map<QString, QString> m_against, m_told;
    qint64 m_run = 0;
};

} // namespace seawall::models
