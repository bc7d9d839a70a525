// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/rehearsal.h"

#include "db/lsn.h"
#include "db/migrations/run/rehearsedlocks.h"
#include "db/migrations/run/stepscript.h"
#include "db/sqlcatalog.h"

#include <QElapsedTimer>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// Rehearses step after step in the one transaction of its session.
class Rehearser final
{
public:
    Rehearser(Connection &connection, const RehearsalOptions &options, std::stop_token stop)
        : m_connection(connection), m_options(options), m_stop(std::move(stop)),
          m_end(Deadline::in(options.budget))
    {}

    Result<std::vector<Rehearsal>> run(const std::vector<MigrationStep> &steps)
    {
        std::vector<Rehearsal> all(steps.size());
        auto begun = execute("BEGIN READ WRITE");
        if (begun)
            begun = prepare();
        for (size_t i = 0; i < steps.size() && begun; ++i)
            begun = rehearseStep(steps[i], all[i]);
        if (!m_connection.isBroken())
            static_cast<void>(
                m_connection.executeScript("ROLLBACK", {}, Deadline::in(std::chrono::seconds(15))));
        if (!begun)
            return std::unexpected(begun.error());
        return all;
    }

private:
    Result<Rows> execute(const QByteArray &text, const std::function<void(int)> &told = {})
    {
        return m_connection.executeScript(text, told, patience(), m_stop);
    }
    Result<Rows> ask(const QString &id)
    {
        return m_connection.execute(catalogQuery(id, m_connection.serverVersion()).sql, {}, patience());
    }
    /// The server ends a statement by itself first.
    Deadline patience() const { return Deadline::at(m_end.when() + std::chrono::seconds(15)); }

    Result<Rows> prepare()
    {
        auto done = reset();
        if (!done)
            return done;
        auto tables = ask(u"rehearsal_tables"_s);
        if (!tables)
            return tables;
        m_locks.setTables(*tables);
        return keepFingerprint();
    }

    Result<Rows> keepFingerprint()
    {
        auto read = readFingerprint(m_connection, patience());
        if (!read)
            return std::unexpected(read.error());
        m_before = std::move(*read);
        auto held = ask(u"rehearsal_locks"_s);
        if (held)
            m_locks.remember(*held);
        return held;
    }

    /// What a script may have set, undone, and the limits of a rehearsal.
    Result<Rows> reset()
    {
        const auto limit =
            "SET LOCAL lock_timeout = " + QByteArray::number(qint64{m_options.lockTimeout.count()}) +
            "; SET LOCAL statement_timeout = " + QByteArray::number(std::max(1, m_end.milliseconds()));
        return execute("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; CLOSE ALL; DISCARD SEQUENCES; "
                       "DEALLOCATE ALL; " +
                       limit);
    }

    /// Errors: of the connection alone; what the script did wrong is in `told`.
    Result<Rows> rehearseStep(const MigrationStep &step, Rehearsal &told)
    {
        const auto script = StepScript::read(step);
        if (!script) {
            told.error = script.error();
            m_failed = step.migration.version;
            return Rows();
        }
        told.whyNot = whyNot(*script);
        if (!told.whyNot.isEmpty())
            return Rows();
        QElapsedTimer timer;
        timer.start();
        if (auto done = runScript(*script, told.error); !done || told.error) {
            if (done)
                fail(step, told);
            return done;
        }
        told.rehearsed = true;
        told.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        const auto held = ask(u"rehearsal_locks"_s);
        if (!held)
            return held;
        told.locks = m_locks.taken(*held, script->script());
        const auto lsn = Lsn::parse(held->bytes(0, held->column("lsn")));
        if (lsn && m_start)
            told.walBytes = lsn->bytesSince(*m_start);
        if (step.direction == Direction::Up && step.migration.down)
            if (auto down = rehearseDown(step, told); !down)
                return down;
        return keepFingerprint();
    }

    void fail(const MigrationStep &step, Rehearsal &told)
    {
        if (told.error->sqlState == u"55P03"_s)
            m_whyNoMore = u"A migration before it waited too long for a lock."_s;
        if (m_hasGap)
            told.error->hint = u"It may need a migration before it that could not be rehearsed."_s;
        if (m_failed.isEmpty())
            m_failed = step.migration.version;
        else if (m_whyNoMore.isEmpty())
            tellMayFollow(told, m_failed);
    }

    QString whyNot(const StepScript &script)
    {
        if (!m_whyNoMore.isEmpty())
            return m_whyNoMore;
        if (m_end.passed())
            return u"The time for the rehearsal is used up."_s;
        if (script.runsInTransaction())
            return {};
        m_hasGap = true;
        for (const auto &statement : script.script().statements)
            if (!statement.whyAlone.isEmpty())
                return statement.whyAlone;
        return u"The file asks to run outside a transaction."_s;
    }

    Result<Rows> runScript(const StepScript &script, std::optional<Error> &failure)
    {
        auto begun = execute("SAVEPOINT seawall_step");
        if (begun)
            begun = m_connection.execute(u"SELECT pg_catalog.pg_current_wal_insert_lsn()"_s, {}, patience());
        if (!begun)
            return begun;
        m_start = Lsn::parse(begun->bytes(0, 0));
        int done = 0;
        // What COMMIT would check is checked here.
        const auto text = script.sent({}) + "SET CONSTRAINTS ALL IMMEDIATE";
        const auto ran = execute(text, [&](int result) { done = result + 1; });
        if (ran)
            return afterScript();
        if (m_connection.isBroken() || m_stop.stop_requested())
            return ran;
        const auto [statement, position] = ran.error().position > 0 ? script.located({}, ran.error().position)
                                                                    : std::pair(done, qsizetype{0});
        failure = script.explained(ran.error(), statement, position);
        const auto back = execute("ROLLBACK TO SAVEPOINT seawall_step");
        return back ? reset() : back;
    }

    Result<Rows> afterScript()
    {
        if (auto done = reset(); !done)
            return done;
        auto deferred = ask(u"deferred_constraints"_s);
        if (!deferred || deferred->isNull(0, 0))
            return deferred;
        return execute("SET CONSTRAINTS " + deferred->text(0, 0).toUtf8() + " DEFERRED");
    }

    /// Runs down on top of up, compares with what was before, and takes it back again.
    Result<Rows> rehearseDown(const MigrationStep &step, Rehearsal &told)
    {
        auto down = step;
        down.direction = Direction::Down;
        const auto script = StepScript::read(down);
        if (!script) {
            told.downError = script.error();
            told.downRestores = false;
            return Rows();
        }
        if (!script->runsInTransaction())
            return Rows();
        if (auto begun = execute("SAVEPOINT seawall_up"); !begun)
            return begun;
        if (auto done = runScript(*script, told.downError); !done)
            return done;
        told.downRestores = !told.downError;
        if (!told.downError) {
            const auto after = readFingerprint(m_connection, patience());
            if (!after)
                return std::unexpected(after.error());
            told.difference = difference(m_before, *after);
            told.downRestores = told.difference.isEmpty();
        }
        const auto back = execute("ROLLBACK TO SAVEPOINT seawall_up");
        return back ? reset() : back;
    }

    Connection &m_connection;
    const RehearsalOptions &m_options;
    std::stop_token m_stop;
    Deadline m_end;
    SchemaFingerprint m_before; ///< of the step
    RehearsedLocks m_locks;
    std::optional<Lsn> m_start;
    QString m_whyNoMore;
    QString m_failed;      ///< the first one that did
    bool m_hasGap = false; ///< a step was left out
};

} // namespace

void tellMayFollow(Rehearsal &rehearsal, const QString &failed)
{
    rehearsal.mayFollow = true;
    rehearsal.error->hint =
        u"It may follow from %1, which failed before it: correct that one first."_s.arg(failed);
}

Result<std::vector<Rehearsal>> rehearse(Connection &connection, const std::vector<MigrationStep> &steps,
                                        const RehearsalOptions &options, std::stop_token stop)
{
    return Rehearser(connection, options, std::move(stop)).run(steps);
}

} // namespace seawall::db
