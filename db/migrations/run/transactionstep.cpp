// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/stepwork.h"

#include <QElapsedTimer>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto noLimit = std::chrono::hours(24 * 365);

/// One migration as one text: BEGIN; script; its row; COMMIT; reset. The server's answers tell how far it is.
class TransactionStep final
{
public:
    explicit TransactionStep(StepWork &work)
        : m_work(work), m_form(work.session.isPrepared() && !seemsToPrepare() ? HistoryForm::Prepared
                                                                              : HistoryForm::InScript)
    {}

    StepReport run()
    {
        m_timer.start();
        do {
            ++m_report.lockTries;
            m_failure.reset();
            attempt();
            if (isUnprepared()) {
                m_form = HistoryForm::InScript;
                m_failure.reset();
                attempt();
            }
        } while (m_failure && m_work.tryAgain(*m_failure, m_report));
        if (m_failure)
            conclude();
        return m_report;
    }

private:
    static constexpr int resultsBefore = 1;
    /// From the script's last to that of COMMIT: the settings, the row.
    int resultsToCommit() const { return static_cast<int>(m_work.session.ownSettings().count(';')) + 2; }

    /// Whether the script changes what the session has prepared, as far as its text shows.
    bool seemsToPrepare() const
    {
        const auto &text = m_work.script.script().text;
        return text.contains(u"prepare"_s, Qt::CaseInsensitive) ||
               text.contains(u"deallocate"_s, Qt::CaseInsensitive);
    }
    /// Whether it released what the session had prepared, by ways that its text does not show.
    bool isUnprepared() const
    {
        return m_failure && m_failure->sqlState == u"26000" && m_form == HistoryForm::Prepared &&
               isScriptDone();
    }
    bool isScriptDone() const { return m_results >= resultsBefore + m_work.script.count(); }

    QByteArray text() const
    {
        auto text = m_work.script.sent(m_before);
        text += m_work.session.ownSettings();
        text += m_work.finishedStatement(m_form).toUtf8();
        text += "\n;\nCOMMIT;\n";
        return text + MigrationSession::leftovers;
    }

    void attempt()
    {
        m_results = 0;
        const int count = m_work.script.count();
        const auto told = [&](int result) {
            m_results = result + 1;
            const int done = m_results - resultsBefore;
            if (done > 0 && done <= count)
                m_work.events.tell(m_work.index, {.kind = RunEvent::Kind::Statement,
                                                  .done = done,
                                                  .total = count,
                                                  .text = {},
                                                  .blockers = {}});
        };
        const auto watched = m_work.watch();
        const auto rows =
            m_work.session.connection().executeScript(text(), told, Deadline::in(noLimit), m_work.stop);
        if (rows || m_results >= resultsBefore + count + resultsToCommit()) {
            isDone(rows ? *rows : Rows());
            return;
        }
        m_failure = rows.error();
        if (!m_work.session.connection().isBroken() && !m_work.session.recover())
            m_isLost = true; // the transaction ends with the session
        m_isLost = m_isLost || m_work.session.connection().isBroken();
        if (m_isLost)
            resolve();
    }

    void isDone(const Rows &row)
    {
        m_report.state = StepReport::State::Done;
        m_report.statementsDone = m_work.script.count();
        m_report.seconds =
            row.real(0, row.column("seconds")).value_or(static_cast<double>(m_timer.nsecsElapsed()) / 1e9);
        const auto lsn = Lsn::parse(row.bytes(0, row.column("lsn")));
        if (lsn && m_work.start)
            m_report.walBytes = lsn->bytesSince(*m_work.start);
        m_report.commitLsn = lsn;
        if (row.count() > 0)
            m_work.session.setHasLock(row.boolean(0, row.column("has_lock")).value_or(false));
        if (m_form != HistoryForm::Prepared)
            m_work.session.prepare();
    }

    /// The session is gone, and with it perhaps the answer to COMMIT. A new session that has the lock knows.
    void resolve()
    {
        m_work.events.note(m_work.index, u"The connection was lost; asking the server what became of it."_s);
        const auto row = m_work.askHistory();
        m_isResolved = row.has_value();
        if (!row) {
            m_report.error = row.error();
            return;
        }
        const bool isApplied = *row && (*row)->state == HistoryEntry::State::Applied &&
                               (*row)->upChecksum == m_work.step.migration.up.checksum;
        const bool isGone = *row && (*row)->state == HistoryEntry::State::RolledBack;
        if (m_work.isUp() ? isApplied : isGone) {
            isDone({});
            m_failure.reset();
        }
    }

    void conclude()
    {
        if (m_isLost && !m_isResolved) {
            m_report.state = StepReport::State::Unknown;
            m_report.error = Error{
                m_failure->kind,
                u"%1: the connection was lost, and the server cannot be asked whether it was committed."_s
                    .arg(m_work.script.script().file),
                u"Look at the status once the server is back: it will tell applied or not applied."_s,
                m_failure->sqlState,
                m_report.error ? m_report.error->message : m_failure->detail,
                0};
            return;
        }
        const bool isCancelled = m_work.stop.stop_requested() &&
                                 (m_failure->sqlState == u"57014" || m_failure->kind == ErrorKind::Cancelled);
        m_report.state = isCancelled ? StepReport::State::Cancelled : StepReport::State::Failed;
        m_report.error = isCancelled ? cancelled() : explained();
    }

    Error cancelled() const
    {
        return {ErrorKind::Cancelled,
                u"%1 was stopped; its transaction was rolled back."_s.arg(m_work.script.script().file),
                u"Nothing of it stands; apply again when it suits."_s,
                {},
                {},
                0};
    }

    Error explained() const
    {
        if (m_isLost)
            return {ErrorKind::ConnectionLost,
                    u"%1: the connection was lost before it was committed; nothing of it stands."_s.arg(
                        m_work.script.script().file),
                    u"Apply again once the server is well."_s,
                    m_failure->sqlState,
                    m_failure->detail,
                    0};
        if (m_failure->position > 0 && !isScriptDone()) {
            const auto [statement, position] = m_work.script.located(m_before, m_failure->position);
            return m_work.script.explained(*m_failure, statement, position);
        }
        return m_work.withTries(
            m_work.script.explained(*m_failure, std::max(0, m_results - resultsBefore), 0), m_report);
    }

    StepWork &m_work;
    HistoryForm m_form;
    const QByteArray m_before = "BEGIN;\n";
    StepReport m_report;
    std::optional<Error> m_failure;
    QElapsedTimer m_timer;
    int m_results = 0;
    bool m_isLost = false, m_isResolved = false;
};

} // namespace

StepReport runInTransaction(StepWork &work)
{
    return TransactionStep(work).run();
}

} // namespace seawall::db
