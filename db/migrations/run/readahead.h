// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/stepscript.h"

#include <future>
#include <span>

namespace seawall::db {

/// Reads the scripts of a run while the server works: the next few on a thread of its own. Of large ones no
/// two are in memory.
class ReadAhead final
{
public:
    explicit ReadAhead(std::span<const MigrationStep> steps) : m_steps(steps) {} ///< outlive it

    /// The script of a step; the indexes grow from call to call. Errors: as StepScript::read().
    Result<StepScript> take(size_t index);

private:
    using Bundle = std::vector<Result<StepScript>>;
    void begin(size_t first);

    std::span<const MigrationStep> m_steps;
    Bundle m_read;
    size_t m_first = 0;          ///< the index of the first in m_read
    std::future<Bundle> m_ahead; ///< those behind m_read
};

} // namespace seawall::db
