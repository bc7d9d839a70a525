// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagbook_p.h"
#include "models/flags/flaghistory.h"
#include "models/operationtarget.h"

#include <QDateTime>

#include <algorithm>

// What becomes of a change of flags once it was started, and switches that are due.
namespace seawall::models {

using namespace Qt::StringLiterals;
using State = DeadManSwitch::State;

namespace {

constexpr size_t mostProofs = 100;

} // namespace

void FlagBook::Private::finished(int run, const Outcome &outcome)
{
    auto found = running.extract(run);
    if (found.empty())
        return;
    const auto &done = found.mapped();
    const bool isDone = outcome.state == Outcome::State::Succeeded;
    if (isDone)
        succeeded(done);
    else
        forget(done.plan.changes);
    if (!done.switchId.isEmpty() && isDone)
        keeper.end(done.switchId, State::Fired, done.plan.cause);
    else if (!done.switchId.isEmpty())
        keeper.retry(done.switchId, u"It is due and could not be reverted: %1"_s.arg(outcome.summary));
    if (outcome.details[u"conflict"].toBool())
        Q_EMIT q->conflicted(run, outcome.details[u"difference"].toString());
    q->refresh();
}

void FlagBook::Private::forget(const std::vector<FlagAssignment> &changes)
{
    for (const auto &change : changes) {
        if (const auto found = std::ranges::find(own, change); found != own.end())
            own.erase(found);
    }
}

void FlagBook::Private::succeeded(const Running &run)
{
    const auto nowMs = QDateTime::currentMSecsSinceEpoch();
    for (const auto &[key, value] : run.plan.changes) {
        FlagChange change{run.plan.store->id(), key, run.plan.reading.value(key), value, nowMs, actorName(),
                          run.reason,           0};
        const auto *const flag = run.plan.reading.flag(key);
        if (!run.terms.isEmpty())
            keeper.arm(change, run.terms);
        proofs.emplace_back(flag ? flag->declaration : FlagDeclaration(), change, workspace->profile(),
                            run.before);
        Q_EMIT q->proofChanged(proofs.back().state());
    }
    if (proofs.size() > mostProofs)
        proofs.erase(proofs.begin());
}

/// From a fresh reading: whatever else changed in the store stays.
void FlagBook::Private::revert(const DeadManSwitch &each, const QString &why)
{
    due.emplace_back(each, why);
    read(Scope::All);
}

void FlagBook::Private::revertNow(const DeadManSwitch &each, const QString &why)
{
    const auto &change = each.change;
    const auto *const now = reading(change.store);
    if (!now)
        return keeper.retry(each.id, u"It is due and could not be reverted: the flags cannot be read."_s);
    if (now->value(change.key) != change.to)
        return keeper.end(each.id, State::Superseded,
                          u"It was left alone: %1 has another value by now than was set."_s.arg(change.key));
    const auto value = revertValue(change, now->flag(change.key));
    if (!value)
        return keeper.end(each.id, State::Missed,
                          u"It was due and cannot be reverted: %1 was not set before."_s.arg(change.key));
    const auto cause = u"Dead man's switch: %1"_s.arg(why);
    auto operation = prepare(change.store, {{change.key, *value}}, true, cause);
    if (!operation)
        return keeper.retry(each.id,
                            u"It is due and could not be reverted: %1"_s.arg(operation.error().message));
    const auto reason =
        u"%1 Armed by %2%3"_s.arg(cause, change.who, change.why.isEmpty() ? u"."_s : u": "_s + change.why);
    if (const auto run = q->start(std::move(*operation), reason))
        running.at(*run).switchId = each.id;
}

} // namespace seawall::models
