// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/partedwatch.h"

#include "models/failover/failoversite.h"
#include "models/printedcommand.h"

#include <QDateTime>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto readPatience = 30s; // pg_waldump reads all WAL since the two parted

} // namespace

PartedWatch::PartedWatch(ClusterProfile profile, std::chrono::milliseconds rest, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_rest(rest)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PartedWatch::renew);
}

PartedWatch::~PartedWatch() = default;

void PartedWatch::look(const QObject *looker, bool isLooking)
{
    if (!isLooking) {
        m_lookers.remove(looker);
        return;
    }
    if (m_lookers.contains(looker))
        return;
    m_lookers.insert(looker);
    connect(looker, &QObject::destroyed, this, [this, looker] { m_lookers.remove(looker); });
    renew(); // it may be of long ago
}

PartedWatch::Pairs PartedWatch::pairsOf(const db::Snapshot &snapshot)
{
    Pairs pairs;
    if (snapshot.verdict == db::ClusterVerdict::SplitBrain) { // who stays is a person's choice: both ways
        for (const auto &node : snapshot.nodes)
            for (const auto &other : snapshot.nodes)
                if (&node != &other && node.isPrimary() && other.isPrimary() &&
                    node.facts.systemIdentifier == other.facts.systemIdentifier)
                    pairs.emplace_back(node.name, other.name);
    } else if (const auto *primary = snapshot.primary()) {
        for (const auto &node : snapshot.nodes)
            if (node.verdict == db::ReplicaVerdict::Diverged &&
                node.facts.systemIdentifier == primary->facts.systemIdentifier)
                pairs.emplace_back(node.name, primary->name);
    }
    return pairs;
}

void PartedWatch::setSnapshot(const db::SnapshotPtr &snapshot)
{
    m_isSplitBrain = snapshot->verdict == db::ClusterVerdict::SplitBrain;
    auto pairs = pairsOf(*snapshot);
    if (pairs == m_pairs)
        return;
    m_pairs = std::move(pairs);
    m_findings.clear();
    refresh();
}

void PartedWatch::refresh()
{
    m_isRenewing = false;
    ask();
    Q_EMIT changed();
}

/// What reads much is not read all the time.
void PartedWatch::rest()
{
    m_timer.start(std::max(m_rest, 5 * m_took));
}

void PartedWatch::renew()
{
    if (m_lookers.isEmpty() || m_isRunning || m_findings.empty())
        return;
    m_isRenewing = true;
    ask();
}

void PartedWatch::ask()
{
    const int round = ++m_round;
    m_timer.stop();
    if (m_isRunning) {
        m_worker.request_stop();
        m_leaving.push_back(std::move(m_worker));
    }
    m_isRunning = !m_pairs.empty();
    if (m_pairs.empty())
        return;
    m_worker = std::jthread([this, round, pairs = m_pairs, profile = m_profile](const std::stop_token &stop) {
        const auto begun = std::chrono::steady_clock::now();
        const auto site = FailoverSite::of(profile, {});
        std::vector<Finding> found;
        for (const auto &[node, primary] : pairs) {
            const auto *one = db::memberOf(site.members, node);
            const auto *other = db::memberOf(site.members, primary);
            if (!one || !other)
                continue;
            auto writes = db::partedWrites(*one, *other, db::Deadline::in(readPatience), stop);
            if (writes)
                std::ranges::for_each(writes->waysOut,
                                      [&](QString &way) { way = withEnv(way, profile.envFile); });
            found.push_back({node, primary, std::move(writes)});
        }
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
        m_inbox.post([this, round, found, took, now = QDateTime::currentMSecsSinceEpoch()] {
            if (round != m_round)
                return;
            m_isRunning = m_isRenewing = false;
            m_took = took;
            m_takenMs = now;
            m_findings = found;
            rest();
            Q_EMIT changed();
        });
    });
}

} // namespace seawall::models
