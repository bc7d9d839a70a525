// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/connectionoptions.h"
#include "app/ctl/statuslines.h"
#include "db/deadline.h"

#include <stop_token>

namespace seawall::app {

class Observation;

/// `seawallctl watch`: status again and again, as a table redrawn in place, or as JSON Lines.
class WatchCommand final : public Command
{
public:
    explicit WatchCommand(CLI::App &program);
    ExitCode run(Output &output) override;

private:
    ExitCode watchLines(Output &output, const models::ClusterProfile &profile);
    ExitCode watchScreen(Output &output, const models::ClusterProfile &profile);
    db::SnapshotPtr nextDue(Observation &observation, const std::stop_token &stop);
    std::vector<Line> frame(const db::Snapshot &snapshot, const QString &cluster) const;
    ExitCode ended() const;

    ConnectionOptions m_connection;
    std::optional<std::chrono::milliseconds> m_interval;
    std::optional<std::chrono::milliseconds> m_duration;
    bool m_json = false;
    int m_every = 1; ///< of the snapshots, which are never more than a minute apart, each n-th is shown
    std::optional<db::Deadline> m_end;
    db::SnapshotPtr m_last;
    bool m_wasReached = false;
};

} // namespace seawall::app
