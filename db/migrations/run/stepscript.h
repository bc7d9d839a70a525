// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/history.h"
#include "db/migrations/script.h"

namespace seawall::db {

/// The script of one step, fit for being sent: its statements one after another, and the way back from a
/// place in what was sent to a place in the file.
class StepScript final
{
public:
    /// Reads and parses it. Errors: InvalidInput where the file changed since it was planned or cannot be
    /// read as SQL, FileAccess.
    static Result<StepScript> read(const MigrationStep &step);

    const Script &script() const { return m_script; }
    Script &script() { return m_script; }
    int count() const { return static_cast<int>(m_script.statements.size()); }
    const Statement &statement(int index) const { return m_script.statements[static_cast<size_t>(index)]; }
    bool runsInTransaction() const { return m_runsInTransaction; }
    bool isAlone(int index) const { return m_allAlone || !statement(index).whyAlone.isEmpty(); }

    /// All statements, each ended by a semicolon, as sent behind `before`.
    QByteArray sent(const QByteArray &before) const;

    /// The server's error for people: 'FILE:LINE:COLUMN: …', the statement with a caret in the detail.
    /// `statement`: the one at work; past the last one: what came after the script. `position`: in that
    /// statement, 1-based, 0 where unknown.
    Error explained(Error error, int statement, qsizetype position) const;

    /// Where an error's position in what sent() made points to: the statement, and the position within it.
    std::pair<int, qsizetype> located(const QByteArray &before, int position) const;

private:
    explicit StepScript(Script script, bool inTransaction);
    Script m_script;
    bool m_runsInTransaction = true;
    bool m_allAlone = false;
};

} // namespace seawall::db
