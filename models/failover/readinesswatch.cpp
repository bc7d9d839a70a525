// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/readinesswatch.h"

#include "db/monitor/spokenname.h"
#include "models/failover/preflightrequest.h"
#include "models/failover/readinesswords.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;

namespace {

/// Changes with what makes an answer out of date at once.
QString signatureOf(const db::Snapshot &snapshot)
{
    QString text;
    for (const auto &node : snapshot.nodes)
        text += u"%1 %2 %3 %4 %5 "_s.arg(node.name, db::toString(node.facts.role), db::toString(node.verdict))
                    .arg(node.reachable)
                    .arg(node.refusesWrites());
    return text;
}

} // namespace

ReadinessWatch::ReadinessWatch(ClusterProfile profile, Times times, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_times(times)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ReadinessWatch::ask);
}

ReadinessWatch::~ReadinessWatch() = default;

void ReadinessWatch::look(const QObject *looker, bool isLooking)
{
    if (!isLooking) {
        m_lookers.remove(looker);
        disconnect(looker, nullptr, this, nullptr);
        if (m_lookers.isEmpty())
            m_timer.stop();
        return;
    }
    if (m_lookers.contains(looker))
        return;
    m_lookers.insert(looker);
    connect(looker, &QObject::destroyed, this, [this, looker] { look(looker, false); });
    const bool isOld = !m_asked || Clock::now() - *m_asked >= m_times.period;
    if (isOld)
        refresh();
    else if (!m_timer.isActive())
        m_timer.start(m_times.period);
}

void ReadinessWatch::setSnapshot(const db::SnapshotPtr &snapshot)
{
    const auto heardBefore = primaryStillHeard();
    m_snapshot = snapshot;
    choose();
    freshen();
    if (primaryStillHeard() != heardBefore)
        Q_EMIT changed();
    auto signature = signatureOf(*snapshot);
    if (signature == m_signature)
        return;
    m_signature = std::move(signature);
    refresh();
}

void ReadinessWatch::setCandidate(const QString &name)
{
    m_wanted = name;
    choose();
}

void ReadinessWatch::choose()
{
    if (!m_snapshot)
        return;
    const auto primary = primaryToLeave(*m_snapshot);
    const auto *wanted = m_snapshot->node(m_wanted);
    const auto *now = m_snapshot->node(m_candidate);
    auto candidate = m_wanted;
    if (!wanted || m_wanted == primary) {
        candidate = db::bestCandidate(*m_snapshot);
        // Two that are as good as each other would take turns: the one that was chosen stays, until nobody
        // sends WAL any more and only what each of them has counts.
        const bool isLost = m_snapshot->verdict == db::ClusterVerdict::NoPrimary;
        if (!isLost && now && now->reachable && now->verdict == db::ReplicaVerdict::Streaming &&
            m_candidate != primary)
            candidate = m_candidate;
    }
    if (candidate == m_candidate && primary == m_primary)
        return;
    m_primary = primary;
    m_candidate = candidate;
    m_readiness.reset();
    Q_EMIT changed();
    refresh();
}

QString ReadinessWatch::spokenPrimary() const
{
    return db::spokenIn(m_snapshot, m_primary, db::Role::Primary);
}

QString ReadinessWatch::spokenCandidate() const
{
    return db::spokenIn(m_snapshot, m_candidate, db::Role::Replica);
}

QString ReadinessWatch::wayOut() const
{
    if (!m_snapshot || m_snapshot->hasPrimary())
        return {};
    if (const auto heard = primaryStillHeard(); !heard.isEmpty())
        return heard;
    return m_candidate.isEmpty()
               ? tr("No node that answers takes writes, and no replica answers. Start a server.")
               : tr("No node that answers takes writes. Bring the primary back, or fail over to %1.")
                     .arg(spokenCandidate());
}

QString ReadinessWatch::primaryStillHeard() const
{
    return m_snapshot ? models::primaryStillHeard(*m_snapshot) : QString();
}

void ReadinessWatch::freshen()
{
    const auto *node = m_snapshot ? m_snapshot->node(m_candidate) : nullptr;
    if (!m_readiness || !node)
        return;
    const auto before = *m_readiness;
    const auto *primary = m_snapshot->primary();
    const bool isClosed = primary && primary->closed;
    static const QStringList live{u"streaming"_s, u"replaying"_s, u"lag"_s};
    for (auto &fresh : db::checksFrom(*m_snapshot, m_candidate, {})) {
        const auto shown = std::ranges::find(m_readiness->checks, fresh.id, &db::ReadinessCheck::id);
        if (shown == m_readiness->checks.end())
            continue;
        const bool isNews = fresh.id == u"primary" && (isClosed || fresh.state != shown->state);
        if (live.contains(fresh.id) || isNews)
            *shown = std::move(fresh);
    }
    // One that takes no new sessions is not lost: what is connected goes on writing.
    if (primary && primary->name == m_primary)
        m_readiness->primaryError.reset();
    m_readiness->rpoBytes = node->rpoBytes;
    if (!(before == *m_readiness))
        Q_EMIT changed();
}

void ReadinessWatch::refresh()
{
    if (m_lookers.isEmpty() || m_isRunning) {
        m_asked.reset(); // then at the next look, or after the answer
        return;
    }
    const auto since = m_asked ? Clock::now() - *m_asked : Clock::duration(m_times.gap);
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(m_times.gap - since);
    m_timer.start(std::max(rest, std::chrono::milliseconds(0)));
}

void ReadinessWatch::ask()
{
    auto request = preflightRequest(m_profile, m_primary, m_candidate);
    if (!request || m_isRunning)
        return;
    m_isRunning = true;
    m_asked = Clock::now();
    m_worker =
        std::jthread([this, request = std::move(*request), file = m_recordFile](const std::stop_token &stop) {
            const auto answer = checkNow(request, file, db::Deadline::in(m_times.patience), stop);
            if (answer) // else it was stopped: nobody waits for it
                m_inbox.post([this, readiness = *answer] { onAnswered(readiness); });
        });
}

void ReadinessWatch::onAnswered(const db::Readiness &readiness)
{
    m_isRunning = false;
    const bool isWanted = readiness.primary == m_primary && readiness.candidate == m_candidate;
    const bool isAsked = m_asked.has_value();
    if (isWanted)
        m_readiness = readiness;
    freshen();
    if (!m_lookers.isEmpty())
        m_timer.start(isWanted && isAsked ? m_times.period : std::min(m_times.gap, m_times.period));
    Q_EMIT changed();
}

ReadinessWatch::Phase ReadinessWatch::phase() const
{
    if (!m_snapshot)
        return Phase::NoCluster;
    if (m_candidate.isEmpty() || m_primary.isEmpty())
        return Phase::NoReplica;
    return m_readiness ? Phase::Known : Phase::Asking;
}

bool ReadinessWatch::isStale(qint64 nowMs) const
{
    return m_readiness && nowMs - m_readiness->takenMs > 3 * m_times.period.count();
}

} // namespace seawall::models
