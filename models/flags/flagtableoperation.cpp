// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagtableoperation.h"

#include "db/connection.h"
#include "db/sqlcatalog.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto makingTime = 30s;

QString script(int serverVersion)
{
    return db::catalogQuery(u"flag_table"_s, serverVersion).sql;
}

} // namespace

Preview FlagTableOperation::preview() const
{
    Preview preview;
    preview.title = u"Make the table of feature flags on %1?"_s.arg(m_primary.address());
    preview.verb = u"Make the table"_s;
    preview.actions = {script(130000)}; // the statement is the same for every supported version
    preview.consequence = u"Services can read their flags from seawall.feature_flag, and LISTEN to "
                          "seawall_feature_flag. The way back is to drop the two tables and the function."_s;
    preview.target = m_target;
    preview.needsReason = m_target.production;
    return preview;
}

Outcome FlagTableOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({-1, u"Making the table"_s});
    const auto failed = [](const db::Error &error) -> Outcome {
        const auto state =
            error.kind == db::ErrorKind::Cancelled ? Outcome::State::Cancelled : Outcome::State::Failed;
        return {state, error.message, {}, error};
    };
    const auto deadline = db::Deadline::in(makingTime);
    db::SessionOptions options;
    options.applicationName = u"seawall flags"_s;
    options.readOnly = false;
    auto connection = db::Connection::open(m_primary, options, deadline, stop);
    if (!connection)
        return failed(connection.error());
    const auto made = connection->executeSimple(script(connection->serverVersion()), deadline, stop);
    if (!made)
        return failed(made.error());
    return {Outcome::State::Succeeded, u"The table of feature flags is there, with its history."_s, {}, {}};
}

} // namespace seawall::models
