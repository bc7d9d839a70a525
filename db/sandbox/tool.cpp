// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/tool.h"

#include <QFileInfo>
#include <QProcessEnvironment>

#include <csignal>
#include <thread>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Tool::Tool(const QString &program, const QStringList &arguments, const ServiceAccount &account)
    : m_name(QFileInfo(program).fileName())
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &key : environment.keys()) {
        if (key.startsWith("PG"_L1))
            environment.remove(key);
    }
    environment.insert(u"LC_ALL"_s, u"C"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    m_process.setWorkingDirectory(u"/"_s); // ours may be one the account cannot enter
    const bool foreign = account.isForeign();
    m_process.setChildProcessModifier([foreign, uid = account.uid, gid = account.gid] {
        umask(077);
        setpgid(0, 0); // a group of its own, see kill()
        if (foreign && (setgroups(1, &gid) != 0 || setgid(gid) != 0 || setuid(uid) != 0))
            _exit(126);
    });
}

Tool::~Tool()
{
    kill();
}

void Tool::kill()
{
    // With the processes that it started itself: initdb's server would write on. pg_ctl's has left its group.
    const auto group = static_cast<pid_t>(m_process.processId());
    if (group > 0)
        ::kill(-group, SIGKILL);
    m_process.kill();
    m_process.waitForFinished(5000);
    // Each of them still ends the write it is in; one that nobody reaps stays in the group.
    for (int looks = 0; group > 0 && looks < 50 && ::kill(-group, 0) == 0; ++looks)
        std::this_thread::sleep_for(10ms);
}

void Tool::setEnvironment(const QString &name, const QString &value)
{
    auto environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

void Tool::start()
{
    m_process.start();
    m_process.closeWriteChannel();
}

std::unexpected<Error> Tool::ended(ErrorKind kind, const QString &how, const QString &hint)
{
    kill();
    return fail(kind, u"%1 %2."_s.arg(m_name, how), hint);
}

Result<QString> Tool::finish(Deadline deadline, const std::stop_token &stop)
{
    constexpr int look = 50; // ms between two looks at the token
    while (m_process.state() != QProcess::NotRunning &&
           !m_process.waitForFinished(std::min(look, deadline.milliseconds())) &&
           m_process.state() != QProcess::NotRunning) {
        if (stop.stop_requested())
            return ended(ErrorKind::Cancelled, u"was stopped on request"_s, {});
        if (deadline.passed())
            return ended(ErrorKind::Timeout, u"did not end in time and was stopped"_s,
                         u"Try again when the machine is less busy."_s);
    }
    if (m_process.error() == QProcess::FailedToStart)
        return fail(ErrorKind::ToolMissing, u"%1 cannot be run."_s.arg(m_process.program()),
                    u"Install PostgreSQL's server package, or name its folder in SEAWALL_PG_BINDIR."_s,
                    m_process.errorString());
    auto output = QString::fromUtf8(m_process.readAll());
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
        return fail(ErrorKind::Internal, u"%1 failed."_s.arg(m_name), u"Its last lines say why."_s,
                    lastLines(output, 12));
    return output;
}

Result<QString> runTool(const QString &program, const QStringList &arguments, const ServiceAccount &account,
                        Deadline deadline, const std::stop_token &stop)
{
    Tool tool(program, arguments, account);
    tool.start();
    return tool.finish(deadline, stop);
}

QString lastLines(const QString &text, int lines)
{
    const auto all = text.trimmed().split(u'\n');
    return all.mid(std::max<qsizetype>(0, all.size() - lines)).join(u'\n');
}

} // namespace seawall::db
