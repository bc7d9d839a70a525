// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/lock.h"

#include <QFile>

#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

Result<SandboxLock> SandboxLock::take(const QString &directory, Deadline deadline, Of what)
{
    const auto path = directory + (what == Of::Load ? u"/load.lock"_s : u"/lock"_s);
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorKind::FileAccess, u"%1 cannot be opened."_s.arg(path),
                    u"Run this as the user who made the sandbox."_s, QString::fromLocal8Bit(strerror(errno)));
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (deadline.passed()) {
            close(descriptor);
            return fail(ErrorKind::Timeout, u"Somebody else is changing the sandbox in %1."_s.arg(directory),
                        u"Wait until that is done and try again."_s);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return SandboxLock(descriptor);
}

SandboxLock::~SandboxLock()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

} // namespace seawall::db
