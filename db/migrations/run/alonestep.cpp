// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/historystatements.h"
#include "db/migrations/run/indexcare.h"
#include "db/migrations/run/stepwork.h"
#include "db/sqlcatalog.h"

#include <QElapsedTimer>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto noLimit = std::chrono::hours(24 * 365);
/// The history is written in the role of the session, and what the script has set goes on afterwards.
constexpr auto ownRoleHere = "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE NONE; "
                             "SET LOCAL search_path = pg_catalog;\n";

/// A migration with statements that cannot run in a transaction: each is sent alone, and the row in the
/// history counts those that stand. A statement that can be in a transaction shares it with the count.
class AloneStep final
{
public:
    explicit AloneStep(StepWork &work) : m_work(work), m_indexes(work.session) {}

    StepReport run()
    {
        m_timer.start();
        m_report.lockTries = 1;
        m_done = m_work.step.firstStatement;
        if (write(beginStatement(m_work.entry()))) {
            while (m_done < m_work.script.count() && runStatement(m_done))
                ++m_done;
            if (!m_failure && write(lastStatement()))
                return finished();
        }
        return stopped();
    }

private:
    bool runStatement(int index)
    {
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

    QString sql(int index) const { return m_work.script.statement(index).sql; }

    /// One that is resumed may have left its index INVALID, or finished it after all.
    bool prepareIndexes(int index)
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
            if (found->first == IndexCare::Found::Invalid && !drop(found->second))
                return false;
        }
        const auto remembered = m_indexes.remember();
        return remembered || failedWith(remembered.error());
    }

    bool isUnfinished() const
    {
        return m_work.before && (m_work.before->state == HistoryEntry::State::Applying ||
                                 m_work.before->state == HistoryEntry::State::RollingBack);
    }

    bool drop(const QString &index)
    {
        m_work.events.note(m_work.index, u"Drops %1, which an earlier try left INVALID."_s.arg(index));
        const auto dropped = m_indexes.drop(index);
        return dropped || failedWith(dropped.error());
    }

    bool dropLeftovers()
    {
        const auto left = m_indexes.left();
        if (!left)
            return failedWith(left.error());
        return std::ranges::all_of(*left, [this](const QString &index) { return drop(index); });
    }

    void send(int index)
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
            const auto watched = m_work.watcher.during(m_work.index, m_work.session.pid());
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

    /// CONCURRENTLY waits for other transactions without standing in anybody's way; a lock timeout would
    /// only leave an INVALID index. One that the script sets itself holds.
    bool waitsWithoutLimit(int index, bool begins)
    {
        if (!isConcurrent(sql(index)) ||
            m_work.script.script().text.contains(u"lock_timeout"_s, Qt::CaseInsensitive))
            return true;
        const auto limit = begins ? 0 : m_work.options.lockTimeout.count();
        return execute("SET lock_timeout = " + QByteArray::number(qint64{limit}));
    }

    bool count(int done) { return write(statementDoneStatement(m_work.version(), done)); }

    /// Writes to the history in a transaction of its own.
    bool write(const QString &statement)
    {
        return execute("BEGIN;\n" + QByteArray(ownRoleHere) + statement.toUtf8() + ";\nCOMMIT");
    }

    bool execute(const QByteArray &text)
    {
        const auto done = m_work.session.connection().executeScript(text, {}, Deadline::in(15s));
        if (done)
            return true;
        if (!isLost())
            static_cast<void>(m_work.session.connection().executeScript("ROLLBACK", {}, Deadline::in(15s)));
        m_at = m_work.script.count();
        return failedWith(done.error());
    }

    bool failedWith(const Error &error)
    {
        if (!m_failure)
            m_failure = error;
        return false;
    }

    bool isLost() { return m_work.session.connection().isBroken(); }

    StepReport finished()
    {
        m_report.state = StepReport::State::Done;
        m_report.statementsDone = m_work.script.count();
        static_cast<void>(m_work.session.recover());
        return m_report;
    }

    QString lastStatement()
    {
        measure();
        auto entry = m_work.entry();
        entry.seconds = m_report.seconds;
        entry.walBytes = m_report.walBytes;
        return m_work.isUp() ? appliedStatement(entry)
                             : rolledBackStatement(m_work.version(), m_work.options.actor);
    }

    void measure()
    {
        m_report.seconds = static_cast<double>(m_timer.nsecsElapsed()) / 1e9;
        const auto rows = m_work.session.ask(u"SELECT pg_catalog.pg_current_wal_insert_lsn()"_s);
        m_report.commitLsn = rows ? Lsn::parse(rows->bytes(0, 0)) : std::nullopt;
        if (m_report.commitLsn && m_work.start)
            m_report.walBytes = m_report.commitLsn->bytesSince(*m_work.start);
    }

    /// It stands in part, and the file as it was is what can be resumed.
    void explainWayOut()
    {
        if (!m_report.error)
            return;
        if (m_work.stop.stop_requested())
            m_report.error->message = u"%1 was stopped in the midst."_s.arg(m_work.script.script().file);
        m_report.error->hint =
            u"%1 of its %2 statements stand%3. Once the cause is gone, go on with --resume; or undo it with "
            "--roll-back-partly, which a corrected script needs."_s.arg(
                QString::number(m_report.statementsDone), QString::number(m_work.script.count()),
                m_report.invalidIndexes.isEmpty()
                    ? QString()
                    : u", and the INVALID index %1"_s.arg(m_report.invalidIndexes.join(u", "_s)));
    }

    StepReport stopped()
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
            if (*row && (*row)->state == (m_work.isUp() ? HistoryEntry::State::Applied
                                                        : HistoryEntry::State::RolledBack)) {
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

    StepReport unknown()
    {
        m_report.state = StepReport::State::Unknown;
        m_report.error->hint =
            u"The server cannot be asked now: look at the status once it is back; it tells what stands."_s;
        return m_report;
    }

    /// A procedure may have committed before it failed.
    bool leavesNothing() const
    {
        if (m_at >= m_work.script.count())
            return true;
        const auto begin = m_work.script.statement(m_at).sql.left(4).toUpper();
        return !m_work.script.isAlone(m_at) || !(begin == u"CALL" || begin.startsWith(u"DO"));
    }

    /// The row as it was before.
    bool restore()
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
        return write(withLiterals(
            catalog("migration_still_applied"),
            {version, isBaseline ? u"baseline"_s : u"applied"_s, QString::number(before.statements)}));
    }

    Error explained() const
    {
        if (!m_failure)
            return {};
        auto error = *m_failure;
        if (error.kind == ErrorKind::ConnectionLost) {
            error.message = u"%1: %2"_s.arg(m_work.script.script().file, error.message);
            error.hint = u"The history tells which statements stand; the one at work may stand too."_s;
            return error;
        }
        qsizetype position = 0;
        if (error.position > m_before.size())
            position = error.position - m_before.size();
        error = m_work.script.explained(std::move(error), m_at, position);
        if (m_work.stop.stop_requested())
            error.kind = ErrorKind::Cancelled;
        return error;
    }

    StepWork &m_work;
    IndexCare m_indexes;
    StepReport m_report;
    std::optional<Error> m_failure;
    QElapsedTimer m_timer;
    QByteArray m_before; ///< sent before the statement
    int m_done = 0;      ///< statements that stand
    int m_at = 0;        ///< the statement at work
    bool m_isThereAlready = false;
};

} // namespace

StepReport runAlone(StepWork &work)
{
    return AloneStep(work).run();
}

} // namespace seawall::db
