// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/lintrules.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

using Severity = Finding::Severity;

/// Collects findings at statements.
class WholeScript
{
public:
    WholeScript(const Script &script, const LintContext &context, std::vector<Finding> &findings)
        : m_script(script), m_context(context), m_findings(findings)
    {}
    void wayBack();
    void unreadStatements();
    void lockTimeout();
    void mixture();
    void severalTables();
    void alone();

private:
    void add(QStringView rule, Severity severity, const QString &message, size_t statement,
             const QString &name = {});
    bool isThere(const TableUse &use) const
    {
        return !use.isPerhapsNew && (!m_context.tables || m_context.tables->contains(use.table) ||
                                     m_context.named.contains(use.table));
    }
    LockMode strongestLock(const Statement &statement) const;

    const Script &m_script;
    const LintContext &m_context;
    std::vector<Finding> &m_findings;
};

void WholeScript::add(QStringView rule, Severity severity, const QString &message, size_t statement,
                      const QString &name)
{
    auto &finding = m_findings.emplace_back(findingOf(rule, severity, message, name));
    finding.statement = static_cast<int>(statement);
    finding.position = m_script.statements[statement].position;
}

/// On tables that are there.
LockMode WholeScript::strongestLock(const Statement &statement) const
{
    auto strongest = LockMode::None;
    for (const auto &use : statement.tables)
        if (isThere(use))
            strongest = qMax(strongest, use.lock);
    return strongest;
}

void WholeScript::wayBack()
{
    if (m_context.isDown || m_context.hasDown)
        return;
    auto &finding = m_findings.emplace_back(findingOf(
        u"missing-down", Severity::Warning,
        u"When it turns out wrong while sessions use it, neither the primary nor the replica can be taken "
        "back but by hand."_s));
    finding.position = {m_script.firstLine, 1};
}

void WholeScript::unreadStatements()
{
    for (size_t i = 0; i < m_script.statements.size(); ++i) {
        const auto &statement = m_script.statements[i];
        if (statement.unread.isEmpty())
            continue;
        add(u"not-understood", Severity::Warning,
            u"The parser stops here (%1), so that what it does to running sessions and the replica is not known."_s
                .arg(statement.unread),
            i);
        m_findings.back().position = positionAt(m_script, statement.unreadAt);
    }
}

void WholeScript::lockTimeout()
{
    if (m_context.lockTimeoutIsSet)
        return;
    for (size_t i = 0; i < m_script.statements.size(); ++i) {
        const auto &statement = m_script.statements[i];
        if (statement.kind == Statement::Kind::Setting &&
            statement.sql.contains(u"lock_timeout", Qt::CaseInsensitive))
            return;
        const auto lock = strongestLock(statement);
        if (lock < LockMode::Share)
            continue;
        add(u"missing-lock-timeout", Severity::Warning,
            u"It waits for %1 without an end, and all sessions that come later wait behind it; the replica "
            "goes on."_s.arg(toString(lock)),
            i);
        return;
    }
}

void WholeScript::mixture()
{
    if (!m_script.runsInTransaction())
        return;
    auto held = LockMode::None;
    for (size_t i = 0; i < m_script.statements.size(); ++i) {
        const auto &statement = m_script.statements[i];
        const bool changesOldRows = statement.kind == Statement::Kind::DataChange &&
                                    strongestLock(statement) == LockMode::RowExclusive;
        const bool runsCode = std::ranges::any_of(statement.changes, [](const Change &change) {
            return change.what == Change::What::CallsFunction || change.what == Change::What::RunsCode;
        });
        if ((changesOldRows || runsCode) && held >= LockMode::Share) {
            add(u"mixed-definition-and-data", Severity::Warning,
                u"The %1 lock of an earlier statement is held until this %2, and sessions wait for %3 all "
                "that time, on a replica too once it is replayed."_s.arg(
                    toString(held),
                    runsCode ? u"has run, however long it takes"_s : u"has changed its rows"_s,
                    whatItBlocks(held)),
                i);
            return;
        }
        if (statement.kind == Statement::Kind::Definition)
            held = qMax(held, strongestLock(statement));
    }
}

void WholeScript::severalTables()
{
    if (!m_script.runsInTransaction())
        return;
    QSet<QString> locked;
    for (size_t i = 0; i < m_script.statements.size(); ++i) {
        const auto before = locked;
        for (const auto &use : m_script.statements[i].tables)
            if (use.lock == LockMode::AccessExclusive && isThere(use))
                locked.insert(use.table);
        if (before.isEmpty() || locked.size() == before.size())
            continue;
        add(u"locks-several-tables", Severity::Warning,
            u"%1 tables are held under ACCESS EXCLUSIVE together from here on, so that sessions wait for all "
            u"of them or "
            "deadlock, and the replica replays all the locks at once."_s.arg(locked.size()),
            i);
        return;
    }
}

void WholeScript::alone()
{
    if (m_script.statements.size() < 2)
        return;
    const auto alone = std::ranges::find_if(
        m_script.statements, [](const Statement &statement) { return !statement.whyAlone.isEmpty(); });
    if (alone == m_script.statements.end())
        return;
    add(u"not-alone", Severity::Warning,
        u"%1, so that no statement beside it has a transaction around: when one fails, sessions and the "
        u"replica are "
        "left with those before it."_s.arg(alone->whyAlone),
        static_cast<size_t>(alone - m_script.statements.begin()));
}

} // namespace

void lintWholeScript(const Script &script, const LintContext &context, std::vector<Finding> &findings)
{
    WholeScript whole(script, context, findings);
    whole.wayBack();
    whole.unreadStatements();
    whole.lockTimeout();
    whole.mixture();
    whole.severalTables();
    whole.alone();
}

} // namespace seawall::db
