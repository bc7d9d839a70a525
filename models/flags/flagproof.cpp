// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagproof.h"

#include "models/flags/flagfigures.h"
#include "models/format.h"
#include "models/workload/workload.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = FlagProofState::State;

namespace {

constexpr int enoughInARow = 2;     // one Snapshot may catch a reconnect
constexpr double clearlyMore = 1.5; // of transactions a second …
constexpr double clearlyLess = 0.5;
constexpr double leastRate = 5; // … where there are enough of them to tell; the console's own are about 1
constexpr double millisecondsASecond = 1000;

/// 'restart it', in the words that are configured.
QString wayOn(const QString &restart)
{
    return restart.isEmpty() ? u"restart the services that read it, or revert it."_s
                             : u"restart: %1; or revert it."_s.arg(restart);
}

} // namespace

FlagProof::FlagProof(const FlagDeclaration &flag, FlagChange change, const ClusterProfile &profile,
                     const std::vector<db::SnapshotPtr> &before)
    : m_flag(flag), m_profile(profile)
{
    m_state.change = std::move(change);
    m_state.restart = flag.restart;
    m_state.sinceMs = m_state.change.timeMs;
    m_state.untilMs = m_state.sinceMs + qint64(flag.pickUpSeconds * millisecondsASecond);
    const auto isOn = flagIsOn(m_state.change.to.value_or(QString()));
    if (flag.effect != FlagEffect::ReadsToReplica || !isOn) {
        end(State::NotVisible,
            flag.effect == FlagEffect::Fallback
                ? u"Whether it was picked up shows only when the replica is away; try it with a drill."_s
                : u"Whether it was picked up cannot be seen from the servers."_s);
        return;
    }
    m_wanted = *isOn ? 1 : -1;
    if (!before.empty())
        chooseWorkload(*before.back());
    double rates = 0;
    int count = 0;
    for (const auto &snapshot : before) {
        const auto figures = figuresOf(*snapshot);
        m_before.sessions = figures.sessions;
        if (figures.rate) {
            rates += *figures.rate;
            ++count;
        }
    }
    if (count > 0)
        m_before.rate = rates / count;
    m_state.sentence =
        u"Watching whether it is picked up, for %1."_s.arg(format::seconds(flag.pickUpSeconds));
    if (m_wanted < 0 && m_before.sessions == 0)
        end(State::Unknown, u"No session read from the replica before, so that nothing could move."_s);
}

void FlagProof::chooseWorkload(const db::Snapshot &before)
{
    const auto sessionsOf = [&](const QString &application) {
        int sum = 0;
        for (const auto &node : before.nodes)
            sum += applicationSessions(node, m_profile, application).value_or(0);
        return sum;
    };
    m_isWorkload = sessionsOf(m_flag.application) == 0 && sessionsOf(workloadApplication.toString()) > 0;
    if (m_isWorkload)
        m_flag.application = workloadApplication.toString();
}

FlagProof::Figures FlagProof::figuresOf(const db::Snapshot &snapshot) const
{
    Figures figures;
    if (const auto sessions = replicaSessions(snapshot, m_profile, m_flag.application))
        figures.sessions = *sessions;
    figures.rate = replicaTransactions(snapshot);
    return figures;
}

/// A pool keeps its connections for a while: sessions that stay but fall silent have moved as well.
FlagProof::Moved FlagProof::whatMoved(const Figures &now) const
{
    const auto was = m_before.sessions.value_or(0), is = now.sessions.value_or(was);
    const bool knowsRates = m_before.rate && now.rate;
    if (m_wanted > 0 ? is > was : is == 0 || is < was * clearlyLess)
        return Moved::Sessions;
    const bool isBusy =
        m_wanted > 0 && knowsRates && *now.rate >= leastRate && *now.rate > *m_before.rate * clearlyMore;
    const bool isSilent =
        m_wanted < 0 && knowsRates && *m_before.rate >= leastRate && *now.rate < *m_before.rate * clearlyLess;
    return isBusy || isSilent ? Moved::Rate : Moved::No;
}

QString FlagProof::pickedUp(Moved what, const Figures &now) const
{
    const auto after = u"Picked up after %1: "_s.arg(format::seconds(m_state.afterSeconds));
    if (what == Moved::Rate)
        return after + u"%1 transactions a second on the replicas, %2 before."_s.arg(
                           format::count(qint64(*now.rate)), format::count(qint64(*m_before.rate)));
    return after + u"%1 sessions of the %2 on the replicas, %3 before."_s.arg(
                       format::count(qint64(*now.sessions)), m_isWorkload ? u"workload"_s : u"application"_s,
                       format::count(qint64(*m_before.sessions)));
}

void FlagProof::add(const db::Snapshot &snapshot)
{
    if (isOver() || snapshot.timeMs <= m_state.sinceMs)
        return;
    const auto now = figuresOf(snapshot);
    m_seen = m_seen || (now.sessions && m_before.sessions);
    const auto moved = now.sessions && m_before.sessions ? whatMoved(now) : Moved::No;
    m_moved = moved == Moved::No ? 0 : m_moved + 1;
    if (m_moved >= enoughInARow) {
        m_state.afterSeconds = double(snapshot.timeMs - m_state.sinceMs) / millisecondsASecond;
        end(State::PickedUp, pickedUp(moved, now));
    } else if (snapshot.timeMs >= m_state.untilMs && m_seen) {
        end(State::NotPickedUp, u"Not picked up within %1: %2"_s.arg(format::seconds(m_flag.pickUpSeconds),
                                                                     wayOn(m_state.restart)));
    } else if (snapshot.timeMs >= m_state.untilMs) {
        end(State::Unknown,
            u"Whether it was picked up is unknown: the replicas' sessions could not be read."_s);
    }
}

void FlagProof::end(FlagProofState::State state, const QString &sentence)
{
    m_state.state = state;
    m_state.sentence = sentence;
}

} // namespace seawall::models
