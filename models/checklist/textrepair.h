// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QByteArray>
#include <QStringList>

namespace seawall::models {

/// A text file's characters.
struct DecodedText {
    QString text; ///< without byte order mark; line ends as they are
    bool wasRepaired = false;
    QStringList notes; ///< what was done to it, a sentence each
};

/// UTF-8, UTF-16 with a byte order mark, else Windows-1252; and repaired. Errors: InvalidInput where it is
/// binary.
db::Result<DecodedText> decodeText(const QByteArray &bytes, const QString &name);

/// UTF-8 that was read as Windows-1252 and saved again ('âœ“' for '✓'), put right. A run of such characters
/// is repaired only where the whole of it decodes; a run that could as well be meant (the end of “AMANHÃ”)
/// only where the file holds runs that could not, and no letter that is right. Nothing else is touched.
QString repairedText(const QString &text);

} // namespace seawall::models
