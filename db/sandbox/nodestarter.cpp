// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/nodestarter.h"

#include "db/sandbox/config.h"
#include "db/sandbox/ports.h"
#include "db/sandbox/processes.h"
#include "db/sandbox/tool.h"

#include <QFile>

#include <csignal>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString logTail(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 8192));
    return lastLines(QString::fromUtf8(file.readAll()), 15);
}

bool tellsTakenPort(const Error &error)
{
    return error.detail.contains("could not bind"_L1) || error.detail.contains("TCP/IP socket"_L1);
}

} // namespace

NodeStarter::NodeStarter(SandboxLayout &layout, const Binaries &binaries, Deadline deadline)
    : m_layout(layout), m_binaries(binaries), m_deadline(deadline)
{}

Result<void> NodeStarter::start(const QString &name)
{
    const auto *node = m_layout.find(name);
    const ServerProcesses processes(m_layout.dataDirectory(name));
    if (processes.postmaster() == 0) {
        processes.kill(m_deadline); // children of a postmaster that is no more
        processes.removeStaleLock();
        removeStaleSocket(*node);
    }
    if (auto written = writeNodeSettings(m_layout, *node); !written)
        return written;
    const auto seconds = QString::number(std::max(1, m_deadline.milliseconds() / 1000));
    auto started = runTool(m_binaries.program(u"pg_ctl"_s),
                           {u"-D"_s, m_layout.dataDirectory(name), u"-l"_s, m_layout.logFile(name), u"-s"_s,
                            u"-w"_s, u"-t"_s, seconds, u"start"_s},
                           m_layout.account, m_deadline);
    if (started)
        return {};
    auto error = started.error();
    error.message = u"The node %1 did not start."_s.arg(name);
    error.hint = u"The last lines of its log say why; all of it is in %1."_s.arg(m_layout.logFile(name));
    error.detail = logTail(m_layout.logFile(name));
    return std::unexpected(error);
}

/// As ServerProcesses::removeStaleLock(), for the lock beside the Unix socket.
void NodeStarter::removeStaleSocket(const SandboxLayout::Node &node) const
{
    const auto socket = m_layout.directory + u"/run/.s.PGSQL.%1"_s.arg(node.port);
    QFile::remove(socket);
    QFile::remove(socket + u".lock"_s);
}

/// start(), on another port where somebody took this one meanwhile.
Result<void> NodeStarter::startElsewhere(SandboxLayout::Node &node)
{
    for (int attempt = 0;; ++attempt) {
        if (!isPortFree(node.port))
            movePort(node);
        auto started = start(node.name);
        if (started || attempt == 3 || !tellsTakenPort(started.error()))
            return started;
        movePort(node);
    }
}

void NodeStarter::movePort(SandboxLayout::Node &node)
{
    QSet<int> taken;
    for (const auto &other : m_layout.nodes)
        taken << other.port;
    node.port = freePort(node.port + 1, taken);
}

Result<void> NodeStarter::bringBack(SandboxLayout::Node &node)
{
    const ServerProcesses processes(m_layout.dataDirectory(node.name));
    if (processes.isPaused())
        processes.resume(m_deadline);
    if (const int pid = processes.postmaster(); pid != 0) {
        // The primary may have moved to another port: running replicas follow it.
        auto written = writeNodeSettings(m_layout, node);
        ::kill(pid, SIGHUP);
        return written;
    }
    if (auto started = startElsewhere(node); !started)
        return started;
    return m_layout.save();
}

} // namespace seawall::db
