// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstatus.h"
#include "models/processidentity.h"
#include "models/sqlconnection.h"

namespace seawall::models {

/// The SQLite file of the runs. Made, used and destroyed on one thread.
///
/// Tables: run; version (the texts a run went through, the latest counts); evidence and sign_off
/// (append-only); running (steps that are, or were when their process went); changed (what was changed under
/// a step after its evidence); spec (as changed by the person).
class RunFile final
{
public:
    static db::Result<std::unique_ptr<RunFile>> open(const QString &path);

    db::Result<qint64> find(const QByteArray &checksum, const QString &profile); ///< 0: none
    db::Result<qint64> insert(const Checklist &checklist, const QString &profile, const QString &folder);
    db::Result<ChecklistRun> run(qint64 id);
    db::Result<std::vector<ChecklistRun>> runs(); ///< without text and nodes
    db::Result<void> setFolder(qint64 run, const QString &folder);

    db::Result<void> markRunning(qint64 run, const QString &step);
    db::Result<Evidence> add(qint64 run, Evidence evidence);
    db::Result<std::vector<Evidence>> evidence(qint64 run, bool latestOnly);
    db::Result<void> setSpec(qint64 run, const QString &step, const StepSpec &spec);
    db::Result<void> signOff(qint64 run, const SignOff &signOff);
    db::Result<std::vector<SignOff>> signOffs(qint64 run);
    /// `changed`: steps that the new text changed; their evidence rests on the old one.
    db::Result<void> carryOver(qint64 run, const Checklist &after, const QStringList &changed);
    db::Result<StatusInput> statusInput(qint64 run);

private:
    RunFile() = default;
    SqlResult setUp();
    db::Result<void> prepareTables(); ///< makes them in an empty file; refuses what is not ours
    db::Result<QSqlQuery> ask(const QString &sql, const QVariantList &values = {});
    db::Result<void> tell(const QString &sql, const QVariantList &values = {});

    /// The write lock is taken first, so that what `task` reads still holds when it writes.
    template<typename Task>
    auto inTransaction(Task task) -> decltype(task())
    {
        if (auto begun = m_connection->run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return failed(begun.error());
        auto result = task();
        if (result) {
            if (auto committed = m_connection->run(QStringLiteral("COMMIT")); !committed)
                result = failed(committed.error());
        }
        if (!result)
            (void)m_connection->run(QStringLiteral("ROLLBACK"));
        return result;
    }
    db::Result<void> addVersion(qint64 run, const Checklist &checklist);
    db::Result<void> addChange(qint64 run, const QString &step, const QString &reason);
    db::Result<void> readRunning(qint64 run, StatusInput &input, const std::optional<ProcessIdentity> &self);
    std::unexpected<db::Error> failed(const SqlFailure &failure) const;

    QString m_path;
    ProcessIdentity m_process = ProcessIdentity::self();
    std::unique_ptr<SqlConnection> m_connection;
};

} // namespace seawall::models
