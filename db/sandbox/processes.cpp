// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/processes.h"

#include "db/filecontent.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>
#include <thread>

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

template<typename Condition>
bool waitUntil(Condition condition, Deadline deadline)
{
    while (!condition()) {
        if (deadline.passed())
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

} // namespace

std::vector<ServerProcesses::Process> ServerProcesses::list() const
{
    std::vector<Process> found;
    const auto wanted = QFile::encodeName(m_dataDirectory);
    for (const auto &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort)) {
        bool isNumber = false;
        const int pid = name.toInt(&isNumber);
        if (!isNumber)
            continue;
        std::array<char, 4096> link{};
        const auto folder = QByteArray("/proc/") + name.toLatin1();
        const auto length = readlink((folder + "/cwd").constData(), link.data(), link.size());
        if (length <= 0)
            continue;
        const QByteArrayView where(link.data(), length);
        if (where != wanted && where != QByteArray(wanted + " (deleted)"))
            continue;
        // A person's shell may stand in that folder as well; it is none of ours.
        const auto stat = contentOf(QString::fromLatin1(folder + "/stat"));
        const auto close = stat.lastIndexOf(')');
        const auto command = stat.mid(stat.indexOf('(') + 1, close - stat.indexOf('(') - 1);
        if (command == "postgres" || command == "postmaster")
            found.push_back({pid, close + 2 < stat.size() ? stat.at(close + 2) : '?'});
    }
    return found;
}

int ServerProcesses::lockedPid() const
{
    return contentOf(m_dataDirectory + u"/postmaster.pid"_s).split('\n').first().trimmed().toInt();
}

int ServerProcesses::postmaster() const
{
    const int pid = lockedPid();
    const auto all = pid > 0 ? list() : std::vector<Process>();
    return std::ranges::any_of(all, [pid](const auto &process) { return process.pid == pid; }) ? pid : 0;
}

bool ServerProcesses::isPaused() const
{
    const int pid = lockedPid();
    return std::ranges::any_of(
        list(), [pid](const auto &process) { return process.pid == pid && process.state == 'T'; });
}

bool ServerProcesses::areGone() const
{
    return list().empty();
}

bool ServerProcesses::pause(Deadline deadline) const
{
    // The postmaster first and to its end: from then on it makes no new children.
    const int first = postmaster();
    if (first == 0 || ::kill(first, SIGSTOP) != 0 || !waitUntil([this] { return isPaused(); }, deadline))
        return false;
    return waitUntil(
        [this] {
            bool all = true;
            for (const auto &process : list()) {
                if (process.state != 'T') {
                    ::kill(process.pid, SIGSTOP);
                    all = false;
                }
            }
            return all;
        },
        deadline);
}

bool ServerProcesses::resume(Deadline deadline) const
{
    return waitUntil(
        [this] {
            bool all = true;
            for (const auto &process : list()) {
                if (process.state == 'T') {
                    ::kill(process.pid, SIGCONT);
                    all = false;
                }
            }
            return all;
        },
        deadline);
}

bool ServerProcesses::kill(Deadline deadline) const
{
    if (const int first = postmaster(); first != 0)
        ::kill(first, SIGKILL); // before its children, or it would take their death for a crash and restart
    return waitUntil(
        [this] {
            const auto all = list();
            for (const auto &process : all)
                ::kill(process.pid, SIGKILL);
            return all.empty();
        },
        deadline);
}

bool ServerProcesses::shutDown(int signal, Deadline deadline) const
{
    const int first = postmaster();
    if (first == 0)
        return kill(deadline); // orphans, or nobody
    ::kill(first, signal);
    if (!resume(deadline))
        return false;
    return waitUntil([this] { return areGone(); }, deadline);
}

void ServerProcesses::removeStaleLock() const
{
    if (areGone())
        QFile::remove(m_dataDirectory + u"/postmaster.pid"_s);
}

} // namespace seawall::db
