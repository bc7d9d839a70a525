// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/readahead.h"

#include <QFileInfo>

namespace seawall::db {

namespace {

constexpr size_t largestBundle = 32;
constexpr qint64 largestSize = 1 << 20; // bytes, of its files together

qint64 fileSizeOf(const MigrationStep &step)
{
    const auto *file = step.file();
    return file ? QFileInfo(file->path).size() : 0;
}

} // namespace

Result<StepScript> ReadAhead::take(size_t index)
{
    if (index >= m_first + m_read.size() && m_ahead.valid()) {
        m_first += m_read.size();
        m_read = m_ahead.get();
        begin(m_first + m_read.size());
    }
    if (index >= m_first + m_read.size()) { // the first of all, a large one, or behind some that were skipped
        m_read.clear();
        m_read.push_back(StepScript::read(m_steps[index]));
        m_first = index;
        begin(index + 1);
    }
    return std::move(m_read[index - m_first]);
}

void ReadAhead::begin(size_t first)
{
    m_ahead = {};
    auto end = first;
    for (qint64 size = 0; end < std::min(m_steps.size(), first + largestBundle); ++end) {
        size += fileSizeOf(m_steps[end]);
        if (size > largestSize)
            break;
    }
    if (end == first)
        return;
    m_ahead = std::async(std::launch::async, [steps = m_steps.subspan(first, end - first)] {
        Bundle read;
        read.reserve(steps.size());
        for (const auto &step : steps)
            read.push_back(StepScript::read(step));
        return read;
    });
}

} // namespace seawall::db
