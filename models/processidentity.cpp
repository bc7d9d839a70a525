// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/processidentity.h"

#include "db/filecontent.h"

#include <QList>
#include <QSysInfo>

#include <array>

#include <pwd.h>
#include <unistd.h>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString bootId()
{
    return QString::fromLatin1(db::contentOf(u"/proc/sys/kernel/random/boot_id"_s).trimmed());
}

/// 0 where there is no such process. A zombie counts as gone: it does nothing any more.
qint64 startTicks(qint64 pid)
{
    const auto stat = db::contentOf(u"/proc/%1/stat"_s.arg(pid));
    // The second field is the program's name in parentheses and may hold blanks: count from behind it.
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int state = 0;
    constexpr int start = 19; // field 22 of proc(5)
    if (fields.size() <= start || fields[state] == "Z" || fields[state] == "X")
        return 0;
    return fields[start].toLongLong();
}

} // namespace

ProcessIdentity ProcessIdentity::self()
{
    const qint64 pid = ::getpid();
    return {pid, models::startTicks(pid), models::bootId()};
}

bool ProcessIdentity::isAlive() const
{
    return pid > 0 && bootId == models::bootId() && startTicks != 0 && models::startTicks(pid) == startTicks;
}

QString actorName()
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
    auto user = found ? QString::fromLocal8Bit(found->pw_name) : QString::number(::geteuid());
    const auto behindSudo = qEnvironmentVariable("SUDO_USER");
    if (::geteuid() == 0 && !behindSudo.isEmpty())
        user = u"%1 as %2"_s.arg(behindSudo, user);
    return u"%1@%2"_s.arg(user, QSysInfo::machineHostName());
}

} // namespace seawall::models
