// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationjson.h"

#include "models/migrations/migrationrun.h"

#include <QDateTime>
#include <QJsonArray>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QJsonValue orNull(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonObject migrationJson(const db::MigrationStatus &status)
{
    QJsonObject object{{u"version"_s, status.version()},
                       {u"name"_s, status.name()},
                       {u"state"_s, toString(status.state)},
                       {u"reason"_s, textOrNull(status.reason)}};
    const auto &file = status.migration;
    object[u"up_file"] = textOrNull(file ? file->up.path : QString());
    object[u"down_file"] = textOrNull(file && file->down ? file->down->path : QString());
    object[u"checksum"] = textOrNull(file ? QString::fromLatin1(file->up.checksum) : QString());
    const auto &entry = status.entry;
    object[u"applied_at"] =
        textOrNull(entry && entry->appliedAtMs ? timeText(entry->appliedAtMs) : QString());
    object[u"applied_by"] = textOrNull(entry ? entry->appliedBy : QString());
    const bool wasMeasured = entry && entry->seconds > 0;
    object[u"duration_seconds"] = wasMeasured ? QJsonValue(entry->seconds) : QJsonValue(QJsonValue::Null);
    object[u"wal_bytes"] = wasMeasured ? QJsonValue(entry->walBytes) : QJsonValue(QJsonValue::Null);
    object[u"statements"] = entry ? QJsonValue(entry->statements) : QJsonValue(QJsonValue::Null);
    object[u"statements_done"] = entry ? QJsonValue(entry->statementsDone) : QJsonValue(QJsonValue::Null);
    return object;
}

QJsonObject stepJson(const db::MigrationStep &step)
{
    return {{u"version"_s, step.migration.version},
            {u"name"_s, step.migration.name},
            {u"direction"_s, step.direction == db::Direction::Up ? u"up"_s : u"down"_s}};
}

QJsonObject findingJson(const db::Finding &finding)
{
    return {{u"rule"_s, finding.rule},          {u"severity"_s, toString(finding.severity)},
            {u"line"_s, finding.position.line}, {u"column"_s, finding.position.column},
            {u"message"_s, finding.message},    {u"advice"_s, finding.advice}};
}

QJsonObject tableJson(const db::TableImpact &table)
{
    const auto &size = table.size;
    return {{u"table"_s, table.table},
            {u"lock"_s, toString(table.lock)},
            {u"blocks"_s, db::whatItBlocks(table.lock)},
            {u"rewrites"_s, table.rewrites},
            {u"scans"_s, table.scans},
            {u"drops"_s, table.drops},
            {u"empties"_s, table.empties},
            {u"bytes"_s, size ? QJsonValue(size->bytes) : QJsonValue(QJsonValue::Null)},
            {u"rows"_s, size && size->rows ? QJsonValue(*size->rows) : QJsonValue(QJsonValue::Null)}};
}

template<typename Items, typename ToJson>
QJsonArray arrayOf(const Items &items, ToJson toJson)
{
    QJsonArray array;
    for (const auto &item : items)
        array.append(toJson(item));
    return array;
}

QJsonObject arrivalJson(const db::Arrival &arrival)
{
    return {{u"node"_s, arrival.node},
            {u"seconds"_s, orNull(arrival.seconds)},
            {u"same_schema"_s,
             arrival.sameSchema ? QJsonValue(*arrival.sameSchema) : QJsonValue(QJsonValue::Null)},
            {u"problem"_s, textOrNull(arrival.problem)}};
}

QJsonValue errorOrNull(const std::optional<db::Error> &error)
{
    return error ? QJsonValue(errorJson(*error)) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonObject errorJson(const db::Error &error)
{
    return {{u"message"_s, error.message},
            {u"hint"_s, textOrNull(error.hint)},
            {u"sqlstate"_s, textOrNull(error.sqlState)},
            {u"detail"_s, textOrNull(error.detail)}};
}

QJsonObject overviewJson(const MigrationOverview &overview)
{
    static constexpr const char *formats[] = {"golang-migrate", "dbmate", "flyway"};
    const auto runner = overview.history.runnerPid;
    return {{u"database"_s, overview.database},
            {u"node"_s, overview.target.node},
            {u"address"_s, overview.target.address},
            {u"folder"_s, overview.folder.directory},
            {u"format"_s, QLatin1StringView(formats[int(overview.folder.format)])},
            {u"has_history"_s, overview.history.exists},
            {u"runner_pid"_s, runner ? QJsonValue(*runner) : QJsonValue(QJsonValue::Null)},
            {u"sound"_s, overview.isSound()},
            {u"pending"_s, overview.count(db::MigrationStatus::State::Pending)},
            {u"applied"_s, overview.count(db::MigrationStatus::State::Applied)},
            {u"problems"_s, arrayOf(overview.folder.problems,
                                    [](const db::SourceProblem &problem) {
                                        return QJsonObject{{u"file"_s, problem.file},
                                                           {u"line"_s, problem.line},
                                                           {u"message"_s, problem.message},
                                                           {u"hint"_s, problem.hint}};
                                    })},
            {u"migrations"_s, arrayOf(overview.status, migrationJson)}};
}

QJsonObject planJson(const PreparedRun &prepared)
{
    QJsonArray steps;
    for (size_t i = 0; i < prepared.steps.size(); ++i) {
        const auto &plan = prepared.plan.steps[i];
        auto step = stepJson(prepared.steps[i]);
        step[u"statements"] = plan.statements;
        step[u"in_transaction"] = plan.inTransaction;
        step[u"why_alone"] = textOrNull(plan.whyAlone);
        step[u"time"] = toString(plan.time);
        step[u"findings"] = arrayOf(plan.findings, findingJson);
        step[u"tables"] = arrayOf(plan.tables, tableJson);
        step[u"error"] = errorOrNull(plan.error);
        steps.append(step);
    }
    const auto obstacles = arrayOf(prepared.plan.obstacles, [](const db::Obstacle &obstacle) {
        return QJsonObject{{u"node"_s, obstacle.node}, {u"pid"_s, obstacle.pid},
                           {u"user"_s, obstacle.user}, {u"application"_s, obstacle.application},
                           {u"what"_s, obstacle.what}, {u"seconds"_s, obstacle.seconds}};
    });
    const auto silent = arrayOf(prepared.plan.silent, [](const db::SilentNode &node) {
        return QJsonObject{{u"node"_s, node.name}, {u"why"_s, node.why}};
    });
    return {{u"database"_s, prepared.overview.database},
            {u"node"_s, prepared.overview.target.node},
            {u"steps"_s, steps},
            {u"obstacles"_s, obstacles},
            {u"not_asked"_s, silent}};
}

QJsonObject reportJson(const std::vector<db::MigrationStep> &steps, const db::RunReport &report)
{
    QJsonArray array;
    for (size_t i = 0; i < report.steps.size() && i < steps.size(); ++i) {
        const auto &done = report.steps[i];
        auto step = stepJson(steps[i]);
        step[u"state"] = toString(done.state);
        step[u"seconds"] = done.seconds;
        step[u"wal_bytes"] = done.walBytes;
        step[u"commit_lsn"] = textOrNull(done.commitLsn ? done.commitLsn->toString() : QString());
        step[u"statements_done"] = done.statementsDone;
        step[u"lock_tries"] = done.lockTries;
        step[u"arrivals"] = arrayOf(done.arrivals, arrivalJson);
        step[u"invalid_indexes"] = QJsonArray::fromStringList(done.invalidIndexes);
        step[u"error"] = errorOrNull(done.error);
        array.append(step);
    }
    return {
        {u"complete"_s, report.isComplete()}, {u"error"_s, errorOrNull(report.error)}, {u"steps"_s, array}};
}

QJsonObject rehearsalsJson(const std::vector<db::MigrationStep> &steps,
                           const std::vector<db::Rehearsal> &rehearsals)
{
    QJsonArray array;
    for (size_t i = 0; i < rehearsals.size() && i < steps.size(); ++i) {
        const auto &rehearsal = rehearsals[i];
        auto step = stepJson(steps[i]);
        step[u"rehearsed"] = rehearsal.rehearsed;
        step[u"why_not"] = textOrNull(rehearsal.whyNot);
        step[u"seconds"] = rehearsal.seconds;
        step[u"wal_bytes"] = rehearsal.walBytes;
        step[u"locks"] = arrayOf(rehearsal.locks, [](const db::TableUse &use) {
            return QJsonObject{{u"table"_s, use.table}, {u"lock"_s, toString(use.lock)}};
        });
        step[u"down_restores"] =
            rehearsal.downRestores ? QJsonValue(*rehearsal.downRestores) : QJsonValue(QJsonValue::Null);
        step[u"left_behind"] = QJsonArray::fromStringList(rehearsal.difference.onlyAfter);
        step[u"not_restored"] = QJsonArray::fromStringList(rehearsal.difference.onlyBefore);
        step[u"changed"] = QJsonArray::fromStringList(rehearsal.difference.changed);
        step[u"error"] = errorOrNull(rehearsal.error);
        step[u"may_follow"] = rehearsal.mayFollow;
        array.append(step);
    }
    return {{u"steps"_s, array}};
}

} // namespace seawall::models
