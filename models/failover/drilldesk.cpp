// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/drilldesk.h"

#include "models/failover/drillstore.h"
#include "models/printedcommand.h"

#include <QDir>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

DrillDesk::DrillDesk(ClusterProfile profile, QString directory, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_directory(std::move(directory))
{}

DrillDesk::~DrillDesk() = default;

void DrillDesk::prepare(std::function<db::Result<Make>(const FailoverSite &, const std::stop_token &)> find)
{
    if (m_phase != Phase::Idle)
        return;
    const int round = ++m_round;
    m_phase = Phase::Planning;
    Q_EMIT changed();
    m_worker = std::jthread([this, round, find = std::move(find), profile = m_profile,
                             directory = m_directory](const std::stop_token &stop) {
        auto made = find(FailoverSite::of(profile, directory), stop);
        m_inbox.post([this, round, made = std::move(made)] {
            if (round != m_round || m_phase != Phase::Planning)
                return;
            m_phase = Phase::Idle;
            if (made)
                m_prepared = (*made)();
            Q_EMIT changed();
            if (made)
                Q_EMIT prepared();
            else
                Q_EMIT failed(withEnv(made.error(), m_profile.envFile));
        });
    });
}

db::FailoverSink DrillDesk::sink()
{
    return [this](const db::FailoverEvent &event) {
        m_inbox.post([this, event] {
            m_moments.push_back({event.ms, u"drill"_s, event.text});
            Q_EMIT changed();
        });
    };
}

void DrillDesk::plan(db::DrillKind kind, const QString &node, const db::DrillOptions &options)
{
    prepare([this, kind, node, options](const FailoverSite &site,
                                        const std::stop_token &stop) -> db::Result<Make> {
        const auto plan = db::planDrill(site.members, kind, node, db::Deadline::in(20s), stop);
        if (!plan)
            return std::unexpected(plan.error());
        return [this, site, plan = *plan, options] {
            const auto name = plan.info().name;
            return PreparedDrill{std::make_unique<DrillOperation>(site, plan, options, DrillView{sink()}),
                                 name};
        };
    });
}

void DrillDesk::planUndo()
{
    if (!m_interrupted)
        return;
    prepare(
        [this, note = *m_interrupted](const FailoverSite &site, const std::stop_token &) -> db::Result<Make> {
            return [this, site, note] {
                return PreparedDrill{std::make_unique<DrillUndoOperation>(site, note, sink()), note.drill};
            };
        });
}

PreparedDrill DrillDesk::take()
{
    return std::exchange(m_prepared, {});
}

void DrillDesk::begin(int run, const QString &name)
{
    m_run = run;
    m_name = name;
    m_phase = Phase::Running;
    m_moments.clear();
    m_outcome.reset();
    m_clock.start();
    Q_EMIT changed();
}

void DrillDesk::end(int run, const Outcome &outcome)
{
    if (run != m_run || m_phase != Phase::Running)
        return;
    m_seconds = runSeconds();
    m_phase = Phase::Idle;
    m_outcome = outcome;
    Q_EMIT changed();
    examine();
}

void DrillDesk::examine()
{
    if (m_phase == Phase::Running || m_directory.isEmpty())
        return;
    const auto recordFile = QDir(m_directory).filePath(u"failover.json"_s);
    m_examiner = std::jthread([this, recordFile] {
        const auto note = db::DrillNote::load(db::DrillNote::pathFor(recordFile));
        // One that another program runs now is not cut off.
        const bool isFree = note && *note && db::FailoverLock::take(recordFile);
        auto results = DrillStore(DrillStore::pathFor(recordFile)).results();
        m_inbox.post([this, found = isFree ? *note : std::nullopt, results = std::move(results)] {
            if (m_phase == Phase::Running)
                return;
            m_interrupted = found;
            if (results) {
                m_results = *results;
                m_drills.setResults(m_results);
            }
            Q_EMIT changed();
        });
    });
}

double DrillDesk::runSeconds() const
{
    return m_clock.isValid() && m_phase == Phase::Running ? double(m_clock.elapsed()) / 1000 : m_seconds;
}

} // namespace seawall::models
