// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"

#include <QString>

#include <vector>

namespace seawall::db {

/// The processes of one server, found by their working directory, which is the data directory for all of
/// them: the postmaster's children each lead a process group of their own, and outlive a killed postmaster
/// for a while. Reads /proc.
class ServerProcesses final
{
public:
    explicit ServerProcesses(QString dataDirectory) : m_dataDirectory(std::move(dataDirectory)) {}

    int postmaster() const; ///< its pid, 0 where none lives
    bool isPaused() const;  ///< the postmaster is stopped by a signal
    bool areGone() const;

    /// Stops (SIGSTOP) or continues all of them. False where that was not so by the deadline.
    bool pause(Deadline deadline) const;
    bool resume(Deadline deadline) const;

    /// Kills all of them at once.
    bool kill(Deadline deadline) const;

    /// Sends the postmaster a signal (and SIGCONT, so that it can act), and waits until all are gone.
    bool shutDown(int signal, Deadline deadline) const;

    /// Removes a postmaster.pid that names a process which is none of ours: after a crash or a reboot the
    /// number may belong to somebody else, and the server would refuse to start.
    void removeStaleLock() const;

private:
    struct Process {
        int pid = 0;
        char state = '?'; ///< as in /proc/PID/stat
    };
    std::vector<Process> list() const;
    int lockedPid() const;

    QString m_dataDirectory;
};

} // namespace seawall::db
