// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/whereitstopped.h"

#include "db/endpoint.h"
#include "db/migrations/script.h"
#include "models/format.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

void tellWhereItStopped(db::MigrationStatus &status)
{
    if (status.state != db::MigrationStatus::State::Partly || !status.migration)
        return;
    const auto &entry = *status.entry;
    const bool isUp = entry.state == db::HistoryEntry::State::Applying;
    if (!isUp && !status.migration->down)
        return;
    const auto &file = isUp ? status.migration->up : *status.migration->down;
    if (file.checksum != (isUp ? entry.upChecksum : entry.downChecksum))
        return;
    const auto text = db::readText(file);
    const auto script =
        text ? db::readScript(file.path, *text, file.firstLine) : std::unexpected(text.error());
    if (!script || size_t(entry.statementsDone) >= script->statements.size())
        return;
    const auto &next = script->statements[size_t(entry.statementsDone)];
    status.reason +=
        u" Next is line %1: %2"_s.arg(next.position.line).arg(format::oneLine(db::redacted(next.sql), 100));
}

} // namespace seawall::models
