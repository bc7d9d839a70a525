// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/historystatements.h"
#include "db/migrations/run/alonestep.h"
#include "db/sqlcatalog.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

StepReport AloneStep::finished()
{
    m_report.state = StepReport::State::Done;
    m_report.statementsDone = m_work.script.count();
    static_cast<void>(m_work.session.recover());
    static_cast<void>(m_work.session.keepLock()); // the run asks for it before the next migration
    return m_report;
}

QString AloneStep::lastStatement()
{
    measure();
    auto entry = m_work.entry();
    entry.seconds = m_report.seconds;
    entry.walBytes = m_report.walBytes;
    return m_work.isUp() ? appliedStatement(entry)
                         : rolledBackStatement(m_work.version(), m_work.options.actor);
}

void AloneStep::measure()
{
    m_report.seconds = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
    const auto rows = m_work.session.ask(u"SELECT pg_catalog.pg_current_wal_insert_lsn()"_s);
    m_report.commitLsn = rows ? Lsn::parse(rows->bytes(0, 0)) : std::nullopt;
    if (m_report.commitLsn && m_work.start)
        m_report.walBytes = m_report.commitLsn->bytesSince(*m_work.start);
}

void AloneStep::explainWayOut()
{
    if (!m_report.error)
        return;
    if (m_work.stop.stop_requested())
        m_report.error->message = u"%1 was stopped before it was done."_s.arg(m_work.script.script().file);
    m_report.error->hint =
        u"%1 of its %2 statements stand%3. Once the cause is gone, go on with --resume; or undo it with "
        "--roll-back-partly, which a corrected script needs."_s.arg(QString::number(m_report.statementsDone),
                                                                    QString::number(m_work.script.count()),
                                                                    invalidIndexes());
}

QString AloneStep::invalidIndexes() const
{
    const auto &left = m_report.invalidIndexes;
    if (left.isEmpty())
        return {};
    const auto drop = u"DROP INDEX CONCURRENTLY "_s;
    return u", and %1, left INVALID, which --resume drops first (by hand: %2)"_s.arg(
        left.join(u", "_s), drop + left.join(u"; "_s + drop));
}

StepReport AloneStep::stopped()
{
    m_report.statementsDone = m_done;
    m_report.error = explained();
    const bool wasLost = isLost();
    if (wasLost) {
        const auto row = m_work.askHistory();
        if (!row)
            return unknown();
        if (*row)
            m_report.statementsDone = (*row)->statementsDone;
        if (*row && (*row)->state ==
                        (m_work.isUp() ? HistoryEntry::State::Applied : HistoryEntry::State::RolledBack)) {
            m_report.error.reset();
            return finished();
        }
    }
    static_cast<void>(m_work.session.recover());
    m_report.invalidIndexes = m_indexes.left().value_or(QStringList());
    const bool nothingStands =
        !wasLost && m_report.statementsDone == 0 && m_report.invalidIndexes.isEmpty() && leavesNothing();
    if (nothingStands && restore()) {
        const bool isCancelled = m_work.stop.stop_requested();
        m_report.state = isCancelled ? StepReport::State::Cancelled : StepReport::State::Failed;
        return m_report;
    }
    m_report.state = StepReport::State::Partly;
    explainWayOut();
    m_report.seconds = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
    return m_report;
}

StepReport AloneStep::unknown()
{
    m_report.state = StepReport::State::Unknown;
    m_report.error->hint =
        u"The server cannot be asked now: look at the status once it is back; it tells what stands."_s;
    return m_report;
}

bool AloneStep::leavesNothing() const
{
    if (m_at >= m_work.script.count())
        return true;
    const auto begin = m_work.script.statement(m_at).sql.left(4).toUpper();
    return !m_work.script.isAlone(m_at) || !(begin == u"CALL" || begin.startsWith(u"DO"));
}

bool AloneStep::restore()
{
    if (isUnfinished())
        return false; // what an earlier try left is not known here
    const auto version = m_work.version();
    const auto catalog = [](const char *id) { return catalogQuery(QString::fromLatin1(id), 130000).sql; };
    if (!m_work.before)
        return write(withLiterals(catalog("migration_not_begun"), {version}));
    const auto &before = *m_work.before;
    if (before.state == HistoryEntry::State::RolledBack)
        return write(rolledBackStatement(version, m_work.options.actor));
    if (m_work.isUp()) // a repeatable one: the former text stands
        return write(appliedStatement(before));
    const bool isBaseline = before.state == HistoryEntry::State::Baseline;
    return write(
        withLiterals(catalog("migration_still_applied"), {version, isBaseline ? u"baseline"_s : u"applied"_s,
                                                          QString::number(before.statements)}));
}

Error AloneStep::explained() const
{
    if (!m_failure)
        return {};
    auto error = *m_failure;
    if (error.kind == ErrorKind::ConnectionLost) {
        error = m_work.script.explained(std::move(error), m_at, 0);
        error.hint = u"The history tells which statements stand; the one at work may stand too."_s;
        return error;
    }
    qsizetype position = 0;
    if (error.position > m_before.size())
        position = error.position - m_before.size();
    error = m_work.withTries(m_work.script.explained(std::move(error), m_at, position), m_report);
    if (m_work.stop.stop_requested())
        error.kind = ErrorKind::Cancelled;
    return error;
}

} // namespace seawall::db
