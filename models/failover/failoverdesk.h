// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failover/afterrun.h"
#include "models/failover/failoveroperation.h"
#include "models/failover/failoverstepsmodel.h"
#include "models/inbox.h"
#include "models/taskqueue.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <thread>

namespace seawall::models {

struct JournalEntry; // models/journal.h

/// An Operation that changes who is primary, or a node's server, ready to be confirmed; and what is seen of
/// it.
struct PreparedFailover {
    std::unique_ptr<Operation> operation;
    std::vector<db::FailoverStep> steps;        ///< none: it is one action
    std::shared_ptr<db::FailoverReport> report; ///< set when it has ended; nullptr where there are no steps
    QString kind = {};                          ///< of the operation, which may be moved from
};

/// A run that an earlier console left unfinished, and the ways that are open.
struct InterruptedFailover {
    db::FailoverRecord record;
    db::SwitchoverRecovery found;
    QString told; ///< as CutOff has it
};

/// Where changes of primary are prepared and watched: what blocks (node controls, plans) is done on a worker.
/// One at a time. It also sees, within seconds, that another program left one undone. Lives on the GUI
/// thread, and longer than the OperationRunner, whose workers report to it.
class FailoverDesk : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Idle, Planning, Running, Ended };

    FailoverDesk(ClusterProfile profile, QString directory, QObject *parent = nullptr);
    ~FailoverDesk() override;

    /// Each answers with prepared() or failed(); asked while one is planned, the earlier is dropped.
    void planSwitchover(const QString &to, const std::vector<Guard> &guards);
    void planRecovery(bool forward); ///< of interrupted()
    /// The confirmation asks for the words that declare the lost primary off, where nothing else fences it.
    void planPromote(const QString &to, const std::optional<db::LastSeen> &lastSeen);
    void planRejoin(const QString &node);
    void planAction(db::NodeAction action, const OperationTarget &target);
    void planSwap(const QString &node, const db::SnapshotPtr &snapshot); ///< names it as primary in the .env
    void cancelPlanning();
    bool isPreparing() const { return m_isPreparing; }
    /// While somebody is asked about what was prepared, to prepare it anew is nothing that others see.
    void setAsked(bool isAsked) { m_isAsked = isAsked; }

    PreparedFailover take();                            ///< what was prepared, once
    void begin(int run, const PreparedFailover &shown); ///< its steps are shown from now on
    void end(int run, const Outcome &outcome);          ///< of any run; others than its own are passed over

    /// Looks for a run that was cut off; the answer comes with changed().
    void examine();
    const std::optional<InterruptedFailover> &interrupted() const { return m_interrupted; }

    Phase phase() const { return m_phase; }
    int run() const { return m_run; }
    FailoverStepsModel *steps() { return &m_steps; }
    const std::optional<Outcome> &outcome() const { return m_outcome; } ///< of the last run
    const db::FailoverReport *report() const;                           ///< of the last run; nullptr: none
    double runSeconds() const;                                          ///< of the run, or of the last one
    QString runWord() const; ///< 'Switchover', of the run or the last one
    /// While one goes on: 'Switchover under way, step 6 of 12: …', or the drill that some program runs; else
    /// empty.
    QString underWay() const;
    QString wordUnderWay() const; ///< 'Switchover', 'Drill', of what underWay() tells
    void setJournal(const std::vector<JournalEntry> &entries);
    void setSnapshot(const db::SnapshotPtr &snapshot);
    const AfterRun &after() const { return m_after; } ///< the last run: when it ended, whether it is past

Q_SIGNALS:
    void prepared();
    void failed(const seawall::db::Error &error);
    void changed();
    void journalWanted();      ///< to see whether the drill that went on has ended, or was cut off
    void interruptedChanged(); ///< whether one was cut off, or how far it came

private:
    /// Makes the Operation on the GUI thread, of what the worker found.
    using Make = std::function<PreparedFailover()>;
    using Find = std::function<db::Result<Make>(const FailoverSite &, const std::stop_token &)>;
    void prepare(Find find);
    template<typename Plan, typename MakeOperation>
    db::Result<Make> makeFor(const db::Result<Plan> &plan, MakeOperation operationFor);
    FailoverWatch watch();
    void lookAtRecord();
    void setInterrupted(const std::optional<InterruptedFailover> &found);
    void showStepsOfCutOff();
    bool isOfLastRun(const db::FailoverRecord &record) const;

    ClusterProfile m_profile;
    QString m_directory;
    Inbox m_inbox;
    FailoverStepsModel m_steps;
    std::optional<std::vector<FailoverStepRow>> m_ran; ///< of the last run, while another one's are shown
    Phase m_phase = Phase::Idle;
    int m_run = 0, m_round = 0;
    bool m_isPreparing = false, m_isAsked = false;
    PreparedFailover m_prepared;
    std::shared_ptr<db::FailoverReport> m_report;
    std::optional<Outcome> m_outcome;
    QString m_kind;
    qint64 m_begunMs = 0;
    AfterRun m_after;
    std::optional<InterruptedFailover> m_interrupted;
    QString m_drill; ///< that goes on, as it is told
    QTimer m_looking;
    bool m_isLooking = false;
    QElapsedTimer m_clock;
    double m_seconds = 0;
    std::jthread m_worker, m_examiner;   ///< these last: they end before what they post to
    std::vector<std::jthread> m_leaving; ///< stopped, and joined at the end: that may wait for a program
    TaskQueue m_looker;
};

} // namespace seawall::models
