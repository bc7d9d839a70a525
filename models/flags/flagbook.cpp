// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/flagbook.h"

#include "models/flags/flagbook_p.h"
#include "models/flags/flagguards.h"
#include "models/flags/flagtableoperation.h"
#include "models/operationtarget.h"

#include <QUuid>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

FlagBook::FlagBook(Workspace *workspace, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, workspace))
{
    d->connectAll();
}

FlagBook::~FlagBook()
{
    d->stop.request_stop();
}

void FlagBook::refresh()
{
    d->read(Private::Scope::All);
    d->workspace->operations()->readJournal();
}

const std::vector<FlagReading> &FlagBook::readings() const
{
    return d->readings;
}

std::optional<db::Error> FlagBook::storeError(const QString &store) const
{
    const auto found = d->errors.find(store);
    return found == d->errors.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<FlagChange> &FlagBook::history() const
{
    return d->history;
}

std::vector<FlagProofState> FlagBook::proofs() const
{
    std::vector<FlagProofState> states;
    for (auto proof = d->proofs.rbegin(); proof != d->proofs.rend(); ++proof)
        states.push_back(proof->state());
    return states;
}

const std::vector<DeadManSwitch> &FlagBook::switches() const
{
    return d->keeper.switches();
}

std::vector<Guard> FlagBook::guards(const QString &store, const std::vector<FlagAssignment> &changes) const
{
    const auto *const reading = d->reading(store);
    return reading ? flagGuards(d->workspace->profile(), *reading, changes, d->workspace->snapshot().get())
                   : std::vector<Guard>();
}

db::Result<std::unique_ptr<FlagOperation>> FlagBook::prepare(const QString &store,
                                                             const std::vector<FlagAssignment> &changes) const
{
    return d->prepare(store, changes, false, {});
}

db::Result<std::unique_ptr<FlagOperation>> FlagBook::prepareRevert(const FlagChange &change) const
{
    const auto *const reading = d->reading(change.store);
    const auto value = reading ? revertValue(change, reading->flag(change.key)) : change.from;
    if (!value)
        return db::fail(db::ErrorKind::InvalidInput, u"%1 was not set before."_s.arg(change.key),
                        u"Remove it by hand, or set another value."_s);
    return d->prepare(change.store, {{change.key, *value}}, true, {});
}

std::unique_ptr<Operation> FlagBook::prepareTable() const
{
    const auto primary = d->primary();
    if (!primary)
        return nullptr;
    const auto snapshot = d->workspace->snapshot();
    const auto *const node = snapshot ? snapshot->primary() : nullptr;
    const auto &profile = d->workspace->profile();
    return std::make_unique<FlagTableOperation>(
        *primary, node ? targetOn(profile, *node) : targetAt(profile, *primary, db::Role::Primary));
}

db::Result<int> FlagBook::start(std::unique_ptr<FlagOperation> operation, const QString &reason,
                                const SwitchTerms &terms)
{
    const auto &plan = operation->plan();
    for (const auto &change : plan.changes) {
        const auto *const flag = plan.reading.flag(change.key);
        const FlagChange made{{}, change.key, plan.reading.value(change.key), change.value, 0, {}, {}, 0};
        if (!terms.isEmpty() && !revertValue(made, flag))
            return db::fail(
                db::ErrorKind::InvalidInput,
                u"%1 was not set before, so that it cannot be reverted by itself."_s.arg(change.key),
                u"Set it to the value it should go back to first."_s);
    }
    operation->setReason(reason);
    d->own.insert(d->own.end(), plan.changes.begin(), plan.changes.end());
    Private::Running running{operation->plan(), reason, terms, {}, {}};
    running.before.assign(d->recent.begin(), d->recent.end());
    const int run = d->workspace->operations()->start(std::move(operation), reason);
    d->running.emplace(run, std::move(running));
    return run;
}

void FlagBook::disarm(const QString &switchId)
{
    d->keeper.disarm(switchId);
}

void FlagBook::compare(const QString &left, const QString &right)
{
    d->worker.add([this, left, right] {
        auto answer = compareEnvironments(left, right);
        d->inbox.post([this, answer = std::move(answer)] {
            if (answer)
                Q_EMIT compared(*answer);
            else
                Q_EMIT compareFailed(answer.error());
        });
    });
}

} // namespace seawall::models
