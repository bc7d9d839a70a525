// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/readinesswords.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = db::ReadinessCheck::State;

namespace {

QString counted(int number, const QString &one, const QString &many)
{
    return u"%1 %2"_s.arg(number).arg(number == 1 ? one : many);
}

} // namespace

QString readinessWord(const db::Readiness &readiness)
{
    switch (readiness.state()) {
    case State::Ok:
        return u"READY"_s;
    case State::Warning:
        return counted(readiness.count(State::Warning), u"WARNING"_s, u"WARNINGS"_s);
    case State::Blocking:
        return u"NOT READY"_s;
    case State::Unknown:
        break;
    }
    return u"UNKNOWN"_s;
}

QString readinessSentence(const db::Readiness &readiness)
{
    QStringList against;
    if (const int blocking = readiness.count(State::Blocking))
        against << counted(blocking, u"check speaks against it"_s, u"checks speak against it"_s);
    if (const int unknown = readiness.count(State::Unknown))
        against << counted(unknown, u"is unknown"_s, u"are unknown"_s);
    if (const int warnings = readiness.count(State::Warning))
        against << counted(warnings, u"warns"_s, u"warn"_s);
    const auto fine =
        u"%1 of %2 checks are fine"_s.arg(readiness.count(State::Ok)).arg(readiness.checks.size());
    const auto who = u"From %1 to %2"_s.arg(readiness.primary, readiness.candidate);
    if (against.isEmpty())
        return u"%1: %2 now. That is no guarantee."_s.arg(who, fine);
    return u"%1: %2; %3."_s.arg(who, against.join(u", "_s), fine);
}

QString nobodySentence(bool hasPrimary)
{
    return hasPrimary ? u"No replica answers that could take over."_s
                      : u"No primary is known to fail over from."_s;
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
