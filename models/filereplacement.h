// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"

#include <QByteArray>
#include <QString>

namespace seawall::models {

/// Replaces a file's content at once: whoever reads it, and whoever kills us, finds the old or the new one
/// whole. Written to a file beside it, synced, and exchanged with it; the folder is synced too. Mode and
/// owner stay, and a symbolic link stays one: what it points to is replaced. What the file was is kept as
/// PATH.seawall-backup.
///
/// Nothing that another program wrote is lost: only a file whose content is `expected` is replaced. Where the
/// file system can exchange two files, one that changed at the very last moment is put back as it was.
struct Replacement {
    bool isDone = false; ///< false: the content is not the expected one; nothing was changed
    QByteArray found;    ///< what is there instead
    QString backup;      ///< where the old content is
};
/// Blocks on the disk. Errors: FileAccess; the file is as it was then.
db::Result<Replacement> replaceFile(const QString &path, const QByteArray &expected,
                                    const QByteArray &content);

} // namespace seawall::models
