// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklist.h"
#include "models/operation.h"

#include <map>
#include <memory>

namespace seawall::models {

enum class StepState { Open, Running, Passed, Failed, Skipped, NotApplicable, Stale, Interrupted };
QString toString(StepState state); ///< 'open', 'passed', 'not applicable' …

/// What shows that a step was done, or why not. Append-only.
struct Evidence {
    qint64 id = 0;
    QString step; ///< identity
    StepState result = StepState::Open;
    qint64 startedMs = 0, finishedMs = 0; ///< ms since the epoch
    QString actor;                        ///< 'alice@db-host'
    OperationTarget target;               ///< node, role, timeline, LSN; empty where no node took part
    StepSpec::Kind kind = StepSpec::Kind::Manual;
    QString input;                 ///< the statement or command; secrets masked
    QString output;                ///< result table or output, at most 1 MiB; secrets masked
    QString summary;               ///< one sentence
    QString note;                  ///< the person's words; the reason of a skip
    QString attachment;            ///< path of a copy kept beside the run; empty: none
    QByteArray attachmentChecksum; ///< SHA-256 of that file when it was kept; empty: not known
    QByteArray checksum;           ///< SHA-256 over all of the above
    bool operator==(const Evidence &) const = default;
};

struct SignOff {
    QString phase; ///< identity of a heading
    qint64 timeMs = 0;
    QString name, second; ///< `second` may be empty
    bool operator==(const SignOff &) const = default;
};

/// One walk through one checklist on one cluster.
struct ChecklistRun {
    qint64 id = 0;
    QString profile, path, folder; ///< `folder`: where commands run and files are looked for
    qint64 startedMs = 0;
    Checklist checklist; ///< as it was when the run began, or was carried over
};

/// Where a step stands: its state, and the latest evidence that made it so.
struct StepStatus {
    StepState state = StepState::Open;
    std::optional<Evidence> latest;
    StepSpec spec;                   ///< as changed by the person, else as read
    QString staleReason;             ///< of Stale
    StepState own = StepState::Open; ///< what it is itself, whatever stands below it
};

/// The runs of a cluster, in SQLite (WAL, synchronous=FULL, 0600). Whatever was written before a kill is
/// there afterwards; a step that was running then is Interrupted. Thread-safe; the calls block, so belong on
/// workers. Errors: FileAccess; InvalidInput where the file is something else or of a newer Seawall.
class RunStore final
{
public:
    static db::Result<std::shared_ptr<RunStore>> open(const QString &path); ///< empty: in memory
    ~RunStore();

    /// The newest run of this very content and profile where there is one, else a new one.
    db::Result<ChecklistRun> begin(const Checklist &checklist, const QString &profile, const QString &folder);
    /// Always a new one: the same checklist walked through again.
    db::Result<ChecklistRun> beginAnew(const Checklist &checklist, const QString &profile,
                                       const QString &folder);
    db::Result<std::vector<ChecklistRun>> runs() const; ///< newest first, without text and nodes
    db::Result<ChecklistRun> run(qint64 id) const;

    /// Before the step runs. InvalidInput where another living process runs it.
    db::Result<void> markRunning(qint64 run, const QString &step);
    /// With id and checksum filled in; ends markRunning(). Open reopens a step; Skipped needs a note.
    db::Result<Evidence> add(qint64 run, Evidence evidence);
    db::Result<std::vector<Evidence>> evidence(qint64 run) const; ///< oldest first
    db::Result<void> setSpec(qint64 run, const QString &step, const StepSpec &spec);
    db::Result<void> signOff(qint64 run, const SignOff &signOff);
    db::Result<std::vector<SignOff>> signOffs(qint64 run) const;
    db::Result<void> setFolder(qint64 run, const QString &folder);

    /// By identity; parents are derived from their children (models/checklist/runstatus.h has the rules).
    /// `now`: what the nodes are at present, for Stale: a step that rested on a role or timeline that has
    /// changed since. A step that was changed after it passed, by setSpec() or carryOver(), is Stale too, and
    /// one that something speaks `against`: a sentence by identity.
    db::Result<std::map<QString, StepStatus>> status(const ChecklistRun &run,
                                                     const std::vector<OperationTarget> &now = {},
                                                     const std::map<QString, QString> &against = {}) const;

    /// What carrying a run over to a changed file would keep and lose.
    struct CarryOver {
        QStringList kept, gone, added; ///< titles of steps
        QString difference;            ///< unified diff of the two texts
    };
    static CarryOver compare(const Checklist &before, const Checklist &after);
    /// The run goes on with the new text; evidence of steps that are gone stays in it, unattached.
    db::Result<ChecklistRun> carryOver(qint64 run, const Checklist &after);

private:
    struct Private;
    explicit RunStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
