// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/result.h"
#include "models/clusterprofile.h"

#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <stop_token>

namespace seawall::models {

/// What the environment is, in one readable file ('Document current configuration'): connection strings and
/// .env keys with secrets masked, versions, non-default settings, pg_hba rules, slots, roles, extensions,
/// databases and sizes, replication state of every node, and the files named by the person. No secret is ever
/// in it.
struct EnvironmentSnapshot {
    qint64 takenMs = 0;
    QJsonObject facts; ///< node → section → name → value, ordered; what could not be read has an 'error'
};

/// Blocks; a node that cannot be reached is told, not an error.
EnvironmentSnapshot takeEnvironmentSnapshot(const ClusterProfile &profile, const QStringList &files,
                                            std::chrono::milliseconds patience, std::stop_token stop = {});
QString toMarkdown(const EnvironmentSnapshot &snapshot);
/// `text`: Markdown or JSON of a snapshot. Readable by its owner alone: though its secrets are masked, it
/// tells where the servers are. Errors: FileAccess.
db::Result<void> writeEnvironmentSnapshot(const QString &path, const QByteArray &text);
/// Markdown as written by toMarkdown() holds the facts; they can be read again. Errors: FileAccess,
/// InvalidInput.
db::Result<EnvironmentSnapshot> readEnvironmentSnapshot(const QString &path);

/// 'primary · settings · work_mem: 4MB → 16MB', one a line; empty: the same.
QStringList difference(const EnvironmentSnapshot &before, const EnvironmentSnapshot &after);
/// What two nodes of one snapshot do not have in common.
QStringList difference(const EnvironmentSnapshot &snapshot, const QString &node, const QString &other);

} // namespace seawall::models
