// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/flagssite.h"
#include "models/flags/deadmanswitch.h"
#include "models/flags/flagoperation.h"
#include "models/flags/flagproof.h"

namespace seawall::app {

/// The options on what happens after a flag was set.
class FlagsTerms final
{
public:
    void addTo(CLI::App &app);

    /// Errors: InvalidInput where they do not fit together, or the time is none.
    db::Result<models::SwitchTerms> terms(qint64 nowMs) const;
    std::optional<std::chrono::milliseconds> watch() const { return m_watch; }

private:
    std::optional<std::chrono::milliseconds> m_watch, m_lag, m_within;
    std::optional<double> m_pool;
    std::string m_until;
};

/// Watches a cluster after a change of a flag, until the proof and the dead man's switch are over or the
/// token fires.
class FlagsWatch final
{
public:
    struct Result {
        std::optional<models::FlagProofState> proof;
        std::optional<models::DeadManSwitch> deadMan;
        bool isFine = true; ///< picked up, or nothing to be seen; and not reverted
    };
    using Say = std::function<void(const QString &)>;

    FlagsWatch(const FlagsSite &site, const OperationShell &shell, models::FlagChange change, Say say);
    /// What the servers said before the change: the latest last, never empty. Takes some seconds where it is
    /// to be watched, so that the rates are known.
    static std::vector<db::SnapshotPtr> lookBefore(const FlagsSite &site, const FlagsTerms &options,
                                                   const std::stop_token &stop);
    Result run(const FlagsTerms &options, const models::SwitchTerms &terms,
               const std::vector<db::SnapshotPtr> &before, const std::stop_token &stop);

private:
    bool arm(const models::SwitchTerms &terms);
    void judge(const db::SnapshotPtr &snapshot);
    void takeBack(const QString &why, const db::SnapshotPtr &snapshot);
    void end(models::DeadManSwitch::State state, const QString &sentence);
    void save();
    models::FlagDeclaration declaration() const;

    const FlagsSite &m_site;
    const OperationShell &m_shell;
    models::FlagChange m_change;
    Say m_say;
    models::SwitchJudge m_judge;
    std::optional<models::DeadManSwitch> m_switch;
    qint64 m_savedMs = 0, m_retryMs = 0;
};

} // namespace seawall::app
