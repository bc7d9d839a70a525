// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journalrecord.h"

#include <QSqlDatabase>

namespace seawall::models {

/// The Journal's SQLite file. Made, used and destroyed on one thread, as QSqlDatabase asks for.
class JournalFile final
{
public:
    static db::Result<std::unique_ptr<JournalFile>> open(const QString &path);
    ~JournalFile();
    JournalFile(const JournalFile &) = delete;
    JournalFile &operator=(const JournalFile &) = delete;

    /// Numbers, chains and stores a row; `entry` 0: a start, which is its own entry. Returns its id.
    db::Result<qint64> append(const QString &type, qint64 entry, const QByteArray &payload);
    db::Result<std::vector<JournalEntry>> entries(qint64 fromMs, qint64 toMs, int most);
    db::Result<std::vector<JournalRow>> rows(qint64 after, int most);
    db::Result<Journal::Verification> verify();

private:
    JournalFile() = default;
    db::Result<void> setUp();
    db::Result<void> makeTables();
    db::Result<qint64> appendInTransaction(const QString &type, qint64 entry, const QByteArray &payload);
    db::Result<void> run(const QString &sql);

    QString m_path;
    QString m_connection; ///< QSqlDatabase's name for it
    QSqlDatabase m_database;
};

} // namespace seawall::models
