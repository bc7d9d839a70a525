// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/sandboxcontrol.h"

#include "db/failover/control/waiting.h"
#include "db/sandbox/preparation.h"

#include <csignal>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// By its port, as a .env may have been swapped since; by its name where something stands in between.
const SandboxLayout::Node *nodeFor(const SandboxLayout &layout, const Endpoint &endpoint)
{
    const auto found = std::ranges::find(layout.nodes, endpoint.port(), &SandboxLayout::Node::port);
    return found != layout.nodes.end() ? &*found : layout.find(endpoint.name);
}

} // namespace

Result<std::unique_ptr<NodeControl>> SandboxControl::make(const ControlSettings &settings,
                                                          const Endpoint &endpoint)
{
    auto layout = SandboxLayout::load(settings.what);
    if (!layout)
        return std::unexpected(layout.error());
    const auto *node = nodeFor(*layout, endpoint);
    if (!node)
        return fail(ErrorKind::InvalidInput,
                    u"The sandbox in %1 has no node '%2'."_s.arg(settings.what, endpoint.name),
                    u"See its nodes with: seawallctl sandbox status --dir %1."_s.arg(settings.what));
    if (auto may = mayControl(*layout); !may)
        return std::unexpected(may.error());
    const auto binaries = binariesOf(*layout);
    if (!binaries)
        return std::unexpected(binaries.error());
    const auto name = node->name; // of the layout that moves away
    // The .env may call another node of the sandbox by that name.
    const auto spoken = endpoint.name == name ? name : u"localhost:%1"_s.arg(node->port);
    return std::make_unique<SandboxControl>(std::move(*layout), name, spoken, binaries->folder);
}

SandboxControl::SandboxControl(SandboxLayout layout, const QString &node, const QString &spoken,
                               const QString &binaries)
    : m_layout(std::move(layout)), m_node(node), m_spoken(spoken), m_processes(m_layout.dataDirectory(node)),
      m_files(m_layout.dataDirectory(node), binaries, m_layout.account)
{}

QString SandboxControl::describe() const
{
    return u"the node %1 of the sandbox in %2"_s.arg(m_spoken, m_layout.directory);
}

QStringList SandboxControl::commands(NodeAction action) const
{
    const auto verb = action == NodeAction::Kill ? u"stop --immediate"_s : toString(action);
    return {u"seawallctl sandbox %1 %2 --dir %3"_s.arg(verb, m_spoken, m_layout.directory)};
}

Result<void> SandboxControl::stop(bool kill, Deadline deadline, const std::stop_token &stop) const
{
    // In slices, so that a stop is heeded; a second SIGINT changes nothing.
    return waitUntil(
        [&] {
            const auto slice = std::min(Deadline::in(200ms).when(), deadline.when());
            return kill ? m_processes.kill(Deadline::at(slice))
                        : m_processes.shutDown(SIGINT, Deadline::at(slice));
        },
        u"%1 has not stopped"_s.arg(m_node), deadline, stop);
}

Result<void> SandboxControl::perform(NodeAction action, Deadline deadline, const std::stop_token &stop)
{
    auto sandbox = Sandbox::open(m_layout.directory);
    if (!sandbox)
        return std::unexpected(sandbox.error());
    switch (action) {
    case NodeAction::Stop:
    case NodeAction::Kill:
        return this->stop(action == NodeAction::Kill, deadline, stop);
    case NodeAction::Start:
        return sandbox->start(m_node);
    case NodeAction::Pause:
        return sandbox->pause(m_node);
    case NodeAction::Resume:
        return sandbox->resume(m_node);
    case NodeAction::Promote:
        break;
    }
    return fail(ErrorKind::InvalidInput, u"A sandbox's node is promoted by SQL."_s);
}

Result<ServerState> SandboxControl::state(Deadline, const std::stop_token &)
{
    if (m_processes.areGone())
        return ServerState::Stopped;
    return m_processes.isPaused() ? ServerState::Paused : ServerState::Running;
}

QString SandboxControl::rebuildCommand() const
{
    return u"seawallctl sandbox rebuild %1 --dir %2"_s.arg(m_spoken, m_layout.directory);
}

QString SandboxControl::passfile() const
{
    return m_layout.nodeFolder(m_node) + u"/pgpass"_s;
}

} // namespace seawall::db
