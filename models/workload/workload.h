// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workload/workloadfigures.h"

#include <functional>

namespace seawall::models {

/// The application_name of its sessions.
inline constexpr QStringView workloadApplication = u"seawall workload";

struct WorkloadOptions {
    int writers = 1, readers = 4; ///< sessions at once
    double writeRate = 10; ///< chunks a second over all writers; what cannot be done in time is left out
    double readRate = 20;  ///< dashboard loads a second over all readers
    int chunkRows = 500;   ///< of one transaction of a writer
    std::chrono::milliseconds duration{60'000};      ///< at most an hour
    std::chrono::milliseconds yield{20};             ///< a writer keeps between two chunks at least
    double lagLimitSeconds = 5;                      ///< the writers pause while a replica lags by more
    std::chrono::milliseconds dashboardLimit{2'000}; ///< a load should not take longer
    bool operator==(const WorkloadOptions &) const = default;
};

/// A workload as of an application with an ETL job and a dashboard, through a DatabaseRouter: writers that
/// insert and update in chunks, a session a chunk, with a pause between and while replicas lag; readers that
/// load a dashboard (several aggregates) from whichever node the router gives them. In a schema of its own,
/// `seawall_load`, made at its start and dropped at its end; one that a killed run left behind is dropped at
/// the start. A second run on the same cluster is refused while one goes on.
class Workload final
{
public:
    using Sink = std::function<void(const WorkloadReport &)>; ///< once a second, on the thread of run()

    /// The router must outlive it.
    Workload(db::DatabaseRouter &router, const WorkloadOptions &options);
    ~Workload();
    Workload(const Workload &) = delete;
    Workload &operator=(const Workload &) = delete;

    /// Blocks until the duration is over or the token fires; either way the schema is gone after it, or the
    /// error says that it is not. Errors: NoNode, PermissionDenied, InvalidInput where another run goes on.
    db::Result<WorkloadReport> run(const Sink &sink, std::stop_token stop);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
