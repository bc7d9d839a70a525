// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/failoverrun.h"
#include "models/keyedrows.h"

namespace seawall::models {

struct FailoverStepRow {
    enum class State { Waiting, Running, Done, Failed, Undoing, Undone, UndoFailed, NotReached, CutOff };
    int place = 0; ///< index into the steps of the plan
    db::FailoverStep step;
    State state = State::Waiting;
    QString found;            ///< what the run told of it last
    std::optional<qint64> ms; ///< since the run began, when its state changed last
    int key() const { return place; }
    bool operator==(const FailoverStepRow &) const = default;
};

/// The steps of a change of primary, as a run goes through them: what is done, runs, failed or was taken
/// back.
class FailoverStepsModel : public KeyedRowsModel<FailoverStepRow>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, StateColumn, FoundColumn, TimeColumn, WayBackColumn, ColumnCount };
    explicit FailoverStepsModel(QObject *parent = nullptr) : KeyedRowsModel(parent) {}

    void setSteps(const std::vector<db::FailoverStep> &steps); ///< all of them are waiting then
    void setCutOff(const std::vector<db::FailoverStep> &steps,
                   const db::FailoverRecord &record); ///< as far as the record of a run tells
    void restore(const std::vector<FailoverStepRow> &before) { setRows(before); }
    void add(const db::FailoverEvent &event);
    void end();                  ///< the run has ended: what still waits is not reached any more
    int current() const;         ///< the row told of last; -1 before the first event
    bool isPastNoReturn() const; ///< a step from which there is no way back was begun
    const FailoverStepRow *stepAt(int row) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int m_current = -1;
};

QString toString(FailoverStepRow::State state); ///< 'waiting', 'running', 'done' …

} // namespace seawall::models
