// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/history.h"

#include <QFileInfo>

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using State = MigrationStatus::State;
using Goal = StepRequest::Goal;
using Partly = StepRequest::Partly;

std::unexpected<Error> refuse(const QString &message, const QString &hint)
{
    return fail(ErrorKind::InvalidInput, message, hint);
}

QString label(const MigrationStatus &status)
{
    return status.name().isEmpty() ? status.version() : u"%1 %2"_s.arg(status.version(), status.name());
}

bool isRepeatable(const MigrationStatus &status)
{
    return status.migration ? status.migration->repeatable : status.version().startsWith(u"R__"_s);
}

bool means000(const QString &version)
{
    return !version.isEmpty() && compareVersions(version, u"0"_s) == 0;
}

/// Finds the way from where things stand to where they are wanted, on a copy of the status that follows each
/// step.
class StepPlanner final
{
public:
    StepPlanner(std::vector<MigrationStatus> status, const StepRequest &request)
        : m_status(std::move(status)), m_request(request)
    {}

    Result<std::vector<MigrationStep>> plan();

private:
    Result<void> checkGoal() const;
    Result<void> settlePartly();
    Result<void> settle(MigrationStatus &status);
    Result<void> apply();
    Result<void> checkApplied() const;
    Result<void> rollBack();
    Result<void> addDown(MigrationStatus &status, int firstStatement = 0);
    void addUp(MigrationStatus &status, int firstStatement = 0);
    bool isWithin(const MigrationStatus &status) const
    {
        return m_request.goal != Goal::ApplyTo || compareVersions(status.version(), m_request.version) <= 0;
    }

    std::vector<MigrationStatus> m_status;
    const StepRequest &m_request;
    std::vector<MigrationStep> m_steps;
};

Result<std::vector<MigrationStep>> StepPlanner::plan()
{
    if (auto fine = checkGoal(); !fine)
        return std::unexpected(fine.error());
    if (auto settled = settlePartly(); !settled)
        return std::unexpected(settled.error());
    if (auto done = m_request.goal == Goal::RollbackTo ? rollBack() : apply(); !done)
        return std::unexpected(done.error());
    return std::move(m_steps);
}

Result<void> StepPlanner::checkGoal() const
{
    if (m_request.goal == Goal::ApplyAll ||
        (m_request.goal == Goal::RollbackTo && means000(m_request.version)))
        return {};
    const auto found = std::ranges::find_if(m_status, [&](const MigrationStatus &status) {
        return !isRepeatable(status) && compareVersions(status.version(), m_request.version) == 0;
    });
    const bool isBack = m_request.goal == Goal::RollbackTo;
    if (found == m_status.end())
        return refuse(u"There is no migration with the version '%1'."_s.arg(m_request.version),
                      isBack ? u"seawallctl migrate --status lists them; 000 rolls all of them back."_s
                             : u"seawallctl migrate --status lists them."_s);
    if (isBack && (found->state == State::Pending || found->state == State::OutOfOrder))
        return refuse(u"%1 is not applied, so there is no way back to it."_s.arg(label(*found)),
                      u"Give a version that is applied, or 000 to roll all back."_s);
    return {};
}

Result<void> StepPlanner::settlePartly()
{
    for (auto &status : m_status) {
        if (status.state == State::Running)
            return refuse(u"%1 is at work now. %2"_s.arg(label(status), status.reason),
                          u"Wait until it is done: seawallctl migrate --status."_s);
        if (status.state != State::Partly)
            continue;
        if (auto settled = settle(status); !settled)
            return settled;
    }
    return {};
}

Result<void> StepPlanner::settle(MigrationStatus &status)
{
    const auto &entry = *status.entry;
    if (m_request.partly == Partly::Refuse)
        return refuse(
            u"%1 is applied partly. %2"_s.arg(label(status), status.reason),
            u"Go on with --resume, undo it with --roll-back-partly, or, once you have put it right by "
            "hand, mark it with --repair."_s);
    if (!status.migration)
        return refuse(u"%1 is applied partly, and no file has its version."_s.arg(label(status)),
                      u"Restore its file, or put the schema right by hand and mark it with --repair."_s);
    const bool isBack = entry.state == HistoryEntry::State::RollingBack;
    if (isBack || m_request.partly == Partly::RollBack)
        return addDown(status, isBack ? entry.statementsDone : 0);
    if (!entry.upChecksum.isEmpty() && entry.upChecksum != status.migration->up.checksum)
        return refuse(u"%1 stopped partway, and its file was changed since."_s.arg(label(status)),
                      u"Restore the file and resume, or undo it with --roll-back-partly."_s);
    addUp(status, entry.statementsDone);
    return {};
}

Result<void> StepPlanner::checkApplied() const
{
    for (const auto &status : m_status) {
        if (status.state == State::Edited)
            return refuse(
                u"%1 was changed after it was applied."_s.arg(label(status)),
                u"Restore the file, or take it as it is now with --repair; a further change belongs in "
                "a new migration."_s);
        if (status.state == State::Missing)
            return refuse(u"%1 is applied, and no file has its version."_s.arg(label(status)),
                          u"Restore the file, or have the history forget it with --repair."_s);
        if (status.state == State::OutOfOrder && !m_request.allowOutOfOrder && isWithin(status))
            return refuse(
                u"%1 is not applied. %2"_s.arg(label(status), status.reason),
                u"Give it a later version, apply it all the same with --allow-out-of-order, or, where "
                "its changes are there already, take it as applied with --baseline %1."_s.arg(
                    status.version()));
    }
    return {};
}

Result<void> StepPlanner::apply()
{
    if (auto fine = checkApplied(); !fine)
        return fine;
    const auto isPending = [](const MigrationStatus &status) {
        return status.state == State::Pending || status.state == State::OutOfOrder;
    };
    for (auto &status : m_status)
        if (isPending(status) && !isRepeatable(status) && isWithin(status))
            addUp(status);
    const bool isComplete = std::ranges::none_of(
        m_status, [&](const MigrationStatus &status) { return isPending(status) && !isRepeatable(status); });
    for (auto &status : m_status)
        if (isComplete && isPending(status))
            addUp(status);
    return {};
}

Result<void> StepPlanner::rollBack()
{
    for (auto at = m_status.rbegin(); at != m_status.rend(); ++at) {
        const bool isKept =
            isRepeatable(*at) || at->state == State::Pending || at->state == State::OutOfOrder;
        if (isKept ||
            (!means000(m_request.version) && compareVersions(at->version(), m_request.version) <= 0))
            continue;
        if (auto added = addDown(*at); !added)
            return added;
    }
    return {};
}

Result<void> StepPlanner::addDown(MigrationStatus &status, int firstStatement)
{
    if (status.state == State::Baseline)
        return refuse(
            u"%1 was taken as applied and never ran here, so it is not rolled back."_s.arg(label(status)),
            u"Roll back to %1 at the lowest."_s.arg(status.version()));
    if (!status.migration)
        return refuse(u"%1 is applied, and no file has its version."_s.arg(label(status)),
                      u"Restore its files, or have the history forget it with --repair."_s);
    const auto &down = status.migration->down;
    if (!down)
        return refuse(u"%1 has no way back: there is no down script."_s.arg(label(status)),
                      u"Write one, or restore a backup; nothing was rolled back."_s);
    const auto &known = status.entry->downChecksum;
    if (!known.isEmpty() && known != down->checksum)
        return refuse(u"The down script of %1 was changed after it was applied."_s.arg(label(status)),
                      u"Restore %1, or, once you have read it, take it as it is now with --repair."_s.arg(
                          QFileInfo(down->path).fileName()));
    m_steps.push_back({*status.migration, Direction::Down, firstStatement});
    m_steps.back().migration.version = status.entry->version;
    status.state = State::Pending;
    return {};
}

void StepPlanner::addUp(MigrationStatus &status, int firstStatement)
{
    m_steps.push_back({*status.migration, Direction::Up, firstStatement});
    if (status.entry)
        m_steps.back().migration.version = status.entry->version;
    status.state = State::Applied;
}

} // namespace

Result<std::vector<MigrationStep>> stepsFor(const MigrationFolder &folder,
                                            const std::vector<MigrationStatus> &status,
                                            const StepRequest &request)
{
    if (!folder.problems.empty()) {
        const auto &first = folder.problems.front();
        const auto place = first.line > 0 ? u"%1:%2"_s.arg(first.file).arg(first.line) : first.file;
        const auto others = folder.problems.size() - 1;
        const auto more = others == 0
                              ? QString()
                              : u" There %1 more: seawallctl migrate --status lists them."_s.arg(
                                    others == 1 ? u"is 1 problem"_s : u"are %1 problems"_s.arg(others));
        return refuse(u"%1: %2"_s.arg(place, first.message), first.hint + more);
    }
    return StepPlanner(status, request).plan();
}

} // namespace seawall::db
