// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"
#include "models/operation.h"

#include <QObject>

#include <memory>

namespace seawall::models {

/// Runs confirmed Operations, each on a worker of its own: Journal start → run → Journal outcome. Where the
/// start cannot be journalled, or a reason is needed and missing, the Operation does not run and the outcome
/// says so; an outcome that cannot be journalled says that as well. Lives on the GUI thread; its signals
/// arrive there. Its destructor asks every running Operation to stop and waits for it.
class OperationRunner : public QObject
{
    Q_OBJECT

public:
    /// `journalFile` empty: a journal in memory (tests). Opened on first use by a worker.
    /// `envFile`: the one of the cluster, which commands in outcomes name; empty: none.
    explicit OperationRunner(const QString &journalFile, QObject *parent = nullptr)
        : OperationRunner(journalFile, {}, parent)
    {}
    OperationRunner(const QString &journalFile, const QString &envFile, QObject *parent = nullptr);
    ~OperationRunner() override;

    /// Starts a confirmed Operation; returns a number that the signals carry.
    int start(std::unique_ptr<Operation> operation, const QString &reason);
    void cancel(int run);
    bool isIdle() const;

    /// Reads the Journal on a worker, the newest 10,000 entries; the answer comes as journalRead.
    void readJournal();
    /// Gives an entry that was interrupted, by the end of its process, the outcome that was found out since.
    void settle(qint64 entry, const Outcome &outcome);
    void verifyJournal(); ///< answer: journalVerified

Q_SIGNALS:
    void started(int run, const seawall::models::Preview &preview); ///< journalled, about to act
    void progressed(int run,
                    const seawall::models::Progress &progress);      ///< the latest where many come at once
    void finished(int run, const seawall::models::Outcome &outcome); ///< after `started`, or without it
    void journalRead(const std::vector<seawall::models::JournalEntry> &entries);
    void journalVerified(qint64 rows, qint64 firstBrokenRow); ///< firstBrokenRow 0: whole
    void journalFailed(const QString &sentence);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
