// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/run/indexcare.h"
#include "db/migrations/run/stepwork.h"

#include <QElapsedTimer>

namespace seawall::db {

/// A migration with statements that cannot run in a transaction: each is sent alone, and the row in the
/// history counts those that stand. A statement that can be in a transaction shares it with the count.
class AloneStep final
{
public:
    explicit AloneStep(StepWork &work) : m_work(work), m_indexes(work.session) {}

    StepReport run();

private:
    /// One that is resumed runs under what the statements before have set.
    bool repeatSettings();
    bool runStatement(int index);
    QString sql(int index) const { return m_work.script.statement(index).sql; }
    /// One that is resumed may have left its index INVALID, or finished it after all.
    bool prepareIndexes(int index);
    bool isUnfinished() const;
    bool drop(const QString &index);
    bool dropLeftovers();
    void send(int index);
    /// CONCURRENTLY waits for other transactions without standing in anybody's way; a lock timeout would
    /// only leave an INVALID index. One that the script sets itself holds.
    bool waitsWithoutLimit(int index, bool begins);
    bool count(int done);
    /// Writes to the history in a transaction of its own.
    bool write(const QString &statement);
    bool execute(const QByteArray &text);
    bool failedWith(const Error &error);
    bool isLost() { return m_work.session.connection().isBroken(); }
    StepReport finished();
    QString lastStatement();
    void measure();
    /// It stands in part, and the file as it was is what can be resumed.
    void explainWayOut();
    QString invalidIndexes() const; ///< those that are left, with the way to drop them
    StepReport stopped();
    StepReport unknown();
    /// A procedure may have committed before it failed.
    bool leavesNothing() const;
    /// The row as it was before.
    bool restore();
    Error explained() const;

    StepWork &m_work;
    IndexCare m_indexes;
    StepReport m_report;
    std::optional<Error> m_failure;
    QElapsedTimer m_timer;
    QByteArray m_before; ///< sent before the statement
    int m_done = 0;      ///< statements that stand
    int m_at = 0;        ///< the statement at work
    bool m_isThereAlready = false;
};

} // namespace seawall::db
