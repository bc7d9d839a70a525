// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sandbox/sandboxoperation.h"

#include "db/sandbox.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Preview SandboxOperation::preview() const
{
    Preview preview;
    preview.target.profile = u"sandbox"_s;
    if (db::Sandbox::open(m_directory)) {
        preview.title = u"Open the sandbox on this machine?"_s;
        preview.verb = u"Open the sandbox"_s;
        preview.actions = {u"Folder %1"_s.arg(m_directory),
                           u"Those of its servers that do not run are started"_s,
                           u"A light load while it is shown here"_s};
        preview.consequence =
            u"It is as it was left. 'seawallctl sandbox down --dir %1' removes it."_s.arg(m_directory);
        return preview;
    }
    preview.title = u"Make a sandbox on this machine?"_s;
    preview.verb = u"Make a sandbox"_s;
    preview.actions = {u"Folder %1"_s.arg(m_directory),
                       u"initdb: a primary on 127.0.0.1, port 5432 or the next free one"_s,
                       u"pg_basebackup: a streaming replica of it beside it (%1)"_s.arg(m_replicas),
                       u"Database pulse_db with a little data, from migrations"_s};
    preview.consequence = u"Servers of its own from the PostgreSQL of this machine; nothing else is touched. "
                          "'seawallctl sandbox down --dir %1' removes it."_s.arg(m_directory);
    return preview;
}

Outcome SandboxOperation::run(const ProgressSink &progress, std::stop_token)
{
    progress({-1, u"Making a primary and its replica"_s});
    db::SandboxOptions options;
    options.directory = m_directory;
    options.replicas = m_replicas;
    const auto sandbox = db::Sandbox::up(options, db::Deadline::in(180s));
    if (!sandbox)
        return {Outcome::State::Failed, sandbox.error().message, {}, sandbox.error()};
    const auto profile = ClusterProfile::fromEnvFile(sandbox->envFile());
    if (!profile)
        return {Outcome::State::Failed, profile.error().message, {}, profile.error()};
    *m_profile = *profile;
    return {Outcome::State::Succeeded, u"The sandbox in %1 is up."_s.arg(m_directory), {}, std::nullopt};
}

} // namespace seawall::models
