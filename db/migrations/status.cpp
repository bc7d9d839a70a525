// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/history.h"

#include <map>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

using State = MigrationStatus::State;
using EntryState = HistoryEntry::State;

struct Before {
    bool operator()(const QString &left, const QString &right) const
    {
        return compareVersions(left, right) < 0;
    }
};

bool isAtWork(EntryState state)
{
    return state == EntryState::Applying || state == EntryState::RollingBack;
}

QString stoppedAt(const HistoryEntry &entry)
{
    const auto what = entry.state == EntryState::Applying ? u"It stopped while it was applied"_s
                                                          : u"It stopped while it was rolled back"_s;
    return u"%1: %2 of its %3 statements stand."_s.arg(what).arg(entry.statementsDone).arg(entry.statements);
}

void judgeKnown(MigrationStatus &status, const History &history)
{
    const auto &entry = *status.entry;
    const bool isEdited =
        status.migration && !entry.upChecksum.isEmpty() && entry.upChecksum != status.migration->up.checksum;
    if (isAtWork(entry.state)) {
        status.state = history.runnerPid ? State::Running : State::Partly;
        status.reason =
            history.runnerPid ? u"The session %1 works on it."_s.arg(*history.runnerPid) : stoppedAt(entry);
    } else if (entry.state == EntryState::Baseline) {
        status.state = State::Baseline; // its file may be gone or changed: it never ran here
    } else if (entry.state == EntryState::RolledBack) {
        status.state = State::Pending;
    } else if (!status.migration) {
        status.state = State::Missing;
        status.reason = u"It is applied, and no file has its version."_s;
    } else if (isEdited && status.migration->repeatable) {
        status.state = State::Pending;
        status.reason = u"Its text has changed since it was applied."_s;
    } else {
        const auto &down = status.migration->down;
        status.downChanged = !entry.downChecksum.isEmpty() && (!down || down->checksum != entry.downChecksum);
        status.state = isEdited ? State::Edited : State::Applied;
        if (isEdited)
            status.reason = u"Its file was changed after it was applied."_s;
        else if (status.downChanged)
            status.reason = u"Its down script was changed or removed after it was applied, so that it is not "
                            "rolled back before it is restored, or taken as it is now with --repair."_s;
    }
}

void findOutOfOrder(std::vector<MigrationStatus> &all)
{
    const QString *latest = nullptr;
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
        const bool isRepeatable =
            at->migration ? at->migration->repeatable : at->version().startsWith(u"R__"_s);
        if (isRepeatable)
            continue;
        if (at->state != State::Pending) {
            if (!latest)
                latest = &at->version();
        } else if (latest) {
            at->state = State::OutOfOrder;
            at->reason = u"%1, which comes later, is applied already."_s.arg(*latest);
        }
    }
}

} // namespace

QString toString(MigrationStatus::State state)
{
    switch (state) {
    case State::Pending:
        return u"pending"_s;
    case State::OutOfOrder:
        return u"out of order"_s;
    case State::Applied:
        return u"applied"_s;
    case State::Edited:
        return u"edited"_s;
    case State::Missing:
        return u"missing"_s;
    case State::Running:
        return u"running"_s;
    case State::Partly:
        return u"partly"_s;
    case State::Baseline:
        return u"baseline"_s;
    }
    return {};
}

std::vector<MigrationStatus> statusOf(const MigrationFolder &folder, const History &history)
{
    std::map<QString, MigrationStatus, Before> byVersion;
    for (const auto &migration : folder.migrations)
        byVersion[migration.version].migration = migration;
    for (const auto &entry : history.entries)
        byVersion[entry.version].entry = entry;
    std::vector<MigrationStatus> all;
    all.reserve(byVersion.size());
    for (auto &[version, status] : byVersion) {
        if (status.entry)
            judgeKnown(status, history);
        if (status.migration || status.entry->state != EntryState::RolledBack)
            all.push_back(std::move(status));
    }
    findOutOfOrder(all);
    return all;
}

} // namespace seawall::db
