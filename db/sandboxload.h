// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sandbox.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>

namespace seawall::db {

/// A light workload on a sandbox, so that there is something to see: sessions of `pulse-backend` and
/// `pulse-etl`, held open like those of a pool, update rows of the demo data on whichever node takes writes,
/// and sessions of `pulse-backend` read on each replica, or where writes are taken while the sandbox's `.env`
/// says USE_READ_REPLICA=false: the file is looked at every second. The tables do not grow. A session that
/// breaks is opened again after a second; nothing is replayed. Tables that go while it runs (a rollback of
/// the demo's migrations) are waited for, and logged.
class SandboxLoad final
{
public:
    struct Options {
        double tps = 50; ///< write transactions a second over all sessions, and as many reads
        std::optional<std::chrono::milliseconds> duration; ///< until stopped where not set
        bool alone = false;                                ///< begins once no other load runs on this sandbox
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

private:
    struct Role;
    void work(const Role &role, int number, std::stop_token stop);
    void followFlag(std::optional<std::chrono::steady_clock::time_point> end);
    void failedFor(const Error &error);

    Sandbox m_sandbox;
    Options m_options;
    std::stop_source m_end;
    std::atomic<qint64> m_writes = 0, m_reads = 0, m_failures = 0;
    std::atomic<bool> m_isWaiting = false; ///< for the tables
    std::atomic<bool> m_readsReplicas = true;
    std::mutex m_mutex; ///< guards m_error
    std::optional<Error> m_error;
};

} // namespace seawall::db
