// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/writingsession.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Outcome endedBy(const db::Error &error)
{
    const auto state =
        error.kind == db::ErrorKind::Cancelled ? Outcome::State::Cancelled : Outcome::State::Failed;
    return {state, error.message, {}, error};
}

db::Result<db::Connection> openWritingSession(const db::Endpoint &primary, const std::stop_token &stop)
{
    db::SessionOptions options;
    options.applicationName = u"seawall migrations"_s;
    options.readOnly = false;
    options.statementTimeout = 60s;
    return db::Connection::open(primary, options, db::Deadline::in(10s), stop);
}

} // namespace seawall::models
