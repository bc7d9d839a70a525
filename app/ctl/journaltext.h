// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/output.h"
#include "models/journal.h"

namespace seawall::app {

/// An entry of the Journal with all that it holds; times in UTC.
Json entryJson(const models::JournalEntry &entry);

/// An entry a line, UTF-8.
QByteArray journalJsonLines(const std::vector<models::JournalEntry> &entries);

/// A line of titles and one an entry, as RFC 4180 has them, UTF-8. What a spreadsheet would take for a
/// formula is text to it.
QByteArray journalCsv(const std::vector<models::JournalEntry> &entries);

} // namespace seawall::app
