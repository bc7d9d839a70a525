// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/readiness.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;
using State = ReadinessCheck::State;

QString toString(State state)
{
    switch (state) {
    case State::Ok:
        return u"ok"_s;
    case State::Warning:
        return u"warning"_s;
    case State::Blocking:
        return u"blocking"_s;
    case State::Unknown:
        break;
    }
    return u"unknown"_s;
}

const ReadinessCheck *Readiness::check(const QString &id) const
{
    const auto found = std::ranges::find(checks, id, &ReadinessCheck::id);
    return found == checks.end() ? nullptr : &*found;
}

int Readiness::count(State state) const
{
    return static_cast<int>(std::ranges::count(checks, state, &ReadinessCheck::state));
}

State Readiness::state() const
{
    for (const auto state : {State::Blocking, State::Unknown, State::Warning})
        if (count(state) > 0)
            return state;
    return checks.empty() ? State::Unknown : State::Ok;
}

} // namespace seawall::db
