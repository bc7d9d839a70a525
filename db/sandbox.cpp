// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox.h"

#include "db/sandbox/builder.h"
#include "db/sandbox/config.h"
#include "db/sandbox/demomigrations.h"
#include "db/sandbox/lock.h"
#include "db/sandbox/ports.h"
#include "db/sandbox/preparation.h"
#include "db/sandbox/processes.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto startTime = 60s;
constexpr auto stopTime = 60s;
constexpr auto signalTime = 10s;

Error unknownNode(const SandboxLayout &layout, const QString &node)
{
    QStringList names;
    for (const auto &one : layout.nodes)
        names << one.name;
    return {ErrorKind::InvalidInput,
            u"The sandbox has no node '%1'."_s.arg(node),
            u"Its nodes are: %1."_s.arg(names.join(u", "_s)),
            {},
            {},
            0};
}

Error notInTime(const QString &node, const QString &what, const QString &hint)
{
    return {ErrorKind::Timeout, u"The node %1 did not %2 in time."_s.arg(node, what), hint, {}, {}, 0};
}

/// The layout, where it has that node and we may act on it.
Result<SandboxLayout> controlled(const QString &directory, const QString &node)
{
    auto layout = SandboxLayout::load(directory);
    if (!layout)
        return layout;
    if (auto may = mayControl(*layout); !may)
        return std::unexpected(may.error());
    if (!layout->find(node))
        return std::unexpected(unknownNode(*layout, node));
    return layout;
}

} // namespace

Sandbox::Sandbox(QString directory) : m_directory(std::move(directory))
{}

Result<Sandbox> Sandbox::open(const QString &directory)
{
    const auto layout = SandboxLayout::load(directory);
    if (!layout)
        return std::unexpected(layout.error());
    return Sandbox(layout->directory);
}

Result<Sandbox> Sandbox::up(const SandboxOptions &options, Deadline deadline)
{
    if (options.replicas < 0 || options.replicas > 50)
        return fail(ErrorKind::InvalidInput, u"A sandbox has 0 to 50 replicas."_s, u"Change --replicas."_s);
    const auto account = ServiceAccount::choose();
    if (!account)
        return std::unexpected(account.error());
    const auto directory = prepareDirectory(options.directory, *account);
    if (!directory)
        return std::unexpected(directory.error());
    const auto lock = SandboxLock::take(*directory, deadline);
    if (!lock)
        return std::unexpected(lock.error());
    auto layout = SandboxLayout::existsIn(*directory) ? SandboxLayout::load(*directory)
                                                      : freshLayout(*directory, options, *account);
    if (!layout)
        return std::unexpected(layout.error());
    if (auto may = mayControl(*layout); !may)
        return std::unexpected(may.error());
    const auto binaries = binariesOf(*layout);
    if (!binaries)
        return std::unexpected(binaries.error());
    if (!options.extraSettings.isEmpty())
        layout->extraSettings = options.extraSettings;
    addMissingNodes(*layout, options);
    if (auto saved = layout->save(); !saved)
        return std::unexpected(saved.error());
    if (auto up = SandboxBuilder(*layout, *binaries, deadline).bringUp(options.demoData); !up)
        return std::unexpected(up.error());
    if (auto written = writeEnvFile(*layout); !written)
        return std::unexpected(written.error());
    return Sandbox(*directory);
}

Result<void> Sandbox::down()
{
    const auto lock = SandboxLock::take(m_directory, Deadline::in(stopTime));
    if (!lock)
        return std::unexpected(lock.error());
    const auto layout = SandboxLayout::load(m_directory);
    if (!layout)
        return std::unexpected(layout.error());
    if (auto may = mayControl(*layout); !may)
        return may;
    for (const auto &node : layout->nodes) {
        // What is going to be removed need not be shut down cleanly, but it shall give its shared memory
        // back.
        const ServerProcesses processes(layout->dataDirectory(node.name));
        if (!processes.shutDown(SIGQUIT, Deadline::in(3s)) && !processes.kill(Deadline::in(signalTime)))
            return std::unexpected(notInTime(node.name, u"end"_s, u"Try again."_s));
        if (!QDir(layout->nodeFolder(node.name)).removeRecursively())
            return fail(ErrorKind::FileAccess, u"%1 cannot be removed."_s.arg(layout->nodeFolder(node.name)),
                        u"Remove it by hand."_s);
    }
    QDir directory(m_directory);
    QDir(directory.filePath(u"run"_s)).removeRecursively();
    removeDemoMigrations(layout->migrations());
    for (const auto &name : {u".env"_s, u".env.seawall-backup"_s, u"load.log"_s, u"sandbox.json"_s, u"lock"_s,
                             u"load.lock"_s, u"load.failure"_s})
        directory.remove(name);
    directory.rmdir(m_directory); // stays where a person keeps files of his own in it
    return {};
}

std::vector<SandboxNode> Sandbox::nodes() const
{
    std::vector<SandboxNode> result;
    const auto layout = SandboxLayout::load(m_directory);
    if (!layout)
        return result;
    for (const auto &node : layout->nodes) {
        const ServerProcesses processes(layout->dataDirectory(node.name));
        const int pid = processes.postmaster();
        const auto state = pid == 0               ? SandboxNode::State::Stopped
                           : processes.isPaused() ? SandboxNode::State::Paused
                                                  : SandboxNode::State::Running;
        result.push_back({node.name, node.port, pid, state});
    }
    return result;
}

Endpoint Sandbox::endpoint(const QString &node) const
{
    const auto layout = SandboxLayout::load(m_directory);
    const auto *found = layout ? layout->find(node) : nullptr;
    return found ? layout->endpoint(*found) : Endpoint{node, {}, {}};
}

QString Sandbox::directory() const
{
    return m_directory;
}

QString Sandbox::envFile() const
{
    return m_directory + u"/.env"_s;
}

QString Sandbox::dataDirectory(const QString &node) const
{
    return m_directory + u'/' + node + u"/data"_s;
}

Result<void> Sandbox::stop(const QString &node, bool immediate)
{
    const auto layout = controlled(m_directory, node);
    if (!layout)
        return std::unexpected(layout.error());
    const auto lock = SandboxLock::take(m_directory, Deadline::in(stopTime));
    if (!lock)
        return std::unexpected(lock.error());
    const ServerProcesses processes(layout->dataDirectory(node));
    const auto deadline = Deadline::in(stopTime);
    if (immediate ? processes.kill(deadline) : processes.shutDown(SIGINT, deadline))
        return {};
    return std::unexpected(
        notInTime(node, u"stop"_s,
                  u"A primary waits for its replicas: resume those that are paused, or stop "
                  "it at once with --immediate."_s));
}

Result<void> Sandbox::start(const QString &node)
{
    auto layout = controlled(m_directory, node);
    if (!layout)
        return std::unexpected(layout.error());
    const auto lock = SandboxLock::take(m_directory, Deadline::in(startTime));
    if (!lock)
        return std::unexpected(lock.error());
    if (!layout->find(node)->made)
        return fail(ErrorKind::InvalidInput, u"The node %1 was never finished."_s.arg(node),
                    u"Mend the sandbox with: seawallctl sandbox up --dir %1."_s.arg(m_directory));
    const ServerProcesses processes(layout->dataDirectory(node));
    if (processes.isPaused())
        return fail(ErrorKind::InvalidInput, u"The node %1 is paused, not stopped."_s.arg(node),
                    u"Resume it instead."_s);
    if (processes.postmaster() != 0)
        return {};
    if (const int port = layout->find(node)->port; !isPortFree(port))
        return fail(ErrorKind::Refused,
                    u"Somebody else listens on port %1, which belongs to the node %2."_s.arg(port).arg(node),
                    u"Give it another port with: seawallctl sandbox up --dir %1."_s.arg(m_directory));
    const auto binaries = binariesOf(*layout);
    if (!binaries)
        return std::unexpected(binaries.error());
    return NodeStarter(*layout, *binaries, Deadline::in(startTime)).start(node);
}

Result<void> Sandbox::pause(const QString &node)
{
    const auto layout = controlled(m_directory, node);
    if (!layout)
        return std::unexpected(layout.error());
    const ServerProcesses processes(layout->dataDirectory(node));
    if (processes.postmaster() == 0)
        return fail(ErrorKind::InvalidInput,
                    u"The node %1 is stopped, so there is nothing to pause."_s.arg(node),
                    u"Start it first."_s);
    if (!processes.pause(Deadline::in(signalTime)))
        return std::unexpected(notInTime(node, u"pause"_s, u"Resume it and try again."_s));
    return {};
}

Result<void> Sandbox::resume(const QString &node)
{
    const auto layout = controlled(m_directory, node);
    if (!layout)
        return std::unexpected(layout.error());
    if (!ServerProcesses(layout->dataDirectory(node)).resume(Deadline::in(signalTime)))
        return std::unexpected(notInTime(node, u"resume"_s, u"Try again."_s));
    return {};
}

Result<QString> Sandbox::findBinaries()
{
    const auto binaries = Binaries::find();
    if (!binaries)
        return std::unexpected(binaries.error());
    return binaries->folder;
}

} // namespace seawall::db
