// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/command.h"
#include "app/ctl/flagssite.h"
#include "app/ctl/flagswatch.h"

namespace seawall::app {

/// What `set` and `revert` share: confirm, run, then watch whether it is picked up, and when it is to be
/// reverted.
class FlagsChange : public Command
{
protected:
    FlagsChange(CLI::App &flags, const std::string &name, const std::string &description,
                const std::vector<std::string> &examples);
    void addOptions();
    ExitCode change(Output &output, FlagsSite site, const models::FlagAssignment &wanted, bool isRevert);
    db::Result<FlagsSite> open() const { return m_options.open(m_shell); }
    ExitCode already(Output &output, const QString &summary) const; ///< it has that value

private:
    db::Result<models::Outcome> setOnce(Output &output, const FlagsSite &site,
                                        const models::FlagAssignment &wanted, bool isRevert,
                                        const db::SnapshotPtr &snapshot, const std::stop_token &stop);
    ExitCode done(Output &output, const FlagsSite &site, const models::FlagAssignment &wanted,
                  const models::Outcome &outcome, const std::vector<db::SnapshotPtr> &before,
                  const std::stop_token &stop);

    OperationShell m_shell;
    FlagsOptions m_options;
    FlagsTerms m_terms;
    bool m_json = false;
};

class FlagsSet final : public FlagsChange
{
public:
    explicit FlagsSet(CLI::App &flags);
    ExitCode run(Output &output) override;

private:
    std::string m_name, m_value;
};

class FlagsRevert final : public FlagsChange
{
public:
    explicit FlagsRevert(CLI::App &flags);
    ExitCode run(Output &output) override;

private:
    std::string m_name;
};

} // namespace seawall::app
