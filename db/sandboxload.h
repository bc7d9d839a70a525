// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sandbox.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace seawall::db {

/// A light workload on a sandbox, so that there is something to see: sessions of `pulse-backend` and
/// `pulse-etl`, held open like those of a pool, update rows of the demo data on whichever node takes writes,
/// and sessions of `pulse-backend` read on each replica, or where writes are taken while the sandbox's `.env`
/// says USE_READ_REPLICA=false: the file is looked at every second. The tables do not grow. A session that
/// breaks is opened again after a second; nothing is replayed. Tables or columns that go while it runs (the
/// demo's migrations are rolled back, or others rename them) are waited for, logged and told.
class SandboxLoad final
{
public:
    struct Options {
        double tps = 50; ///< write transactions a second over all sessions, and as many reads
        std::optional<std::chrono::milliseconds> duration; ///< until stopped where not set
        bool alone = false;                                ///< begins once no other load runs on this sandbox
        /// Called by a thread of the load: why sessions of it fail, and with nothing once none does.
        std::function<void(const std::optional<Error> &)> onWaiting = {};
    };
    struct Totals {
        qint64 writes = 0, reads = 0;
        qint64 failures = 0; ///< statements and connections that failed
        std::chrono::milliseconds elapsed{0};
    };

    SandboxLoad(Sandbox sandbox, const Options &options);

    /// Blocks until the duration is over or the token fires. Errors: QueryFailed where the demo data is not
    /// there from the start, AuthRefused.
    Result<Totals> run(std::stop_token stop);

    /// In the sandbox's folder: why its load fails, whichever program has it. Written anew each second
    /// meanwhile, so that one which is older than a few seconds is of a load that was killed.
    static QString failureFile(const QString &directory);

private:
    struct Role;
    void work(const Role &role, int number, std::stop_token stop);
    void followFlag(std::optional<std::chrono::steady_clock::time_point> end);
    bool failedFor(const Error &error); ///< whether it is to be waited for
    void keepFailureFile() const;
    void noteWaiting(bool &isWaiting, const std::optional<Error> &why);

    Sandbox m_sandbox;
    Options m_options;
    std::stop_source m_end;
    std::atomic<qint64> m_writes = 0, m_reads = 0, m_failures = 0;
    std::atomic<bool> m_readsReplicas = true;
    mutable std::mutex m_mutex; ///< guards m_error, m_waiting and m_failure
    int m_waiting = 0;          ///< sessions, for tables
    QString m_failure;          ///< meanwhile: why
    std::optional<Error> m_error;
};

} // namespace seawall::db
