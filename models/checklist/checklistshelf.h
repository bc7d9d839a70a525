// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"
#include "models/checklist/environmentsnapshot.h"
#include "models/walstamp.h"

#include <QDateTime>

namespace seawall::models {

/// The worker's half of a ChecklistBook: the store and the run that is open. Only used on one worker.
class ChecklistShelf final
{
public:
    ChecklistShelf(ClusterProfile profile, QString directory)
        : m_profile(std::move(profile)), m_directory(std::move(directory))
    {}

    db::Result<void> open(const QString &path);
    void close() { m_run.reset(); }
    bool fileIsOther(); ///< the file was written since it was last read; reads it where so
    /// The store was written to since this was last asked, maybe by another process; reads the run again
    /// where so.
    db::Result<bool> storeIsOther();
    db::Result<void> carryOver();
    db::Result<void> startAfresh();
    db::Result<void> add(Evidence evidence, const QString &attach);
    db::Result<void> addEnvironment(const ChecklistNode &step, const EnvironmentSnapshot &snapshot);
    db::Result<void> setFolder(const QString &folder);
    db::Result<std::vector<KnownRun>> runs();
    db::Result<ReportInput> reportInput() const;

    /// What the nodes are, and what speaks against steps that passed.
    void setNow(std::vector<OperationTarget> now, std::map<QString, QString> against)
    {
        m_now = std::move(now);
        m_against = std::move(against);
    }
    db::Result<ChecklistViewPtr> view() const; ///< nullptr where nothing is open

    std::shared_ptr<RunStore> store() const { return m_store; }
    qint64 run() const { return m_run ? m_run->id : 0; }

private:
    db::Result<void> needStore();
    db::Result<std::optional<ChecklistRun>> earlierRun(const QString &path);
    db::Result<QString> placeFor(const QString &name) const; ///< of a file that is kept with the run
    db::Result<QString> keepCopy(const QString &file) const;
    std::optional<EnvironmentSnapshot> latestEnvironment() const;
    QString folderOf(const QString &path) const;
    void readFile();

    ClusterProfile m_profile;
    QString m_directory;
    std::shared_ptr<RunStore> m_store;
    std::optional<ChecklistRun> m_run;
    std::optional<Checklist> m_changed;
    QString m_fileProblem;
    QDateTime m_modified;
    qint64 m_size = -1;
    WalStamp m_stamp; ///< of the store
    std::vector<OperationTarget> m_now;
    std::map<QString, QString> m_against;
};

} // namespace seawall::models
