// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/readinesswords.h"

#include "db/failover/preflight.h"
#include "db/monitor/spokenname.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = db::ReadinessCheck::State;

namespace {

QString counted(int number, const QString &one, const QString &many)
{
    return u"%1 %2"_s.arg(number).arg(number == 1 ? one : many);
}

/// What it asks for, in the words of the list.
QString firstOf(const db::Readiness &readiness, State state)
{
    const auto found = std::ranges::find(readiness.checks, state, &db::ReadinessCheck::state);
    return found == readiness.checks.end() ? QString() : u"'%1'"_s.arg(found->title);
}

QString primaryOf(const db::Readiness &readiness)
{
    return db::spokenName(readiness.primary, db::Role::Primary, readiness.primaryAddress);
}

QString candidateOf(const db::Readiness &readiness)
{
    return db::spokenName(readiness.candidate, db::Role::Replica, readiness.candidateAddress);
}

} // namespace

bool isOnlyFailover(const db::Readiness &readiness)
{
    const auto &lost = readiness.primaryError;
    const auto *candidate = readiness.check(u"candidate"_s);
    const bool isLost =
        lost && (lost->kind == db::ErrorKind::Refused || lost->kind == db::ErrorKind::Timeout ||
                 lost->kind == db::ErrorKind::HostUnknown || lost->kind == db::ErrorKind::ConnectionLost ||
                 lost->kind == db::ErrorKind::ServerNotReady);
    return isLost && !readiness.candidateError && candidate && candidate->state != State::Blocking;
}

QString readinessWord(const db::Readiness &readiness)
{
    if (isOnlyFailover(readiness))
        return u"FAILOVER POSSIBLE"_s;
    switch (readiness.state()) {
    case State::Ok:
        return u"READY"_s;
    case State::Warning:
        return u"READY, %1"_s.arg(counted(readiness.count(State::Warning), u"WARNING"_s, u"WARNINGS"_s));
    case State::Blocking:
        return u"NOT READY"_s;
    case State::Unknown:
        break;
    }
    return u"UNKNOWN"_s;
}

QString readinessSentence(const db::Readiness &readiness)
{
    if (isOnlyFailover(readiness))
        return onlyFailoverSentence(primaryOf(readiness), candidateOf(readiness));
    const auto who = u"from %1 to %2"_s.arg(primaryOf(readiness), candidateOf(readiness));
    const auto all = readiness.checks.size();
    const auto fine = u"%1 of %2 checks are fine"_s.arg(readiness.count(State::Ok)).arg(all);
    QStringList against;
    if (const int blocking = readiness.count(State::Blocking))
        against << counted(blocking, u"check speaks against it (%1)"_s, u"checks speak against it (%1, …)"_s)
                       .arg(firstOf(readiness, State::Blocking));
    if (const int unknown = readiness.count(State::Unknown))
        against << counted(unknown, u"is unknown (%1)"_s, u"are unknown (%1, …)"_s)
                       .arg(firstOf(readiness, State::Unknown));
    if (const int warnings = readiness.count(State::Warning))
        against
            << counted(warnings, u"warns (%1)"_s, u"warn (%1, …)"_s).arg(firstOf(readiness, State::Warning));
    const auto told = against.join(u", "_s);
    switch (readiness.state()) {
    case State::Ok:
        return u"A switchover %1 is possible without loss: %2 now. That is no guarantee."_s.arg(who, fine);
    case State::Warning:
        return u"A switchover %1 is possible: %2; %3."_s.arg(who, told, fine);
    case State::Blocking:
        return u"No switchover %1 now: %2; %3."_s.arg(who, told, fine);
    case State::Unknown:
        break;
    }
    return all == 0 ? u"Whether a switchover %1 is possible is unknown."_s.arg(who)
                    : u"Whether a switchover %1 is possible is unknown: %2; %3."_s.arg(who, told, fine);
}

QString onlyFailoverSentence(const QString &primary, const QString &candidate)
{
    const auto why = primary.isEmpty() ? u"No primary is known"_s : u"No answer comes from %1"_s.arg(primary);
    return u"%1, so no switchover. A failover to %2 is possible; it says beforehand what it loses."_s.arg(
        why, candidate);
}

QString primaryStillHeard(const db::Snapshot &snapshot)
{
    const bool isHeard = snapshot.verdict == db::ClusterVerdict::Degraded && !snapshot.hasPrimary();
    return isHeard ? snapshot.reason : QString();
}

QString wayOutOf(const db::Snapshot &snapshot)
{
    const auto *candidate = snapshot.node(db::bestCandidate(snapshot));
    if (snapshot.verdict != db::ClusterVerdict::NoPrimary || !candidate)
        return {};
    return u"Next: bring the primary back, which loses nothing; or, once it is sure that it takes no writes "
           "and stays down: seawallctl failover promote %1"_s.arg(candidate->address);
}

QString nobodySentence(bool hasPrimary)
{
    return hasPrimary ? u"No replica answers that could take over. Start one that is down, or rejoin it."_s
                      : u"No primary is known to fail over from, and no replica answers."_s;
}

Guard::State readinessState(const db::Readiness &readiness)
{
    return isOnlyFailover(readiness) ? Guard::State::Warning : guardState(readiness.state());
}

Guard::State guardState(State state)
{
    switch (state) {
    case State::Ok:
        return Guard::State::Ok;
    case State::Warning:
        return Guard::State::Warning;
    case State::Blocking:
        return Guard::State::Blocking;
    case State::Unknown:
        break;
    }
    return Guard::State::Unknown;
}

Guard guardOf(const db::ReadinessCheck &check)
{
    return {check.title, check.measured, check.remedy, guardState(check.state)};
}

} // namespace seawall::models
