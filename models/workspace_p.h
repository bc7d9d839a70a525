// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/promote.h"
#include "models/failover/cutoff.h"
#include "models/flags/flagbook.h"
#include "models/journalmirror.h"
#include "models/snapshotfeed.h"
#include "models/taskqueue.h"
#include "models/walstamp.h"
#include "models/workspace.h"

#include <QDeadlineTimer>

namespace seawall::models {

/// All that a Workspace holds. What is written down of it, and of others, is in workspacerecords.cpp.
struct Workspace::Private {
    Private(Workspace *workspace, ClusterProfile watched, const QString &folder)
        : q(workspace), profile(std::move(watched)), directory(folder),
          history(fileIn(folder, QStringLiteral("recorder.sqlite"))), alerts(folder),
          events(fileIn(folder, QStringLiteral("events.jsonl"))),
          operations(fileIn(folder, QStringLiteral("journal.sqlite")), profile.envFile),
          feed([this](const SnapshotFeed::Batch &batch) { deliver(batch); })
    {}
    /// Empty where nothing is kept.
    static QString fileIn(const QString &directory, const QString &name)
    {
        return directory.isEmpty() ? QString() : directory + u'/' + name;
    }
    void deliver(const SnapshotFeed::Batch &batch);
    void recordAlerts();
    void recordOperations();
    void recordNames();
    void recordCluster(const QString &systemIdentifier);
    void recordLostPrimary();
    void tellChange(ClusterEvent::Kind kind, Severity severity, const QString &sentence,
                    EventLog::Keep keep = EventLog::Keep::InFile);
    void recordOthers(const std::vector<JournalEntry> &entries);
    void watchJournal();
    void lookAtFiles();
    void mirrorJournal();
    void recordInterrupted(const std::vector<JournalEntry> &entries);
    void settleRoleChanges(const std::vector<JournalEntry> &entries);

    Workspace *q;
    ClusterProfile profile;
    QString directory;
    db::SnapshotPtr latest;
    QString cluster; // its system identifier; empty: not known yet
    std::optional<CutOff> cutOff;
    std::optional<db::LastSeen> lost;
    History history;
    Alerts alerts;
    EventLog events;
    OperationRunner operations;
    QHash<int, Preview> running;
    std::unique_ptr<FlagBook> flags;
    WalStamp journalStamp;
    QDeadlineTimer journalNews;
    Inbox inbox;
    TaskQueue looker; // joined before what it posts to goes
    std::unique_ptr<JournalMirror> mirror;
    SnapshotFeed feed;
    std::unique_ptr<db::ClusterMonitor> monitor; // last: its threads end before what they feed
};

} // namespace seawall::models
