// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/alonestep.h"

#include "db/migrations/historystatements.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto noLimit = std::chrono::hours(24 * 365);
/// The history is written in the role of the session, and what the script has set goes on afterwards.
constexpr auto ownRoleHere = "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE NONE; "
                             "SET LOCAL search_path = pg_catalog;\n";

} // namespace

StepReport AloneStep::run()
{
    m_timer.start();
    m_report.lockTries = 1;
    m_done = m_work.step.firstStatement;
    if (write(beginStatement(m_work.entry())) && repeatSettings()) {
        while (m_done < m_work.script.count() && runStatement(m_done))
            ++m_done;
        if (!m_failure && write(lastStatement()))
            return finished();
    }
    return stopped();
}

bool AloneStep::repeatSettings()
{
    for (int i = 0; i < m_work.step.firstStatement; ++i) {
        if (m_work.script.statement(i).kind != Statement::Kind::Setting)
            continue;
        m_at = i;
        const auto done = m_work.session.connection().executeScript(sql(i).toUtf8(), {}, Deadline::in(15s));
        if (!done)
            return failedWith(done.error());
    }
    return true;
}

bool AloneStep::runStatement(int index)
{
    m_at = index;
    if (const auto kept = m_work.session.keepLock(); !kept)
        return failedWith(kept.error());
    const auto concurrent = isConcurrent(sql(index));
    if (concurrent && !prepareIndexes(index))
        return m_isThereAlready;
    int tries = 0;
    do {
        m_failure.reset();
        m_report.lockTries = std::max(m_report.lockTries, ++tries);
        if (tries > 1 && concurrent && !dropLeftovers())
            return false;
        send(index);
    } while (m_failure && !isLost() && m_work.tryAgain(*m_failure, m_report));
    if (!m_failure)
        m_work.events.tell(m_work.index, {.kind = RunEvent::Kind::Statement,
                                          .done = index + 1,
                                          .total = m_work.script.count(),
                                          .text = {},
                                          .blockers = {}});
    return !m_failure;
}

bool AloneStep::prepareIndexes(int index)
{
    m_isThereAlready = false;
    const auto named = concurrentIndexOf(sql(index));
    const bool isResumed = m_work.step.firstStatement > 0 || isUnfinished();
    if (named && isResumed && index == m_work.step.firstStatement) {
        const auto found = m_indexes.find(*named);
        if (!found)
            return failedWith(found.error());
        if (found->first == IndexCare::Found::Valid) {
            m_work.events.note(m_work.index,
                               u"%1 was finished before the interruption."_s.arg(found->second));
            m_isThereAlready = count(index + 1);
            return false;
        }
        if (found->first == IndexCare::Found::Invalid) {
            const auto remembered = m_indexes.remember(found->second);
            return remembered ? drop(found->second) : failedWith(remembered.error());
        }
    }
    const auto remembered = m_indexes.remember();
    return remembered || failedWith(remembered.error());
}

bool AloneStep::isUnfinished() const
{
    return m_work.before && (m_work.before->state == HistoryEntry::State::Applying ||
                             m_work.before->state == HistoryEntry::State::RollingBack);
}

bool AloneStep::drop(const QString &index)
{
    m_work.events.note(m_work.index, u"Drops %1, which an earlier try left INVALID."_s.arg(index));
    if (!waitsWithoutLimit(m_at, true))
        return false;
    Result<void> dropped;
    {
        const auto watched = m_work.watch();
        dropped = m_indexes.drop(index, m_work.stop);
    }
    if (!dropped) {
        auto error = dropped.error();
        error.message = u"the INVALID index %1 could not be dropped: %2"_s.arg(index, error.message);
        return failedWith(error);
    }
    return waitsWithoutLimit(m_at, false);
}

bool AloneStep::dropLeftovers()
{
    const auto left = m_indexes.left();
    if (!left)
        return failedWith(left.error());
    return std::ranges::all_of(*left, [this](const QString &index) { return drop(index); });
}

void AloneStep::send(int index)
{
    m_at = index;
    const bool alone = m_work.script.isAlone(index);
    m_before = alone ? QByteArray() : QByteArray("BEGIN;\n");
    auto text = m_before + sql(index).toUtf8();
    if (!alone)
        text += "\n;\n" + QByteArray(ownRoleHere) +
                statementDoneStatement(m_work.version(), index + 1).toUtf8() + ";\nCOMMIT";
    if (!waitsWithoutLimit(index, true))
        return;
    {
        const auto watched = m_work.watch();
        const auto done =
            m_work.session.connection().executeScript(text, {}, Deadline::in(noLimit), m_work.stop);
        if (!done) {
            m_failure = done.error();
            if (!isLost() && !alone)
                static_cast<void>(execute("ROLLBACK"));
        }
    }
    if (!isLost())
        static_cast<void>(waitsWithoutLimit(index, false));
    if (!m_failure && alone)
        static_cast<void>(count(index + 1));
}

bool AloneStep::waitsWithoutLimit(int index, bool begins)
{
    if (!isConcurrent(sql(index)) ||
        m_work.script.script().text.contains(u"lock_timeout"_s, Qt::CaseInsensitive))
        return true;
    const auto limit = begins ? 0 : m_work.options.lockTimeout.count();
    return execute("SET lock_timeout = " + QByteArray::number(qint64{limit}));
}

bool AloneStep::count(int done)
{
    return write(statementDoneStatement(m_work.version(), done));
}

bool AloneStep::write(const QString &statement)
{
    return execute("BEGIN;\n" + QByteArray(ownRoleHere) + statement.toUtf8() + ";\nCOMMIT");
}

bool AloneStep::execute(const QByteArray &text)
{
    const auto done = m_work.session.connection().executeScript(text, {}, Deadline::in(15s));
    if (done)
        return true;
    if (!isLost())
        static_cast<void>(m_work.session.connection().executeScript("ROLLBACK", {}, Deadline::in(15s)));
    m_at = m_work.script.count();
    return failedWith(done.error());
}

bool AloneStep::failedWith(const Error &error)
{
    if (!m_failure)
        m_failure = error;
    return false;
}

StepReport runAlone(StepWork &work)
{
    return AloneStep(work).run();
}

} // namespace seawall::db
