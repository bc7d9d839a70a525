// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filewatch.h"
#include "models/flags/flagbook.h"
#include "models/flags/switchkeeper.h"
#include "models/inbox.h"
#include "models/taskqueue.h"
#include "models/workspace.h"

#include <deque>
#include <map>

namespace seawall::models {

/// What FlagBook holds. All of it belongs to the GUI thread but the tasks of the worker, which are given
/// copies.
struct FlagBook::Private {
    struct Running {
        FlagPlan plan;
        QString reason;
        SwitchTerms terms;
        QString switchId; ///< of the switch that it is to carry out; empty: a person's
        std::vector<db::SnapshotPtr> before;
    };
    enum class Scope { File, All };
    struct Answer {
        Scope scope = Scope::All;
        std::vector<FlagReading> readings;
        std::map<QString, db::Error> errors;
        std::vector<FlagChange> stored; ///< what the table remembers, and consoles of the file
        qint64 fileMs = 0;              ///< when the .env was written last
    };

    Private(FlagBook *book, Workspace *space);
    void connectAll();

    std::optional<db::Endpoint> primary() const; ///< of the node that is it now, else of the one configured
    std::vector<std::shared_ptr<const FlagStore>> stores() const;
    const FlagReading *reading(const QString &store) const;
    db::Result<std::unique_ptr<FlagOperation>> prepare(const QString &store,
                                                       const std::vector<FlagAssignment> &changes,
                                                       bool isRevert, const QString &cause) const;

    void read(Scope scope);
    void take(Answer answer);
    bool replace(Answer answer); ///< whether anything is other than it was
    void tellOutside(const FlagReading &before, const FlagReading &after, qint64 changedMs);
    void note(std::vector<FlagChange> changes); ///< by another program, in the file
    void takeJournal(const std::vector<JournalEntry> &entries);
    void settle(const std::vector<JournalEntry> &entries);
    void rebuildHistory();
    void takeSnapshot(const db::SnapshotPtr &snapshot);
    void finished(int run, const Outcome &outcome);
    void forget(const std::vector<FlagAssignment> &changes);
    void succeeded(const Running &run);
    void revert(const DeadManSwitch &each, const QString &why);
    void revertNow(const DeadManSwitch &each, const QString &why);

    FlagBook *q;
    Workspace *workspace;
    std::vector<FlagReading> readings;
    std::map<QString, db::Error> errors;
    std::vector<FlagChange> journalled, stored, history;
    std::vector<FlagChange> noticed;       ///< of the file, since it was opened
    std::vector<JournalEntry> interrupted; ///< not settled yet
    std::vector<FlagProof> proofs;         ///< oldest first
    std::deque<db::SnapshotPtr> recent;
    std::map<int, Running> running;
    std::vector<FlagAssignment> own;                    ///< what we set and have not seen in the file yet
    std::vector<std::pair<DeadManSwitch, QString>> due; ///< to be carried out after the next reading
    qint64 fileMs = 0;
    bool isReading = false;
    std::optional<Scope> next; ///< to be read once more
    SwitchKeeper keeper;
    std::unique_ptr<FileWatch> watch;
    QTimer clock; ///< for timed switches while no Snapshot comes
    std::stop_source stop;
    Inbox inbox;
    TaskQueue worker; // last: joined before what it posts to goes
};

} // namespace seawall::models
