// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationpreview.h"

#include "models/format.h"
#include "models/migrations/migrationlosses.h"
#include "models/migrations/migrationrun.h"

#include <QFileInfo>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Direction;
using db::Finding;
using State = Guard::State;

namespace {

constexpr size_t mostSteps = 200; // a person reads the first ones; the Journal keeps the count

QString counted(size_t number, const QString &one, const QString &many)
{
    return number == 1 ? u"1 %1"_s.arg(one) : u"%1 %2"_s.arg(number).arg(many);
}

/// As it is said within a sentence.
QString withoutStop(QString message)
{
    message.chop(message.endsWith(u'.') ? 1 : 0);
    return message;
}

QString titleFor(const PreparedRun &prepared)
{
    const auto what = counted(prepared.steps.size(), u"migration"_s, u"migrations"_s);
    if (prepared.direction() == Direction::Down)
        return db::compareVersions(prepared.request.version, u"000"_s) == 0
                   ? u"Roll back all %1 of %2?"_s.arg(what, prepared.overview.database)
                   : u"Roll back %1 of %2 to %3?"_s.arg(what, prepared.overview.database,
                                                        prepared.request.version);
    return u"Apply %1 to %2?"_s.arg(what, prepared.overview.database);
}

QStringList actionsFor(const PreparedRun &prepared)
{
    QStringList actions;
    for (size_t i = 0; i < std::min(prepared.steps.size(), mostSteps); ++i)
        actions << describeStep(prepared.steps[i], prepared.plan.steps[i]) +
                       (qsizetype(i) < prepared.texts.size() ? u"\n"_s + prepared.texts[qsizetype(i)]
                                                             : QString());
    if (prepared.steps.size() > mostSteps)
        actions << u"… and %1 more, the last of them %2"_s.arg(prepared.steps.size() - mostSteps)
                       .arg(titleOf(prepared.steps.back().migration));
    return actions;
}

QString consequenceFor(const PreparedRun &prepared)
{
    auto text = lossesText(prepared.plan.steps);
    if (prepared.direction() == Direction::Down)
        return text +
               u"What the migrations added is gone afterwards, on the replicas as well; rows that are lost "
               "come back from a backup only."_s;
    const bool hasWayBack = std::ranges::all_of(
        prepared.steps, [](const db::MigrationStep &step) { return step.migration.down.has_value(); });
    if (!hasWayBack)
        return text + u"Not every migration has a down script: there is no complete way back."_s +
               (text.isEmpty() ? QString() : u" What is lost comes back from a backup only."_s);
    const auto before = prepared.overview.versionBefore(prepared.steps.front().migration.version);
    const auto wayBack = before == u"000"_s ? u"The way back is to roll all of them back."_s
                                            : u"The way back is to roll back to %1."_s.arg(before);
    return text + wayBack +
           (text.isEmpty() ? QString()
                           : u" It restores definitions at most, not what they held: what is lost comes back "
                             "from a backup only."_s) +
           wayBackText(prepared.plan.wayBack);
}

Guard findingsGuard(const PreparedRun &prepared)
{
    Guard guard{u"Findings in the scripts"_s, u"none"_s, {}, State::Ok};
    const auto worst = prepared.worstFinding();
    if (!worst)
        return guard;
    size_t total = 0;
    for (const auto &step : prepared.plan.steps)
        total += step.findings.size() - size_t(std::ranges::count_if(step.findings, &Finding::isFailure));
    guard.measured = u"%1%2 (%3): %4 (%5)"_s.arg(counted(total, u"finding"_s, u"findings"_s),
                                                 total == 1 ? QString() : u", the worst"_s,
                                                 toString(worst->severity), worst->message, worst->rule);
    guard.remedy = worst->advice;
    guard.state = worst->severity == Finding::Severity::Note ? State::Ok : State::Warning;
    return guard;
}

/// What the first failing statement lacks, or finds taken; nothing where none is known to fail.
std::optional<Guard> namesGuard(const PreparedRun &prepared)
{
    std::optional<Guard> guard;
    size_t others = 0;
    for (size_t i = 0; i < prepared.plan.steps.size(); ++i) {
        const auto *failure = prepared.plan.steps[i].failure();
        others += failure && guard ? 1 : 0;
        if (!failure || guard)
            continue;
        const auto message = withoutStop(failure->message);
        guard = Guard{u"Names in the scripts"_s,
                      u"%1, line %2: %3"_s.arg(titleOf(prepared.steps[i].migration),
                                               QString::number(failure->position.line), message),
                      failure->advice, State::Blocking};
    }
    if (others > 0)
        guard->measured +=
            u"; %1 as well"_s.arg(counted(others, u"other migration fails"_s, u"other migrations fail"_s));
    return guard;
}

Guard scriptsGuard(const PreparedRun &prepared)
{
    if (const auto wrong = prepared.error())
        return {u"Scripts can be read"_s, wrong->message, wrong->hint, State::Blocking};
    size_t alone = 0;
    for (const auto &step : prepared.plan.steps)
        alone += step.inTransaction ? 0 : 1;
    if (alone == 0)
        return {u"All or nothing"_s, u"each migration in a transaction of its own"_s, {}, State::Ok};
    return {u"All or nothing"_s,
            u"%1 cannot run in a transaction"_s.arg(counted(alone, u"migration"_s, u"migrations"_s)),
            u"Where one of these stops partway, what it did so far stays, and can be resumed."_s,
            State::Warning};
}

Guard obstaclesGuard(const PreparedRun &prepared)
{
    const auto &obstacles = prepared.plan.obstacles;
    const auto &silent = prepared.plan.silent;
    Guard guard{
        u"Nothing in the way"_s, u"no transaction and no standby query older than 5 s"_s, {}, State::Ok};
    if (!obstacles.empty()) {
        const auto &first = obstacles.front();
        guard.measured = u"%1, first: pid %2 on %3 (%4), %5"_s.arg(
            counted(obstacles.size(), u"session"_s, u"sessions"_s), QString::number(first.pid), first.node,
            first.user, first.what);
        guard.remedy = u"Wait for them to end, or end them on the page Sessions."_s;
        guard.state = State::Warning;
    }
    if (silent.empty())
        return guard;
    QStringList who;
    for (const auto &node : silent)
        who << u"%1 could not be asked (%2)"_s.arg(node.name, withoutStop(node.why));
    guard.measured =
        who.join(u", "_s) + (obstacles.empty() ? u"; elsewhere "_s : u"; elsewhere, "_s) + guard.measured;
    guard.remedy = (guard.remedy.isEmpty() ? QString() : guard.remedy + u' ') +
                   u"What runs on a node that could not be asked is not known; look at it first."_s;
    guard.state = State::Warning;
    return guard;
}

/// What the same scripts did when they were rehearsed; nothing where none of them was.
std::optional<Guard> rehearsalGuard(const PreparedRun &prepared)
{
    if (prepared.rehearsed.empty())
        return std::nullopt;
    qint64 lastMs = 0;
    size_t fine = 0;
    for (const auto &[index, past] : prepared.rehearsed) {
        const auto &step = prepared.steps[index];
        if (past.rehearsal.error)
            return Guard{u"Rehearsed"_s,
                         u"at %1 %2 failed%3: %4"_s.arg(
                             format::clockTime(past.timeMs), titleOf(step.migration),
                             past.rehearsal.mayFollow ? u", perhaps as one before it did"_s : QString(),
                             withoutFolder(past.rehearsal.error->message)),
                         u"Correct the script; or rehearse again, where the cause is gone."_s,
                         State::Warning};
        lastMs = std::max(lastMs, past.timeMs);
        fine += past.rehearsal.rehearsed ? 1 : 0;
    }
    return Guard{u"Rehearsed"_s,
                 u"%1 of %2 ran through, at %3"_s.arg(
                     QString::number(fine), counted(prepared.steps.size(), u"migration"_s, u"migrations"_s),
                     format::clockTime(lastMs)),
                 {},
                 State::Ok};
}

std::optional<Guard> runnerGuard(const PreparedRun &prepared)
{
    if (!prepared.overview.history.runnerPid)
        return std::nullopt;
    return Guard{u"Other runners"_s,
                 u"the session %1 is running migrations now"_s.arg(*prepared.overview.history.runnerPid),
                 u"This run is refused, or waits where it was told to. Wait, and plan again."_s,
                 State::Warning};
}

Guard replicaGuard(const db::NodeSnapshot &replica)
{
    const bool streams = replica.verdict == db::ReplicaVerdict::Streaming;
    return {u"%1 follows"_s.arg(replica.name),
            u"%1, lag %2"_s.arg(db::toString(replica.verdict), format::lag(replica.lag)),
            streams ? QString() : replica.reason, streams ? State::Ok : State::Warning};
}

} // namespace

QString describeSize(const db::TableSize &size)
{
    return u"%1, %2"_s.arg(size.rows ? u"about %1 rows"_s.arg(format::count(size.rows)) : u"rows unknown"_s,
                           format::bytes(size.bytes));
}

QString describeStep(const db::MigrationStep &step, const db::StepPlan &plan)
{
    const auto &file = *step.file();
    auto how = counted(size_t(plan.statements), u"statement"_s, u"statements"_s) +
               (plan.inTransaction ? u" in one transaction"_s : u", not in a transaction"_s);
    if (step.firstStatement > 0)
        how = u"resumed at statement %1 of %2"_s.arg(step.firstStatement + 1).arg(plan.statements);
    if (!plan.dropsFirst.isEmpty())
        how += u", after DROP INDEX CONCURRENTLY %1 where the earlier try left it INVALID"_s.arg(
            plan.dropsFirst);
    return u"%1 %2: %3 (%4, SHA-256 %5…)"_s.arg(step.direction == Direction::Up ? u"apply"_s : u"roll back"_s,
                                                titleOf(step.migration), how, QFileInfo(file.path).fileName(),
                                                QString::fromLatin1(file.checksum.left(12)));
}

Preview previewOf(const PreparedRun &prepared, const db::Snapshot *snapshot)
{
    Preview preview;
    preview.title = titleFor(prepared);
    preview.verb =
        prepared.direction() == Direction::Down
            ? u"Roll back %1"_s.arg(counted(prepared.steps.size(), u"migration"_s, u"migrations"_s))
            : u"Apply %1"_s.arg(counted(prepared.steps.size(), u"migration"_s, u"migrations"_s));
    preview.target = prepared.overview.target;
    preview.actions = actionsFor(prepared);
    preview.consequence = consequenceFor(prepared);
    preview.guards = {scriptsGuard(prepared), findingsGuard(prepared), obstaclesGuard(prepared)};
    if (auto names = namesGuard(prepared))
        preview.guards.push_back(std::move(*names));
    if (auto rehearsed = rehearsalGuard(prepared))
        preview.guards.push_back(std::move(*rehearsed));
    if (auto other = runnerGuard(prepared))
        preview.guards.push_back(std::move(*other));
    if (snapshot) {
        for (const auto &node : snapshot->nodes) {
            if (node.isReplica())
                preview.guards.push_back(replicaGuard(node));
        }
    }
    preview.guards.push_back(
        {u"Folder of the migrations"_s, prepared.overview.folder.directory, {}, State::Ok});
    const auto worst = prepared.worstFinding();
    const bool loses = std::ranges::any_of(prepared.plan.steps, &db::StepPlan::loses);
    preview.destructive = prepared.direction() == Direction::Down ||
                          (worst && worst->severity == Finding::Severity::Danger) || loses;
    if (prepared.direction() == Direction::Down || loses || preview.target.production)
        preview.typedConfirmation = prepared.overview.database;
    preview.needsReason =
        preview.target.production || std::ranges::any_of(preview.guards, [](const Guard &guard) {
            return guard.state == State::Blocking;
        });
    return preview;
}

} // namespace seawall::models
