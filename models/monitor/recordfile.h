// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sqlconnection.h"

#include <QLockFile>

#include <memory>

namespace seawall::models {

/// The flight recorder's SQLite file, open for writing: it belongs to one console at a time (a lock file
/// beside it), is readable by its owner only, and has the present schema.
///
/// Tables: node(id, name); series(node, slot, metric, qualifier); record_1(time, node, data), clustered by
/// time since each tick appends for all nodes; record_10 and record_300(node, time, data), clustered by node
/// since they are read a node at a time. `time` is the start of the span in seconds since the epoch, `data` a
/// packed RecordRow.
struct RecordFile {
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<SqlConnection> connection;
    QString notice; ///< a file that could not be used was set aside: says why and where it is now

    /// Writer thread only. The error is a sentence for the user. A damaged, foreign or newer file is renamed,
    /// never deleted.
    static std::expected<RecordFile, QString> open(const QString &path, qint64 limitBytes);
    /// Renames the file and what belongs to it; returns the new name, empty where that did not work.
    static QString setAside(const QString &path, const QString &why);
    static qint64 bytes(const QString &path); ///< with its write-ahead log
};

QString recordTable(size_t tier); ///< 'record_1', …

} // namespace seawall::models
