// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/migratelines.h"

#include "models/format.h"
#include "models/migrations/migrationpreview.h"

#include <QJsonDocument>

namespace seawall::app {

using namespace Qt::StringLiterals;
using db::MigrationStatus;
namespace format = models::format;

namespace {

Colour colourOf(MigrationStatus::State state)
{
    using enum MigrationStatus::State;
    switch (state) {
    case Applied:
        return Colour::Good;
    case Pending:
    case Baseline:
        return Colour::Plain;
    case Running:
    case OutOfOrder:
        return Colour::Warning;
    case Edited:
    case Missing:
    case Partly:
        break;
    }
    return Colour::Bad;
}

Colour colourOf(db::Finding::Severity severity)
{
    using enum db::Finding::Severity;
    return severity == Danger ? Colour::Bad : severity == Warning ? Colour::Warning : Colour::Dim;
}

void addProblems(const db::MigrationFolder &folder, std::vector<Line> &lines)
{
    for (const auto &problem : folder.problems) {
        const auto where = problem.line > 0 ? u"%1:%2"_s.arg(problem.file).arg(problem.line) : problem.file;
        lines.push_back({{u"%1: %2"_s.arg(where, problem.message), Colour::Bad}});
        if (!problem.hint.isEmpty())
            lines.push_back({{u"  "_s + problem.hint}});
    }
}

void addTable(const db::TableImpact &table, std::vector<Line> &lines)
{
    auto text = u"    %1: %2, blocks %3"_s.arg(table.table, toString(table.lock), whatItBlocks(table.lock));
    if (table.rewrites)
        text += u", rewrites it"_s;
    if (table.scans)
        text += u", reads all of it"_s;
    if (table.empties)
        text += u", all its rows are deleted"_s;
    if (table.drops)
        text += u", it is gone afterwards"_s;
    if (table.size)
        text += u" (%1)"_s.arg(models::describeSize(*table.size));
    if (table.isMissing)
        text += u" (no table of that name now)"_s;
    if (table.isFilled)
        text += u" (filled by a migration before it, how far is not known)"_s;
    lines.push_back({{text, Colour::Dim}});
}

void addStep(const db::MigrationStep &step, const db::StepPlan &plan, std::vector<Line> &lines)
{
    const auto how = plan.inTransaction ? u"one transaction"_s : u"no transaction: "_s + plan.whyAlone;
    const auto count = plan.statements == 1 ? u"1 statement"_s : u"%1 statements"_s.arg(plan.statements);
    lines.push_back({{u"%1 %2"_s.arg(step.direction == db::Direction::Up ? u"apply"_s : u"roll back"_s,
                                     models::titleOf(step.migration))},
                     {u"  %1, %2, %3"_s.arg(count, how, toString(plan.time)), Colour::Dim}});
    if (plan.error) {
        lines.push_back({{u"    "_s + plan.error->message, Colour::Bad}});
        std::ranges::move(errorLines(*plan.error), std::back_inserter(lines));
    }
    for (const auto &table : plan.tables)
        addTable(table, lines);
    for (const auto &finding : plan.findings) {
        lines.push_back({{u"    %1 "_s.arg(toString(finding.severity)), colourOf(finding.severity)},
                         {u"line %1: %2 (%3)"_s.arg(QString::number(finding.position.line), finding.message,
                                                    finding.rule)}});
        if (!finding.advice.isEmpty())
            lines.push_back({{u"      "_s + finding.advice, Colour::Dim}});
    }
}

} // namespace

std::vector<Line> overviewLines(const models::MigrationOverview &overview)
{
    std::vector<Line> lines;
    lines.push_back({{u"%1 on %2 (%3), migrations in %4"_s.arg(
        overview.database, overview.target.node, overview.target.address, overview.folder.directory)}});
    addProblems(overview.folder, lines);
    if (overview.history.runnerPid)
        lines.push_back({{overview.runnerText(), Colour::Warning}});
    lines.push_back({});
    Table table;
    for (const auto *title : {"VERSION", "NAME", "STATE", "APPLIED", "BY"})
        table.addColumn(QLatin1StringView(title));
    table.addColumn(u"TIME"_s, Table::Align::Right);
    table.addColumn(u"WAL"_s, Table::Align::Right);
    std::vector<Line> reasons;
    for (const auto &migration : overview.status) {
        const auto &entry = migration.entry;
        const bool wasRun =
            entry && entry->appliedAtMs > 0 && migration.state != MigrationStatus::State::Pending;
        const bool wasMeasured = wasRun && entry->seconds > 0; // not where it stopped, or was taken over
        table.addRow({{migration.migration && migration.migration->repeatable ? u"R"_s : migration.version()},
                      {migration.name()},
                      {toString(migration.state), colourOf(migration.state)},
                      {wasRun ? format::dateTime(entry->appliedAtMs) : u"-"_s},
                      {wasRun ? entry->appliedBy : u"-"_s},
                      {wasMeasured ? format::seconds(entry->seconds) : u"-"_s},
                      {wasMeasured ? format::bytes(entry->walBytes) : u"-"_s}});
        if (!migration.reason.isEmpty())
            reasons.push_back({{u"%1: %2"_s.arg(migration.version(), migration.reason), Colour::Warning}});
    }
    for (auto &line : table.lines())
        lines.push_back(std::move(line));
    for (auto &line : reasons)
        lines.push_back(std::move(line));
    lines.push_back({});
    lines.push_back({{u"%1 applied, %2 pending."_s
                          .arg(overview.count(MigrationStatus::State::Applied) +
                               overview.count(MigrationStatus::State::Baseline))
                          .arg(overview.count(MigrationStatus::State::Pending))}});
    return lines;
}

std::vector<Line> planLines(const models::PreparedRun &prepared)
{
    std::vector<Line> lines;
    if (prepared.steps.empty()) {
        lines.push_back({{u"There is nothing to do."_s}});
        return lines;
    }
    for (size_t i = 0; i < prepared.steps.size(); ++i)
        addStep(prepared.steps[i], prepared.plan.steps[i], lines);
    for (const auto &obstacle : prepared.plan.obstacles)
        lines.push_back(
            {{u"in the way "_s, Colour::Warning},
             {u"pid %1 on %2 (%3, %4): %5"_s.arg(QString::number(obstacle.pid), obstacle.node, obstacle.user,
                                                 obstacle.application, obstacle.what)}});
    for (const auto &node : prepared.plan.silent)
        lines.push_back({{u"not asked "_s, Colour::Warning},
                         {u"%1, what may be in the way there is not known: %2"_s.arg(node.name, node.why)}});
    return lines;
}

std::vector<Line> rehearsalLines(const models::PreparedRun &prepared,
                                 const std::vector<db::Rehearsal> &rehearsals)
{
    std::vector<Line> lines;
    for (size_t i = 0; i < rehearsals.size() && i < prepared.steps.size(); ++i) {
        const auto &rehearsal = rehearsals[i];
        const auto title = models::titleOf(prepared.steps[i].migration);
        if (!rehearsal.rehearsed) {
            if (rehearsal.error) {
                const auto told = rehearsal.mayFollow ? Span{u"would fail too "_s, Colour::Warning}
                                                      : Span{u"would fail "_s, Colour::Bad};
                lines.push_back({told, {u"%1: %2"_s.arg(title, rehearsal.error->message)}});
                std::ranges::move(errorLines(*rehearsal.error), std::back_inserter(lines));
            } else {
                lines.push_back(
                    {{u"not rehearsed "_s, Colour::Warning}, {u"%1: %2"_s.arg(title, rehearsal.whyNot)}});
            }
            continue;
        }
        lines.push_back({{u"rehearsed "_s, Colour::Good},
                         {u"%1: %2, %3 of WAL"_s.arg(title, format::seconds(rehearsal.seconds),
                                                     format::bytes(rehearsal.walBytes))}});
        for (const auto &use : rehearsal.locks)
            lines.push_back({{u"    %1: %2"_s.arg(use.table, toString(use.lock)), Colour::Dim}});
        if (rehearsal.downRestores == true)
            lines.push_back({{u"    its down script restores the schema"_s, Colour::Dim}});
        else if (rehearsal.downRestores == false)
            lines.push_back({{u"    its down script does not restore the schema: %1"_s.arg(
                                  (rehearsal.difference.onlyBefore + rehearsal.difference.onlyAfter +
                                   rehearsal.difference.changed)
                                      .join(u", "_s)),
                              Colour::Warning}});
    }
    return lines;
}

std::vector<Line> errorLines(const db::Error &error)
{
    std::vector<Line> lines;
    for (const auto &line : error.detail.split(u'\n', Qt::SkipEmptyParts))
        lines.push_back({{u"  "_s + line}});
    const auto state = error.sqlState.isEmpty() ? QString() : u"SQLSTATE %1. "_s.arg(error.sqlState);
    if (!state.isEmpty() || !error.hint.isEmpty())
        lines.push_back({{u"  "_s + (state + error.hint).trimmed()}});
    return lines;
}

std::vector<Line> failureLines(const std::vector<db::MigrationStep> &steps, const db::RunReport &report)
{
    std::vector<Line> lines;
    for (size_t i = 0; i < report.steps.size() && i < steps.size(); ++i) {
        const auto &step = report.steps[i];
        if (!step.error)
            continue;
        lines.push_back({{u"%1 %2: "_s.arg(models::titleOf(steps[i].migration), models::toString(step.state)),
                          Colour::Bad},
                         {step.error->message}});
        std::ranges::move(errorLines(*step.error), std::back_inserter(lines));
        for (const auto &index : step.invalidIndexes)
            lines.push_back({{u"  The index %1 was left INVALID; resuming drops it first, by hand "
                              "DROP INDEX CONCURRENTLY %1 does."_s.arg(index),
                              Colour::Warning}});
    }
    return lines;
}

void print(Output &output, const std::vector<Line> &lines)
{
    for (const auto &line : lines)
        output.line(rendered(line, output));
}

void print(Output &output, const QJsonObject &object)
{
    output.raw(QJsonDocument(object).toJson());
}

} // namespace seawall::app
