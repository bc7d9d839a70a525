// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/commandprocess.h"

#include "db/wakeup.h"

#include <QDir>

#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using How = CommandProcess::Ended::How;

namespace {

constexpr auto graceTime = 3s;  // between SIGTERM and SIGKILL
constexpr auto lookTime = 20ms; // a command that closes its output is not over yet
constexpr qsizetype longestLine = 64 * 1024;

class Descriptor final
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int number() const { return m_number; }
    void close()
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }

private:
    int m_number;
};

/// Cuts what is read into lines.
class LineCutter final
{
public:
    explicit LineCutter(const CommandProcess::LineSink &sink) : m_sink(sink) {}
    void add(const char *bytes, qsizetype size)
    {
        m_rest.append(bytes, size);
        qsizetype from = 0;
        for (auto end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', from)) {
            m_sink(QString::fromUtf8(m_rest.sliced(from, end + 1 - from)));
            from = end + 1;
        }
        m_rest.remove(0, from);
        if (m_rest.size() > longestLine)
            finish();
    }
    void finish()
    {
        if (!m_rest.isEmpty())
            m_sink(QString::fromUtf8(m_rest));
        m_rest.clear();
    }

private:
    const CommandProcess::LineSink &m_sink;
    QByteArray m_rest;
};

/// False at the end of the output.
bool drain(int output, LineCutter &lines)
{
    char bytes[16 * 1024];
    for (int i = 0; i < 64; ++i) { // whoever writes without end must not keep us from looking at the clock
        const auto size = read(output, bytes, sizeof bytes);
        if (size > 0)
            lines.add(bytes, size);
        else if (size == 0)
            return false;
        else if (errno != EINTR)
            return true;
    }
    return true;
}

/// Waits for the leader without taking away its number, which names the group while anybody is in it.
bool hasEnded(int pid)
{
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid == pid;
}

CommandProcess::Ended reaped(int pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFSIGNALED(status))
        return {How::Signalled, WTERMSIG(status)};
    return {How::Exited, WEXITSTATUS(status)};
}

/// Whether anybody but a leader that has ended is in the group. The leader's zombie counts as there.
bool isGroupAlive(int group)
{
    const auto processes = QDir(u"/proc"_s).entryList(QDir::Dirs);
    for (const auto &process : processes) {
        bool isNumber = false;
        const int pid = process.toInt(&isNumber);
        if (isNumber && getpgid(pid) == group && !(pid == group && hasEnded(pid)))
            return true;
    }
    return false;
}

/// The group takes its output down with it: what comes meanwhile is still read.
void endGroup(int group, int output, LineCutter &lines)
{
    for (const int signal : {SIGTERM, SIGKILL}) {
        kill(-group, signal);
        kill(-group, SIGCONT); // one that is stopped could not end
        const auto deadline = db::Deadline::in(graceTime);
        while (isGroupAlive(group) && !deadline.passed()) {
            drain(output, lines);
            poll(nullptr, 0, static_cast<int>(lookTime.count()));
        }
        if (!isGroupAlive(group))
            return;
    }
}

std::vector<char *> pointers(std::vector<QByteArray> &texts)
{
    std::vector<char *> result;
    for (auto &text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

} // namespace

CommandProcess::CommandProcess(QString script, QString folder, QStringList environment)
    : m_script(std::move(script)), m_folder(std::move(folder)), m_environment(std::move(environment))
{}

db::Result<int> CommandProcess::start(int output) const
{
    // Of several commands the first that fails is the result: what comes after it proves nothing of it.
    std::vector<QByteArray> arguments{"bash", "-e", "-c", m_script.toUtf8()}, environment;
    for (const auto &variable : m_environment)
        environment.push_back(variable.toLocal8Bit());
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, QFile::encodeName(m_folder).constData());
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, all; // the program's own threads block signals, and it ignores some
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = 0;
    const int error = posix_spawnp(&pid, "bash", &actions, &attributes, pointers(arguments).data(),
                                   pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return db::fail(
            db::ErrorKind::ToolMissing,
            u"The command could not be started: %1."_s.arg(QString::fromLocal8Bit(std::strerror(error))),
            u"It needs the program 'bash'."_s);
    return pid;
}

db::Result<CommandProcess::Ended> CommandProcess::run(db::Deadline deadline, const std::stop_token &stop,
                                                      const LineSink &line) const
{
    if (!QFileInfo(m_folder).isDir())
        return db::fail(db::ErrorKind::FileAccess,
                        u"There is no folder '%1' to run the command in."_s.arg(m_folder),
                        u"Choose another folder for this checklist."_s);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return db::fail(db::ErrorKind::Internal, u"No pipe could be made for the output of the command."_s);
    const Descriptor output(ends[0]);
    Descriptor input(ends[1]);
    fcntl(output.number(), F_SETFL, O_NONBLOCK);
    const auto pid = start(input.number());
    input.close();
    if (!pid)
        return std::unexpected(pid.error());

    db::Wakeup wakeup;
    LineCutter lines(line);
    bool isOpen = true;
    std::optional<How> cutShort;
    while (!hasEnded(*pid) && !cutShort) {
        const auto look = db::Deadline::at(std::min(deadline.when(), db::Deadline::in(lookTime).when()));
        wakeup.wait(isOpen ? output.number() : -1, POLLIN, look, stop);
        isOpen = isOpen && drain(output.number(), lines);
        if (stop.stop_requested())
            cutShort = How::Stopped;
        else if (deadline.passed())
            cutShort = How::OutOfTime;
    }
    if (cutShort)
        endGroup(*pid, output.number(), lines);
    drain(output.number(), lines);
    lines.finish();
    auto ended = reaped(*pid);
    if (cutShort)
        ended.how = *cutShort;
    return ended;
}

} // namespace seawall::models
