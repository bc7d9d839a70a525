// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/nodecontrol.h"
#include "models/clusterprofile.h"
#include "models/filewatch.h"
#include "models/inbox.h"
#include "models/operationrunner.h"
#include "models/taskqueue.h"

#include <thread>

namespace seawall::models {

/// The sandbox that the console makes for a person who has no servers at hand, and a light load on it while
/// it is shown. Lives on the GUI thread; its work is done by workers, which its destructor ends.
class SandboxHost : public QObject
{
    Q_OBJECT

public:
    /// `journalFile`: where the making is journalled, as there is no cluster yet whose Journal could be used.
    SandboxHost(const QString &directory, const QString &journalFile, QObject *parent = nullptr);
    ~SandboxHost() override;

    QString directory() const { return m_directory; }
    Preview preview() const; ///< what make() will do, to be shown before it is asked for

    void make(); ///< once at a time; answer: made or failed
    bool isMaking() const { return m_run != 0; }

    /// An Operation on a node of `profile`, to be confirmed; answer: prepared, or failed.
    void prepare(db::NodeAction action, const ClusterProfile &profile, const OperationTarget &target);

    /// 20 transactions a second on the sandbox in that folder until stopLoad(), while no other load runs on
    /// it. Answer: loadEnded, where it ends by itself.
    void startLoad(const QString &directory);
    void stopLoad();
    /// Answer: loadFailing, whenever a load on the sandbox in that folder comes to fail, or no more does,
    /// whichever program has it. Empty: none is watched.
    void watchLoad(const QString &directory);
    bool isLoading() const { return m_load.joinable(); } ///< it was begun; it may have ended by itself

Q_SIGNALS:
    void made(const seawall::models::ClusterProfile &profile);
    void prepared(const std::shared_ptr<seawall::db::NodeControl> &control, seawall::db::NodeAction action,
                  const seawall::models::OperationTarget &target);
    void failed(const seawall::db::Error &error);
    void loadEnded(const seawall::db::Error &why);
    void loadFailing(const QString &why); ///< since tables are others, say; empty: no more

private:
    void onFinished(int run, const Outcome &outcome);
    void readFailure();

    QString m_directory;
    std::shared_ptr<ClusterProfile> m_made; ///< written by the worker before it ends
    OperationRunner m_runner;
    int m_run = 0;
    Inbox m_inbox;
    std::unique_ptr<FileWatch> m_watch;
    QString m_watched, m_failure; ///< the folder; what was told last
    std::jthread m_load;
    TaskQueue m_queue; ///< last, as the load: they end before where they post to
};

} // namespace seawall::models
