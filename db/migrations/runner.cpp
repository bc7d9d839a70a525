// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/runner.h"

#include "db/migrations/run/readahead.h"
#include "db/migrations/run/replicawatch.h"
#include "db/migrations/run/stepwork.h"

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

struct MigrationRunner::Private {
    Endpoint primary;
    std::vector<Endpoint> replicas;
    RunnerOptions options;
    std::mutex mutex; ///< guards watch
    ReplicaWatch *watch = nullptr;
};

namespace {

constexpr auto patience = 15s;

/// One run from its beginning to its end.
class Run final
{
public:
    Run(const Endpoint &primary, const RunnerOptions &options, RunEvents &events, ReplicaWatch &replicas,
        const std::vector<MigrationStep> &steps, const std::stop_token &stop)
        : m_options(options), m_events(events), m_replicas(replicas), m_steps(steps), m_stop(stop),
          m_session(primary, options, events), m_watcher(primary, events), m_scripts(steps)
    {}

    RunReport run()
    {
        m_report.steps.resize(m_steps.size());
        if (const auto ready = begin(); !ready)
            m_report.error = ready.error();
        for (size_t i = 0; i < m_steps.size() && !m_report.error; ++i)
            runStep(m_steps[i], static_cast<int>(i), m_report.steps[i]);
        return std::move(m_report);
    }

private:
    Result<void> begin()
    {
        if (auto opened = m_session.open(m_stop); !opened)
            return opened;
        auto history = readHistory(m_session.connection(), Deadline::in(patience));
        if (!history)
            return std::unexpected(history.error());
        if (!history->exists)
            if (auto made = createHistory(m_session.connection(), Deadline::in(patience)); !made)
                return made;
        m_session.prepare();
        for (auto &entry : history->entries)
            m_rows.emplace(entry.version, std::move(entry));
        return {};
    }

    void runStep(const MigrationStep &step, int index, StepReport &report)
    {
        if (m_session.connection().isBroken()) // lost behind the COMMIT of the one before
            if (const auto again = m_session.reopen(m_stop); !again) {
                m_report.error = again.error();
                return;
            }
        m_replicas.hold(index, m_session, m_stop);
        if (m_stop.stop_requested()) {
            m_report.error = Error{ErrorKind::Cancelled,
                                   u"Stopped before %1."_s.arg(step.migration.version),
                                   u"What was applied before it stands."_s,
                                   {},
                                   {},
                                   0};
            return;
        }
        m_events.tell(index, {.kind = RunEvent::Kind::StepStarted,
                              .text = step.migration.version + u' ' + step.migration.name,
                              .blockers = {}});
        work(step, index, report);
        if (report.state == StepReport::State::Skipped)
            return;
        if (report.state != StepReport::State::Done) {
            m_report.error = report.error;
            return;
        }
        remember(step);
        m_events.tell(
            index, {.kind = RunEvent::Kind::StepDone, .seconds = report.seconds, .text = {}, .blockers = {}});
        if (report.commitLsn)
            arrive(index, report);
        if (const auto kept = m_session.hasLock(); !kept)
            m_report.error = kept.error();
    }

    void work(const MigrationStep &step, int index, StepReport &report)
    {
        const auto found = m_rows.find(step.migration.version);
        const auto row = found == m_rows.end() ? std::nullopt : std::optional(found->second);
        const auto fits = stillFits(step, row);
        if (!fits || !*fits) {
            report.state = fits ? StepReport::State::Skipped : StepReport::State::Failed;
            if (fits)
                m_events.note(index, u"%1 was %2 meanwhile by %3; skipped."_s.arg(
                                         step.migration.version,
                                         step.direction == Direction::Up ? u"applied"_s : u"rolled back"_s,
                                         row ? row->appliedBy : u"somebody else"_s));
            else
                report.error = fits.error();
            return;
        }
        const auto script = m_scripts.take(static_cast<size_t>(index));
        if (!script) {
            report.state = StepReport::State::Failed;
            report.error = script.error();
            return;
        }
        StepWork work{m_session, m_watcher, m_events, m_options, step, *script, row, start(), index, m_stop};
        const bool oneTransaction = script->runsInTransaction() && step.firstStatement == 0;
        report = oneTransaction ? runInTransaction(work) : runAlone(work);
        m_position = m_replicas.isEmpty() ? report.commitLsn : std::nullopt;
    }

    /// What the history says of it now: the same run may go down and up again.
    void remember(const MigrationStep &step)
    {
        auto &row = m_rows[step.migration.version];
        row.version = step.migration.version;
        row.state =
            step.direction == Direction::Up ? HistoryEntry::State::Applied : HistoryEntry::State::RolledBack;
        row.upChecksum = step.migration.up.checksum;
        row.statementsDone = 0;
    }

    /// Where the primary's WAL is now. Without replicas there is no pause between two steps, and where the
    /// last one ended will do.
    std::optional<Lsn> start()
    {
        if (m_position)
            return m_position;
        const auto rows = m_session.ask(u"SELECT pg_catalog.pg_current_wal_insert_lsn()"_s);
        return rows ? Lsn::parse(rows->bytes(0, 0)) : std::nullopt;
    }

    void arrive(int index, StepReport &report)
    {
        if (m_replicas.isEmpty() || m_session.connection().isBroken())
            return;
        const auto committed = flushedLsn(m_session);
        if (!committed)
            return;
        report.commitLsn = *committed;
        report.arrivals = m_replicas.awaitArrivals(index, m_session, *committed, m_stop);
    }

    /// Whether a step is still to be done, after whoever had the lock before us. Errors: it cannot be done
    /// as it was planned.
    static Result<bool> stillFits(const MigrationStep &step, const std::optional<HistoryEntry> &row)
    {
        using State = HistoryEntry::State;
        const auto changed = [&](const QString &what) {
            return fail(ErrorKind::InvalidInput,
                        u"%1 %2 since this was planned."_s.arg(step.migration.version, what),
                        u"Look at the status and plan again."_s);
        };
        const bool isUp = step.direction == Direction::Up;
        const bool isUnfinished = row && (row->state == State::Applying || row->state == State::RollingBack);
        if (isUnfinished) {
            const bool sameDirection = (row->state == State::Applying) == isUp;
            if (sameDirection && step.firstStatement != row->statementsDone &&
                (isUp || step.firstStatement > 0))
                return changed(u"went on to statement %1"_s.arg(row->statementsDone));
            return true;
        }
        const bool stands = row && row->state != State::RolledBack;
        if (!isUp)
            return stands;
        if (step.firstStatement > 0 && !stands)
            return changed(u"was rolled back"_s);
        if (!stands)
            return true;
        if (row->upChecksum == step.migration.up.checksum || row->state == State::Baseline)
            return false;
        return step.migration.repeatable ? Result<bool>(true) : changed(u"was applied from another file"_s);
    }

    const RunnerOptions &m_options;
    RunEvents &m_events;
    ReplicaWatch &m_replicas;
    const std::vector<MigrationStep> &m_steps;
    const std::stop_token &m_stop;
    MigrationSession m_session;
    RunWatcher m_watcher;
    ReadAhead m_scripts;
    std::map<QString, HistoryEntry> m_rows;
    std::optional<Lsn> m_position; ///< of the primary's WAL after the last step
    RunReport m_report;
};

} // namespace

bool RunReport::isComplete() const
{
    return !error && std::ranges::all_of(steps, [](const StepReport &step) {
        return step.state == StepReport::State::Done || step.state == StepReport::State::Skipped;
    });
}

MigrationRunner::MigrationRunner(Endpoint primary, std::vector<Endpoint> replicas, RunnerOptions options)
    : d(std::make_unique<Private>())
{
    d->primary = std::move(primary);
    d->replicas = std::move(replicas);
    d->options = std::move(options);
}

MigrationRunner::~MigrationRunner() = default;

RunReport MigrationRunner::run(const std::vector<MigrationStep> &steps, const RunSink &sink,
                               std::stop_token stop)
{
    RunEvents events(sink);
    ReplicaWatch replicas(d->replicas, d->options, events);
    {
        const std::lock_guard lock(d->mutex);
        d->watch = &replicas;
    }
    auto report = Run(d->primary, d->options, events, replicas, steps, stop).run();
    const std::lock_guard lock(d->mutex);
    d->watch = nullptr;
    return report;
}

void MigrationRunner::goOn()
{
    const std::lock_guard lock(d->mutex);
    if (d->watch)
        d->watch->goOn();
}

} // namespace seawall::db
