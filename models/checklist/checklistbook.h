// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/recordedsteps.h"
#include "models/checklist/report.h"

#include <QObject>

namespace seawall::models {

/// All that a page shows of one run, as it was at one moment. A value, shared between threads.
struct ChecklistView {
    ChecklistRun run;
    std::map<QString, StepStatus> status;
    std::vector<Evidence> evidence; ///< oldest first
    std::vector<SignOff> signOffs;
    std::optional<Checklist> changed; ///< the file as it is now, where that is not the run's
    QString fileProblem;              ///< why the file cannot be read any more; the run goes on without it
    RunStore::CarryOver carryOver;    ///< to `changed`
};
using ChecklistViewPtr = std::shared_ptr<const ChecklistView>;

/// A run that can be gone on with, as a list shows it.
struct KnownRun {
    QString path, title;
    qint64 startedMs = 0;
};

/// Answers a page's questions on the checklists of a cluster, each on a worker, one after the other, and
/// writes down what the person says. Owns the RunStore. Lives on the GUI thread; its destructor waits for
/// what is being written.
class ChecklistBook : public QObject
{
    Q_OBJECT

public:
    /// `directory`: of the workspace; empty: in memory.
    ChecklistBook(ClusterProfile profile, QString directory, QObject *parent = nullptr);
    ~ChecklistBook() override;

    const ChecklistViewPtr &view() const; ///< the latest; nullptr: none is open

    /// The run of this file goes on where there is one, with its own text where the file has changed since;
    /// else one begins. viewChanged or failed.
    void open(const QString &path);
    void close();
    void refresh();  ///< looks whether the file has changed
    void listRuns(); ///< runsListed
    void setSnapshot(const db::SnapshotPtr &snapshot);

    void add(const Evidence &evidence,
             const QString &attach = {}); ///< `attach`: file of which a copy is kept
    void setSpec(const QString &step, const StepSpec &spec);
    void signOff(const SignOff &signOff);
    void setFolder(const QString &folder);
    void carryOver();   ///< to the file as it is now
    void startAfresh(); ///< a new run with the file as it is now; the old one stays in the store

    StepContext context() const;   ///< of the open run; output comes as outputArrived()
    StepRecorder recorder() const; ///< of the open run

    void report(const QString &path, ReportFormat format,
                const std::vector<ReportSeries> &series); ///< reported

    /// Asks every node what the environment is, and keeps the answer in a file as evidence of the step: a
    /// snapshot with what differs between the nodes, and from the one before. A node that is silent holds up
    /// neither the page nor what else is asked here. viewChanged or failed.
    void keepEnvironment(const QString &step);

Q_SIGNALS:
    void viewChanged(const seawall::models::ChecklistViewPtr &view);
    void failed(const seawall::db::Error &error);
    void runsListed(const std::vector<seawall::models::KnownRun> &runs); ///< newest first
    void outputArrived(const QString &text);
    void reported(const QString &path);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
