// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/result.h"

namespace seawall::db {

/// Lets one process at a time change a sandbox, or put a load on it. The system gives it up when the process
/// ends, however it ends.
class SandboxLock final
{
public:
    enum class Of { Changes, Load };

    /// Errors: FileAccess, Timeout.
    static Result<SandboxLock> take(const QString &directory, Deadline deadline, Of what = Of::Changes);

    SandboxLock(SandboxLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    SandboxLock &operator=(SandboxLock &&) = delete;
    ~SandboxLock();

private:
    explicit SandboxLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

} // namespace seawall::db
