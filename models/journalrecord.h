// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal.h"
#include "models/processidentity.h"

#include <QByteArray>

namespace seawall::models {

/// A row of the Journal's file, and how it is chained: hash = SHA-256 over the hash of the row before and
/// every other column. The payload is JSON text, hashed as it is stored.
struct JournalRow {
    qint64 id = 0;
    QString type;     ///< 'start' or 'outcome'
    qint64 entry = 0; ///< id of the start row; its own for a start
    qint64 timeMs = 0;
    QByteArray payload;
    QByteArray hash; ///< hexadecimal
};
QByteArray chainHash(const QByteArray &previousHash, const JournalRow &row);

/// Payloads; every text in them has gone through db::redacted.
QByteArray startPayload(const Operation &operation, const QString &reason, const QString &actor,
                        const ProcessIdentity &process);
QByteArray outcomePayload(const Outcome &outcome);

/// The entry of a start row and, where there is one, its outcome row. Without one it is running, or
/// interrupted where its process is gone.
JournalEntry journalEntry(const JournalRow &start, const std::optional<JournalRow> &outcome);

} // namespace seawall::models
