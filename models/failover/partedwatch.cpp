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

PartedWatch::PartedWatch(ClusterProfile profile, QObject *parent)
    : QObject(parent), m_profile(std::move(profile))
{}

PartedWatch::~PartedWatch() = default;

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
    const int round = ++m_round;
    m_worker.request_stop();
    if (m_worker.joinable())
        m_leaving.push_back(std::move(m_worker));
    m_isRunning = !m_pairs.empty();
    Q_EMIT changed();
    if (m_pairs.empty())
        return;
    m_worker = std::jthread([this, round, pairs = m_pairs, profile = m_profile](const std::stop_token &stop) {
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
        m_inbox.post([this, round, found, now = QDateTime::currentMSecsSinceEpoch()] {
            if (round != m_round)
                return;
            m_isRunning = false;
            m_takenMs = now;
            m_findings = found;
            Q_EMIT changed();
        });
    });
}

} // namespace seawall::models
