// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/stepwork.h"

#include <QRandomGenerator>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString reasonOf(const QString &sqlState)
{
    if (sqlState == u"55P03")
        return u"A lock was not had in time"_s;
    if (sqlState == u"40P01")
        return u"The server chose it to end a deadlock"_s;
    if (sqlState == u"40001")
        return u"It conflicted with another transaction"_s;
    return {};
}

} // namespace

HistoryEntry StepWork::entry() const
{
    HistoryEntry entry;
    entry.version = version();
    entry.name = step.migration.name;
    entry.upChecksum = step.migration.up.checksum;
    if (step.migration.down)
        entry.downChecksum = step.migration.down->checksum;
    entry.state = isUp() ? HistoryEntry::State::Applying : HistoryEntry::State::RollingBack;
    entry.appliedBy = options.actor;
    entry.statements = script.count();
    entry.statementsDone = step.firstStatement;
    return entry;
}

QString StepWork::finishedStatement(HistoryForm form) const
{
    return isUp() ? appliedStatement(entry(), start, form)
                  : rolledBackStatement(version(), options.actor, form);
}

bool StepWork::tryAgain(const Error &error, StepReport &report) const
{
    const auto reason = reasonOf(error.sqlState);
    if (reason.isEmpty() || report.lockTries >= options.lockTries || stop.stop_requested())
        return false;
    const auto doubled = options.lockBackOff * (1 << std::min(report.lockTries - 1, 10));
    const auto base = static_cast<double>(std::min(doubled, std::chrono::milliseconds(10s)).count());
    const auto span = std::chrono::milliseconds(
        qRound64(base * (0.8 + 0.4 * QRandomGenerator::global()->generateDouble())));
    events.tell(index, {.kind = RunEvent::Kind::Retry,
                        .done = report.lockTries,
                        .total = options.lockTries,
                        .seconds = static_cast<double>(span.count()) / 1000,
                        .text = reason,
                        .blockers = {}});
    return pauseFor(span, stop);
}

Error StepWork::withTries(Error error, const StepReport &report) const
{
    if (error.sqlState != u"55P03" || report.lockTries < 2)
        return error;
    const auto who = watcher.lastBlockers();
    error.hint = u"The lock was not had in %1 tries%2. %3"_s.arg(
        QString::number(report.lockTries), who.isEmpty() ? QString() : u"; in the way was %1"_s.arg(who),
        error.hint);
    return error;
}

Result<std::optional<HistoryEntry>> StepWork::askHistory() const
{
    // Not stopped by the token: the truth is wanted all the more then.
    if (auto opened = session.reopen({}); !opened)
        return std::unexpected(opened.error());
    const auto history = readHistory(session.connection(), Deadline::in(15s));
    if (!history)
        return std::unexpected(history.error());
    for (const auto &row : history->entries)
        if (row.version == version())
            return row;
    return std::nullopt;
}

} // namespace seawall::db
