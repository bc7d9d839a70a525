// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/drill.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct DrillRow {
    int place = 0; ///< in db::allDrills()
    QString name, title, does, shows;
    std::optional<db::DrillResult> last;
    int runs = 0; ///< results that are kept
    QString key() const { return name; }
    bool operator==(const DrillRow &) const = default;
};

/// The drills there are, each with how it ended last.
class DrillsModel : public KeyedRowsModel<DrillRow>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, StateColumn, TimeColumn, KnownColumn, ReadsColumn, WritesColumn, ColumnCount };
    explicit DrillsModel(QObject *parent = nullptr);

    void setResults(const std::vector<db::DrillResult> &newestFirst);
    const DrillRow *drill(const QModelIndex &index) const { return row(index); }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

struct DrillMomentRow {
    int place = 0;
    db::DrillMoment moment;
    int key() const { return place; }
    bool operator==(const DrillMomentRow &) const = default;
};

/// The timeline of a drill, as it comes or as it was kept.
class DrillTimelineModel : public KeyedRowsModel<DrillMomentRow>
{
    Q_OBJECT

public:
    enum Column { TimeColumn, WhoColumn, TextColumn, ColumnCount };
    explicit DrillTimelineModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setMoments(const std::vector<db::DrillMoment> &moments);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

struct DrillCriterionRow {
    int place = 0;
    db::DrillCriterion criterion;
    QString key() const { return criterion.id; }
    bool operator==(const DrillCriterionRow &) const = default;
};

/// What a drill is judged by, with what was measured.
class DrillCriteriaModel : public KeyedRowsModel<DrillCriterionRow>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, StateColumn, MeasuredColumn, WantedColumn, ColumnCount };
    explicit DrillCriteriaModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setCriteria(const std::vector<db::DrillCriterion> &criteria);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace seawall::models
