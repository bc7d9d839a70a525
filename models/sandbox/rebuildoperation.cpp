// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sandbox/rebuildoperation.h"

#include "db/monitor/spokenname.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Preview RebuildOperation::preview() const
{
    Preview preview;
    preview.target = m_target;
    const auto node = db::withAddress(m_target.node, m_target.address);
    preview.title = u"Make %1 anew as a replica?"_s.arg(node);
    preview.verb = u"Make %1 anew"_s.arg(db::typedName(m_target.node, m_target.role, m_target.address));
    preview.actions = {
        u"Stop it, and remove %1"_s.arg(m_sandbox.dataDirectory(m_node)),
        u"pg_basebackup of the server of the sandbox that takes writes, by the slot %1"_s.arg(m_node),
        u"Start it as a replica"_s};
    preview.consequence = u"What only %1 has is gone. There is no way back."_s.arg(node);
    preview.destructive = true;
    preview.typedConfirmation = db::typedName(m_target.node, m_target.role, m_target.address);
    if (m_target.role == db::Role::Primary)
        preview.guards.push_back({u"Its role now"_s, u"%1 takes writes"_s.arg(node),
                                  u"Save first what counts of it: pg_dump --data-only"_s,
                                  Guard::State::Warning});
    return preview;
}

Outcome RebuildOperation::run(const ProgressSink &progress, std::stop_token)
{
    progress({-1, u"Copying the primary"_s});
    const auto node = db::withAddress(m_target.node, m_target.address);
    if (const auto done = m_sandbox.rebuild(m_node, db::Deadline::in(180s)); !done)
        return {Outcome::State::Failed, u"%1: %2"_s.arg(node, done.error().message), {}, done.error()};
    return {Outcome::State::Succeeded, u"%1 is a replica and streams."_s.arg(node), {}, std::nullopt};
}

} // namespace seawall::models
