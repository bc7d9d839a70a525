// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/deadline.h"
#include "db/result.h"
#include "db/sandbox/account.h"

#include <QProcess>
#include <QStringList>

#include <stop_token>

namespace seawall::db {

/// One run of one of PostgreSQL's programs as the service account, away from the settings of our own
/// environment (PGHOST, PGDATA …). Killed, with what it
/// started, when it is destroyed while running. Belongs to one thread.
class Tool final
{
public:
    Tool(const QString &program, const QStringList &arguments, const ServiceAccount &account);
    ~Tool();
    Tool(const Tool &) = delete;
    Tool &operator=(const Tool &) = delete;

    void setEnvironment(const QString &name, const QString &value); ///< before start()
    void start();

    /// Waits for its end; its output. Errors: ToolMissing, Timeout, Cancelled, Internal with the last lines
    /// in detail.
    Result<QString> finish(Deadline deadline, const std::stop_token &stop = {});

private:
    void kill();
    std::unexpected<Error> ended(ErrorKind kind, const QString &how, const QString &hint);

    QProcess m_process;
    QString m_name;
};

/// start() and finish() in one.
Result<QString> runTool(const QString &program, const QStringList &arguments, const ServiceAccount &account,
                        Deadline deadline, const std::stop_token &stop = {});

/// The last `lines` lines of a text.
QString lastLines(const QString &text, int lines);

} // namespace seawall::db
