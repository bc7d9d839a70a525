// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagoperation.h"

#include "models/flags/envflagstore.h"
#include "models/flags/flagguards.h"
#include "models/format.h"
#include "models/operationtarget.h"
#include "models/processidentity.h"

#include <QJsonArray>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using db::refused;
using db::Result;

namespace {

constexpr auto writingTime = 15s;

/// The changes as the flags write them, without those that change nothing.
Result<std::vector<FlagAssignment>> effective(const FlagReading &reading,
                                              const std::vector<FlagAssignment> &changes)
{
    std::vector<FlagAssignment> wanted;
    for (const auto &[key, value] : changes) {
        const auto current = reading.value(key);
        const auto *const flag = reading.flag(key);
        const auto written = flag ? flagValue(flag->declaration, value, current.value_or(QString())) : value;
        if (!written)
            return std::unexpected(written.error());
        if (current != *written)
            wanted.push_back({key, *written});
    }
    if (changes.empty())
        return refused(u"No flag was named."_s, {});
    if (wanted.empty())
        return refused(u"Nothing would change: %1 says %2 already."_s.arg(
                           reading.place, assignmentText(changes.front().key, changes.front().value)),
                       {});
    return wanted;
}

OperationTarget targetOf(const FlagPlan &plan, const db::Snapshot *snapshot)
{
    const auto *const primary = snapshot ? snapshot->primary() : nullptr;
    if (plan.store->id() == u"table" && primary)
        return targetOn(plan.profile, *primary);
    OperationTarget target;
    target.profile = plan.profile.name;
    target.production = plan.profile.production;
    if (snapshot)
        target.systemIdentifier = snapshot->systemIdentifier;
    return target;
}

QStringList keysOf(const std::vector<FlagAssignment> &changes)
{
    QStringList keys;
    for (const auto &change : changes)
        keys << change.key;
    return keys;
}

QStringList diffOf(const FlagPlan &plan)
{
    QStringList lines{u"In %1:"_s.arg(plan.reading.place)};
    for (const auto &[key, value] : plan.changes) {
        if (const auto before = plan.reading.value(key))
            lines << u"- "_s + assignmentText(key, *before);
        lines << u"+ "_s + assignmentText(key, value);
    }
    return lines;
}

QString consequenceOf(const FlagPlan &plan)
{
    QStringList services, restarts;
    const bool isOne = plan.changes.size() == 1;
    bool isSecret = false, isNew = false;
    for (const auto &change : plan.changes) {
        isNew = isNew || !plan.reading.value(change.key);
        isSecret = isSecret || isSecretKey(change.key);
        if (const auto *const flag = plan.reading.flag(change.key)) {
            services << flag->declaration.services;
            if (!flag->declaration.restart.isEmpty())
                restarts << flag->declaration.restart;
        }
    }
    services.removeDuplicates();
    restarts.removeDuplicates();
    auto text = services.isEmpty()
                    ? u"Every service that reads %1 is affected"_s.arg(isOne ? u"it"_s : u"them"_s)
                    : u"It affects %1"_s.arg(services.join(u", "_s));
    text += restarts.isEmpty() ? u", once it reads %1 again. "_s.arg(isOne ? u"the value"_s : u"the values"_s)
                               : u", once restarted: %1. "_s.arg(restarts.join(u"; "_s));
    text += plan.store->id() == u"env"
                ? u"Nothing else in the file changes; the file as it was is kept beside it. "_s
                : u"Listeners are told by NOTIFY. "_s;
    if (isSecret)
        text += u"Values that are not shown are changed as well. "_s;
    if (isOne)
        return text +
               (isNew ? u"It has no value yet: the way back is to set another one, or to remove it by hand."_s
                      : u"The way back is to set the value it has now."_s);
    return text + u"The way back is to set the values they have now"_s +
           (isNew ? u"; what has none yet is removed by hand."_s : u"."_s);
}

Preview previewOf(const FlagPlan &plan, const db::Snapshot *snapshot)
{
    const auto keys = keysOf(plan.changes);
    const bool isOne = plan.changes.size() == 1;
    const auto what = isOne ? assignmentText(keys.front(), plan.changes.front().value)
                            : u"%1 keys"_s.arg(plan.changes.size());
    Preview preview;
    preview.verb = plan.isRevert ? u"Revert: set %1"_s.arg(what) : u"Set %1"_s.arg(what);
    preview.title = u"%1 in %2?"_s.arg(preview.verb, plan.reading.place);
    preview.actions = diffOf(plan);
    preview.consequence = (plan.cause.isEmpty() ? QString() : plan.cause + u' ') + consequenceOf(plan);
    preview.guards = flagGuards(plan.profile, plan.reading, plan.changes, snapshot);
    preview.target = targetOf(plan, snapshot);
    preview.destructive =
        std::ranges::find(preview.guards, Guard::State::Blocking, &Guard::state) != preview.guards.end();
    preview.needsReason = preview.destructive || plan.profile.production;
    if (preview.needsReason)
        preview.typedConfirmation = keys.front();
    return preview;
}

QJsonObject detailsOf(const FlagPlan &plan)
{
    QJsonArray changes;
    for (const auto &[key, value] : plan.changes) {
        const auto before = plan.reading.value(key);
        const bool isSecret = isSecretKey(key);
        changes.append(QJsonObject{{u"key"_s, key},
                                   {u"from"_s, !before    ? QJsonValue()
                                               : isSecret ? QJsonValue(u"***"_s)
                                                          : QJsonValue(*before)},
                                   {u"to"_s, isSecret ? u"***"_s : value}});
    }
    return {{u"store"_s, plan.store->id()}, {u"place"_s, plan.reading.place}, {u"changes"_s, changes}};
}

} // namespace

QString assignmentText(const QString &key, const QString &value)
{
    return u"%1=%2"_s.arg(key, isSecretKey(key) ? u"***"_s : format::oneLine(value, 200));
}

FlagOperation::FlagOperation(FlagPlan plan, const db::Snapshot *snapshot)
    : m_plan(std::move(plan)), m_preview(previewOf(m_plan, snapshot))
{}

Result<std::unique_ptr<FlagOperation>> FlagOperation::make(FlagPlan plan, db::SnapshotPtr snapshot)
{
    if (!plan.reading.exists)
        return refused(u"There is no %1 yet."_s.arg(plan.reading.place), u"Make the table of flags first."_s);
    auto changes = effective(plan.reading, plan.changes);
    if (!changes)
        return std::unexpected(changes.error());
    plan.changes = std::move(*changes);
    return std::unique_ptr<FlagOperation>(new FlagOperation(std::move(plan), snapshot.get()));
}

Result<std::unique_ptr<FlagOperation>>
FlagOperation::forEnvironment(const ClusterProfile &profile, const std::vector<FlagAssignment> &changes,
                              db::SnapshotPtr snapshot)
{
    if (profile.envFile.isEmpty())
        return refused(u"This cluster was not given by a .env file."_s, u"Name the file with --env."_s);
    auto reading = EnvFlagStore::load(profile.envFile);
    if (!reading)
        return std::unexpected(reading.error());
    FlagPlan plan;
    plan.profile = profile;
    plan.store = std::make_shared<EnvFlagStore>(profile.envFile);
    plan.reading = std::move(*reading);
    plan.changes = changes;
    return make(std::move(plan), std::move(snapshot));
}

void FlagOperation::setPurpose(const QString &purpose)
{
    m_preview.verb = purpose;
    m_preview.title = u"%1 in %2?"_s.arg(purpose, m_plan.reading.place);
}

QString FlagOperation::kind() const
{
    return m_plan.isRevert ? u"flag.revert"_s : u"flag.set"_s;
}

Outcome FlagOperation::run(const ProgressSink &progress, std::stop_token stop)
{
    progress({-1, u"Writing %1"_s.arg(m_plan.reading.place)});
    const auto written = m_plan.store->write(m_plan.reading, m_plan.changes, {actorName(), m_reason},
                                             db::Deadline::in(writingTime), stop);
    auto details = detailsOf(m_plan);
    if (!written) {
        const auto &error = written.error();
        const auto state =
            error.kind == db::ErrorKind::Cancelled ? Outcome::State::Cancelled : Outcome::State::Failed;
        return {state, error.message, details, error};
    }
    if (!written->isWritten) {
        details.insert(u"conflict"_s, true);
        details.insert(u"difference"_s, written->difference);
        return {Outcome::State::Failed,
                u"Nothing was changed: %1 is no longer what it was when it was read. Look at the difference, "
                "then set it again or leave it."_s.arg(m_plan.reading.place),
                details,
                {}};
    }
    QStringList done;
    for (const auto &[key, value] : m_plan.changes)
        done << assignmentText(key, value);
    return {Outcome::State::Succeeded,
            u"%1 is set in %2."_s.arg(done.join(u", "_s), m_plan.reading.place),
            details,
            {}};
}

} // namespace seawall::models
