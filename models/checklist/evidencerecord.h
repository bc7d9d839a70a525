// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/runstore.h"

#include <QByteArray>

namespace seawall::models {

/// Evidence as it is kept: JSON text, the same for the same evidence. Its SHA-256 is the evidence's checksum.
QByteArray payloadOf(const Evidence &evidence);
Evidence evidenceFrom(const QByteArray &payload, const QByteArray &checksum);

/// Hexadecimal.
QByteArray checksumOf(const Evidence &evidence);
/// False: it was changed by other means than Seawall's after it had been written.
bool isUntouched(const Evidence &evidence);

/// SHA-256 of what a file holds, hexadecimal; empty where it cannot be read. Blocks.
QByteArray checksumOfFile(const QString &path);
/// What became of the file that was attached: empty where it is as it was kept, else a sentence. Blocks.
QString attachmentTrouble(const Evidence &evidence);

/// Secrets masked, the output cut to 1 MiB, and what is no text replaced, so that it reads back the same.
Evidence cleaned(Evidence evidence);

} // namespace seawall::models
