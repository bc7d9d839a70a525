// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "models/clusterprofile.h"
#include "models/journal.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace seawall::models {

/// How far a Journal is mirrored to seawall.journal on the primary.
struct MirrorState {
    QString node;         ///< the primary that was found
    bool isThere = false; ///< the table was made
    qint64 copied = 0;    ///< rows this time
    qint64 rows = 0;      ///< of this Journal there afterwards
};

/// Copies the rows that the mirror lacks, in their order; what it has is asked there, so that an outage is
/// caught up with by itself. A Journal is told apart by the hash of its first row. Blocks until its deadline:
/// workers only. Errors: those of a connection, of the Journal; ServerNotReady where no node is a primary.
db::Result<MirrorState> mirrorJournal(const Journal &journal, const ClusterProfile &profile,
                                      db::Deadline deadline, const std::stop_token &stop = {});

/// Makes the table and its view: 'journal.create-mirror'. Does nothing where they are there.
class MirrorTableOperation final : public Operation
{
public:
    MirrorTableOperation(db::Endpoint primary, OperationTarget target)
        : m_primary(std::move(primary)), m_target(std::move(target))
    {}
    QString kind() const override { return QStringLiteral("journal.create-mirror"); }
    Preview preview() const override;
    Outcome run(const ProgressSink &progress, std::stop_token stop) override;

private:
    db::Endpoint m_primary;
    OperationTarget m_target;
};

/// Mirrors a Journal in the background, after each wake() and at least once a minute. Never in the way of an
/// Operation: it has a thread and connections of its own. What is wrong is told once, until it is something
/// else.
class JournalMirror final
{
public:
    using Told = std::function<void(const QString &sentence)>; ///< on its thread

    JournalMirror(QString journalFile, ClusterProfile profile, Told told);
    ~JournalMirror() = default;
    JournalMirror(const JournalMirror &) = delete;
    JournalMirror &operator=(const JournalMirror &) = delete;

    void wake(); ///< rows were added; from any thread

private:
    void work(const std::stop_token &stop);
    void mirrorOnce(const std::stop_token &stop);
    void tell(const QString &sentence);

    QString m_file;
    ClusterProfile m_profile;
    Told m_told;
    QString m_lastTold;
    std::mutex m_mutex;
    std::condition_variable_any m_woken;
    bool m_isAwake = true;
    std::jthread m_thread; ///< last: joined before what it uses goes
};

} // namespace seawall::models
