// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagstore.h"
#include "models/journal.h"

namespace seawall::models {

/// The changes of flags that the Journal tells of, newest first: those of one store ('env', 'table'), or of
/// all where `store` is empty. Only what succeeded.
std::vector<FlagChange> flagChanges(const std::vector<JournalEntry> &entries, const QString &store = {});

/// Both together, newest first: what a store itself, or a console, remembers of a change the Journal tells of
/// too comes once. Where a change of the file begins with another value than the one before it ended with,
/// another program changed it in between: that stands there too, at the time of the later one.
std::vector<FlagChange> mergedHistory(std::vector<FlagChange> journalled,
                                      const std::vector<FlagChange> &stored);

/// Puts each flag's last change into it. Where a flag of a file has another value than the last change gave
/// it, another program changed it: that is its last change then, at `fileMs` or before.
void addLastChanges(FlagReading &reading, const std::vector<FlagChange> &history, qint64 fileMs);

/// How one reading differs from the next, flag by flag.
std::vector<FlagChange> changesBetween(const FlagReading &before, const FlagReading &after);

/// What became of a change that was interrupted, as the store says now: the old value, the new one, or
/// neither. Nothing where the entry is no interrupted change of a flag.
std::optional<Outcome> settled(const JournalEntry &interrupted, const FlagReading &now);

} // namespace seawall::models
