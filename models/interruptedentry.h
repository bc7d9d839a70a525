// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"

namespace seawall::models {

/// How to find out whether an interrupted Operation took effect: 'seawallctl migrate --status tells whether
/// it took effect.' A command names the cluster's `envFile` where there is one.
QString wayToKnow(const JournalEntry &entry, const QString &envFile);

/// What stands where its outcome would: that it is not known, and how to find it out unless one after it has
/// shown it. Empty where the entry was not interrupted.
QString unknownOf(const JournalEntry &entry, const std::vector<JournalEntry> &entries,
                  const QString &envFile);

/// Whether one after it has shown where things stand: a migration runs only where the history is whole, and a
/// switchover only where none before it was left cut off.
bool isSettledSince(const JournalEntry &entry, const std::vector<JournalEntry> &entries);

} // namespace seawall::models
