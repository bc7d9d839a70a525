// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/rehearsal.h"
#include "db/migrations/runner.h"

#include <QJsonObject>

#include <memory>
#include <mutex>

namespace seawall::models {

/// What is seen of a run of migrations from outside its Operation, shared by whoever started it and the
/// Operation. Thread-safe.
class MigrationRun final
{
public:
    /// `sink` is called on the threads of the run; may be empty.
    explicit MigrationRun(db::RunSink sink = {}) : m_sink(std::move(sink)) {}

    void tell(const db::RunEvent &event) const;
    void goOn(); ///< ends a hold between two migrations

    std::optional<db::RunReport> report() const;   ///< once it has ended
    std::vector<db::Rehearsal> rehearsals() const; ///< of a rehearsal, once it has ended

private:
    friend class MigrationOperation;
    friend class RehearsalOperation;
    void attach(db::MigrationRunner *runner); ///< nullptr: it has ended
    void put(db::RunReport report);
    void put(std::vector<db::Rehearsal> rehearsals);

    db::RunSink m_sink;
    mutable std::mutex m_mutex; ///< guards the following
    db::MigrationRunner *m_runner = nullptr;
    std::optional<db::RunReport> m_report;
    std::vector<db::Rehearsal> m_rehearsals;
};

QString toString(db::StepReport::State state); ///< 'done', 'failed', 'partly' …

/// One line on an event, for logs on screen and terminal; empty where it says nothing to a person.
QString describe(const db::RunEvent &event, const std::vector<db::MigrationStep> &steps);

/// '001 create_clients'
QString titleOf(const db::Migration &migration);

/// An error's message that begins with 'FILE:LINE:COLUMN: ', with the name of the file alone.
QString withoutFolder(const QString &message);

} // namespace seawall::models
