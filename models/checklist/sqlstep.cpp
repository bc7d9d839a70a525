// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/sqlstep.h"

#include "db/monitor/spokenname.h"
#include "models/checklist/expectation.h"
#include "models/format.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 5s; // for a replica that is a moment behind
constexpr auto againAfter = 250ms;

QString counted(qint64 rows)
{
    return rows == 1 ? u"1 row"_s : u"%1 rows"_s.arg(rows);
}

void pause(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, againAfter, [] { return false; });
}

/// Rows without ORDER BY come in any order.
bool areSameRows(ResultTable one, ResultTable other)
{
    std::ranges::sort(one.rows);
    std::ranges::sort(other.rows);
    return one == other;
}

/// 'db2, the primary'; 'primary' alone says it.
QString asPrimary(const StepNode &node)
{
    return db::roleBeside(node.target.node, db::Role::Primary).isEmpty()
               ? node.target.node
               : u"%1, the primary"_s.arg(node.target.node);
}

} // namespace

struct SqlStep::Part {
    db::Script script;
    QString target;
    db::Deadline deadline;
};

SqlStep::SqlStep(StepSpec spec, StepContext context) : m_spec(std::move(spec)), m_context(std::move(context))
{
    for (const auto &part : m_spec.sql) {
        const auto script = db::readScript(u"step"_s, part.sql, 1, u"step"_s);
        if (!script && !m_unreadable)
            m_unreadable = script.error();
        m_isReading = m_isReading && script && models::onlyReads(*script);
    }
}

bool SqlStep::onlyReads(const StepSpec &spec)
{
    const SqlStep step(spec, {});
    return !step.m_unreadable && step.m_isReading;
}

QString SqlStep::input() const
{
    QStringList parts;
    for (const auto &part : m_spec.sql)
        parts << (part.target.isEmpty() || m_spec.sql.size() == 1
                      ? part.sql.trimmed()
                      : u"-- on %1\n%2"_s.arg(part.target, part.sql.trimmed()));
    return parts.join(u'\n');
}

Preview SqlStep::preview() const
{
    Preview preview;
    preview.verb = m_isReading ? u"Run query"_s : u"Run statement"_s;
    for (const auto &part : m_spec.sql)
        preview.actions << u"on %1: %2"_s.arg(part.target.isEmpty() ? u"primary"_s : part.target,
                                              part.sql.trimmed());
    if (const auto expected = describe(m_spec.expectation); !expected.isEmpty())
        preview.actions << expected;
    const auto first = m_spec.sql.empty() ? m_spec.target : m_spec.sql.front().target;
    preview.target = expectedTarget(m_context.profile, m_context.snapshot.get(), first);
    preview.destructive = !m_isReading;
    preview.consequence = m_isReading ? u"It only reads: the session may not write."_s
                                      : u"It holds a statement that writes or acts on the server: the "
                                        u"session may write, and there is no "
                                        "way back but what you know yourself."_s;
    if (m_unreadable)
        preview.guards = {{u"The statements can be read"_s, m_unreadable->message,
                           u"Change the step: write it as plain SQL, or run it as a command."_s,
                           Guard::State::Blocking}};
    if (!m_isReading && m_context.profile.production) {
        preview.typedConfirmation = preview.target.node;
        preview.needsReason = true;
    }
    preview.needsReason = preview.needsReason || m_unreadable.has_value();
    return preview;
}

/// The same statement on the primary and here, again for a while where they differ: the replica may be a
/// moment behind.
db::Result<Judgement> SqlStep::compared(StepNode &node, const Part &part, QString &output,
                                        const std::stop_token &stop)
{
    if (!m_isReading)
        return Judgement{false,
                         u"A statement that writes is not run a second time on the primary, so there is "
                         "nothing to compare with."_s};
    const StepSession session{true, part.deadline};
    const auto until = std::min(part.deadline.when(), db::Deadline::in(patience).when());
    auto here = runStatements(node.connection, part.script, true, part.deadline, stop);
    for (;;) {
        if (!here)
            return std::unexpected(here.error());
        auto primary = openStepNodes(m_context.profile, u"primary"_s, session, stop);
        if (!primary)
            return std::unexpected(primary.error());
        auto &other = primary->front();
        const auto there = runStatements(other.connection, part.script, true, part.deadline, stop);
        if (!there)
            return std::unexpected(there.error());
        const bool isSame = areSameRows(*here, *there);
        if (isSame || db::Deadline::Clock::now() >= until) {
            output += node.describe() + u'\n' + toText(*here);
            output += other.describe() + u'\n' + toText(*there);
            const auto reach = there->isWhole()
                                   ? QString()
                                   : u" (of these the first %1 were compared)"_s.arg(ResultTable::mostRows);
            if (isSame)
                return Judgement{true, u"%1 gave the same %2 as %3%4."_s.arg(
                                           node.target.node, counted(here->count), asPrimary(other), reach)};
            return Judgement{false,
                             u"Expected the same rows as on the primary, but %1 gave %2 and %3 gave %4 that "
                             "differ."_s.arg(node.target.node, counted(here->count), other.target.node,
                                             counted(there->count))};
        }
        pause(stop);
        auto again = openStepNodes(m_context.profile, node.target.node, session, stop);
        if (!again)
            return std::unexpected(again.error());
        here = runStatements(again->front().connection, part.script, true, part.deadline, stop);
    }
}

db::Result<Judgement> SqlStep::runOn(StepNode &node, const Part &part, QString &output,
                                     const std::stop_token &stop)
{
    if (m_spec.expectation.kind == Expectation::Kind::AsOnPrimary && node.target.role != db::Role::Primary)
        return compared(node, part, output, stop);
    const auto table = runStatements(node.connection, part.script, m_isReading, part.deadline, stop);
    if (!table) {
        output += node.describe() + u'\n' + table.error().message + u'\n';
        return std::unexpected(table.error());
    }
    const auto text =
        table->columns.isEmpty() ? u"%1 changed\n"_s.arg(counted(table->count)) : toText(*table);
    output += node.describe() + u'\n' + text;
    if (m_spec.expectation.kind == Expectation::Kind::AsOnPrimary)
        return Judgement{true, u"%1 is the primary itself."_s.arg(node.target.node)};
    Came came;
    came.from = node.target.node;
    came.rows = table->count;
    if (!table->rows.empty() && !table->rows.front().isEmpty() && !table->rows.front().front().isNull())
        came.value = table->rows.front().front();
    for (const auto &row : table->rows)
        came.text += row.join(u'\t') + u'\n';
    auto judgement = judge(m_spec.expectation, came);
    if (m_spec.expectation.kind == Expectation::Kind::None && came.value && came.rows == 1)
        judgement.sentence = u"%1 gave '%2'."_s.arg(came.from, format::oneLine(*came.value, 100));
    return judgement;
}

StepResult SqlStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    if (m_unreadable)
        return StepResult::endedBy(*m_unreadable, m_unreadable->detail);
    const auto deadline = db::Deadline::in(timeLimitOf(m_spec));
    StepResult result = StepResult::failed(u"The step holds no statement."_s);
    QString output;
    QStringList sentences;
    bool isMet = true, isCompared = false;
    const auto ended = [&](const db::Error &error) {
        auto failed = StepResult::endedBy(error, output);
        failed.target = result.target;
        return failed;
    };
    for (const auto &sql : m_spec.sql) {
        auto script = db::readScript(u"step"_s, sql.sql, 1, u"step"_s);
        if (!script)
            return ended(script.error());
        const Part part{std::move(*script), sql.target, deadline};
        progress({-1, u"Asking %1"_s.arg(sql.target.isEmpty() ? u"primary"_s : sql.target)});
        auto nodes = openStepNodes(m_context.profile, sql.target, {m_isReading, deadline}, stop);
        if (!nodes)
            return ended(nodes.error());
        for (auto &node : *nodes) {
            if (result.target.node.isEmpty())
                result.target = node.target;
            const auto judgement = runOn(node, part, output, stop);
            if (!judgement)
                return ended(judgement.error());
            isCompared = isCompared || node.target.role != db::Role::Primary;
            isMet = isMet && judgement->isMet;
            if (judgement->isMet)
                sentences.append(judgement->sentence);
            else
                sentences.prepend(judgement->sentence);
        }
    }
    if (isMet && !isCompared && m_spec.expectation.kind == Expectation::Kind::AsOnPrimary)
        return result = StepResult::failed(
                   u"Expected the same rows as on the primary, but only the primary was asked; choose a replica."_s,
                   output);
    if (!sentences.isEmpty()) {
        result.state = isMet ? StepState::Passed : StepState::Failed;
        result.summary = sentences.join(u' ');
    }
    result.output = output;
    return result;
}

} // namespace seawall::models
