// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/pgctlcontrol.h"

#include "db/failover/control/waiting.h"
#include "db/filecontent.h"
#include "db/sandbox/binaries.h"
#include "db/sandbox/tool.h"

#include <QFileInfo>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The data directory of a cluster of Debian's, as its own tool says.
Result<QString> debianDirectory(const QString &cluster)
{
    const ServiceAccount self{{}, geteuid(), getegid()};
    const auto output = runTool(
        u"pg_conftool"_s,
        {u"-s"_s, cluster.section(u'/', 0, 0), cluster.section(u'/', 1), u"show"_s, u"data_directory"_s},
        self, Deadline::in(10s));
    if (!output)
        return std::unexpected(output.error());
    return output->trimmed();
}

int majorOf(const QString &dataDirectory)
{
    return contentOf(dataDirectory + u"/PG_VERSION"_s).trimmed().toInt();
}

} // namespace

Result<std::unique_ptr<NodeControl>> PgCtlControl::make(const ControlSettings &settings)
{
    const bool isDebian = settings.kind == ControlSettings::Kind::PgCtlCluster;
    const auto named = isDebian ? debianDirectory(settings.what) : Result<QString>(settings.what);
    if (!named)
        return std::unexpected(named.error());
    const auto directory = QFileInfo(*named).canonicalFilePath();
    const auto owner = ownerOf(directory.isEmpty() ? *named : directory);
    if (!owner)
        return std::unexpected(owner.error());
    const auto binaries = Binaries::find(majorOf(directory));
    if (!binaries)
        return std::unexpected(binaries.error());
    return std::make_unique<PgCtlControl>(directory, binaries->folder, *owner,
                                          isDebian ? settings.what : QString());
}

PgCtlControl::PgCtlControl(const QString &dataDirectory, const QString &binaries,
                           const ServiceAccount &account, const QString &cluster)
    : m_dataDirectory(dataDirectory), m_binaries(binaries), m_account(account), m_cluster(cluster),
      m_processes(dataDirectory), m_files(dataDirectory, binaries, account)
{}

QString PgCtlControl::describe() const
{
    return m_cluster.isEmpty() ? u"the server in %1 on this machine"_s.arg(m_dataDirectory)
                               : u"the cluster %1 on this machine"_s.arg(m_cluster);
}

QStringList PgCtlControl::line(NodeAction action) const
{
    if (action == NodeAction::Pause || action == NodeAction::Resume)
        return {};
    const auto verb = action == NodeAction::Kill ? u"stop"_s : toString(action);
    QStringList line;
    if (m_cluster.isEmpty()) {
        line << m_binaries + u"/pg_ctl"_s << u"-D"_s << m_dataDirectory << u"-s"_s << u"-w"_s;
        if (action == NodeAction::Start)
            line << u"-l"_s << m_dataDirectory + u"/pg_ctl.log"_s;
        line << verb;
    } else {
        line << u"pg_ctlcluster"_s << m_cluster.section(u'/', 0, 0) << m_cluster.section(u'/', 1) << verb;
        if (action == NodeAction::Stop || action == NodeAction::Kill)
            line << u"--"_s;
    }
    if (action == NodeAction::Stop)
        line << u"-m"_s << u"fast"_s;
    if (action == NodeAction::Kill)
        line << u"-m"_s << u"immediate"_s;
    return line;
}

QStringList PgCtlControl::commands(NodeAction action) const
{
    if (action == NodeAction::Pause)
        return {u"kill -STOP, to the postmaster in %1 and its children"_s.arg(m_dataDirectory)};
    if (action == NodeAction::Resume)
        return {u"kill -CONT, to the postmaster in %1 and its children"_s.arg(m_dataDirectory)};
    return {line(action).join(u' ')};
}

Result<void> PgCtlControl::perform(NodeAction action, Deadline deadline, const std::stop_token &stop)
{
    const auto arguments = line(action);
    if (arguments.isEmpty()) {
        const bool done =
            action == NodeAction::Pause ? m_processes.pause(deadline) : m_processes.resume(deadline);
        return done ? Result<void>()
                    : fail(ErrorKind::Timeout,
                           u"The processes in %1 did not all %2."_s.arg(m_dataDirectory, toString(action)));
    }
    const bool runs = m_processes.postmaster() != 0;
    if (action == NodeAction::Start ? runs : !runs)
        return {};
    // pg_ctlcluster becomes the owner by itself.
    const auto account = m_cluster.isEmpty() ? m_account : ServiceAccount{{}, geteuid(), getegid()};
    if (const auto done = runTool(arguments.first(), arguments.mid(1), account, deadline, stop); !done)
        return std::unexpected(done.error());
    return waitUntil(
        [&] {
            return (m_processes.postmaster() != 0) == (action == NodeAction::Start) ||
                   action == NodeAction::Promote;
        },
        u"%1 is not what it should be"_s.arg(m_dataDirectory), deadline, stop);
}

Result<ServerState> PgCtlControl::state(Deadline, const std::stop_token &)
{
    if (m_processes.areGone())
        return ServerState::Stopped;
    return m_processes.isPaused() ? ServerState::Paused : ServerState::Running;
}

} // namespace seawall::db
