// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/envflagstore.h"
#include "models/flags/flagbook_p.h"
#include "models/flags/flaghistory.h"
#include "models/flags/outsidechanges.h"
#include "models/flags/tableflagstore.h"
#include "models/operationtarget.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto askingTime = 10s;
constexpr size_t mostRecent = 10;
constexpr int mostHistory = 1000;

} // namespace

FlagBook::Private::Private(FlagBook *book, Workspace *space)
    : q(book), workspace(space), keeper(space->directory())
{}

void FlagBook::Private::connectAll()
{
    connect(workspace, &Workspace::snapshotChanged, q,
            [this](const db::SnapshotPtr &snapshot) { takeSnapshot(snapshot); });
    connect(workspace->operations(), &OperationRunner::finished, q,
            [this](int run, const Outcome &outcome) { finished(run, outcome); });
    connect(workspace->operations(), &OperationRunner::journalRead, q,
            [this](const std::vector<JournalEntry> &entries) { takeJournal(entries); });
    connect(&keeper, &SwitchKeeper::changed, q, &FlagBook::switchesChanged);
    connect(&keeper, &SwitchKeeper::told, q, &FlagBook::switchActed);
    connect(&keeper, &SwitchKeeper::failed, workspace, &Workspace::problem);
    connect(&keeper, &SwitchKeeper::due, q,
            [this](const DeadManSwitch &each, const QString &why) { revert(each, why); });
    if (const auto file = workspace->profile().envFile; !file.isEmpty()) {
        watch = std::make_unique<FileWatch>(file);
        connect(watch.get(), &FileWatch::changed, q, [this] { read(Scope::File); });
    }
    connect(&clock, &QTimer::timeout, q,
            [this] { keeper.tick(QDateTime::currentMSecsSinceEpoch(), nullptr); });
    clock.start(1s);
    keeper.load();
}

std::optional<db::Endpoint> FlagBook::Private::primary() const
{
    const auto &profile = workspace->profile();
    const auto snapshot = workspace->snapshot();
    if (const auto *const node = snapshot ? snapshot->primary() : nullptr)
        return endpointOf(profile, node->name);
    for (const auto &node : profile.monitor.nodes) {
        if (node.role == db::Role::Primary)
            return node.endpoint;
    }
    return std::nullopt;
}

std::vector<std::shared_ptr<const FlagStore>> FlagBook::Private::stores() const
{
    std::vector<std::shared_ptr<const FlagStore>> all;
    if (const auto file = workspace->profile().envFile; !file.isEmpty())
        all.push_back(std::make_shared<EnvFlagStore>(file));
    if (const auto endpoint = primary()) {
        const auto *const env = reading(u"env"_s);
        all.push_back(std::make_shared<TableFlagStore>(*endpoint, env ? env->rules : FlagRules::builtIn()));
    }
    return all;
}

const FlagReading *FlagBook::Private::reading(const QString &store) const
{
    const auto found = std::ranges::find(readings, store, &FlagReading::store);
    return found == readings.end() ? nullptr : &*found;
}

db::Result<std::unique_ptr<FlagOperation>>
FlagBook::Private::prepare(const QString &store, const std::vector<FlagAssignment> &changes, bool isRevert,
                           const QString &cause) const
{
    const auto *const known = reading(store);
    const auto all = stores();
    const auto found = std::ranges::find(all, store, [](const auto &each) { return each->id(); });
    if (!known || found == all.end())
        return db::fail(db::ErrorKind::InvalidInput, u"The flags there have not been read yet."_s,
                        u"Wait a moment, or see why they cannot be read."_s);
    return FlagOperation::make({workspace->profile(), *found, *known, changes, isRevert, cause},
                               workspace->snapshot());
}

void FlagBook::Private::read(Scope scope)
{
    if (std::exchange(isReading, true)) {
        next = std::max(next.value_or(scope), scope);
        return;
    }
    auto wanted = stores();
    if (scope == Scope::File)
        std::erase_if(wanted, [](const auto &store) { return store->id() != u"env"; });
    worker.add([this, scope, all = std::move(wanted), file = workspace->profile().envFile,
                edits = outsidechanges::pathIn(workspace->directory()), token = stop.get_token()] {
        Answer answer;
        answer.scope = scope;
        answer.fileMs = file.isEmpty() ? 0 : QFileInfo(file).lastModified().toMSecsSinceEpoch();
        for (const auto &store : all) {
            auto found = store->read(db::Deadline::in(askingTime), token);
            if (found)
                answer.readings.push_back(std::move(*found));
            else
                answer.errors[store->id()] = found.error();
            if (auto past = store->history(mostHistory, db::Deadline::in(askingTime), token))
                std::ranges::move(*past, std::back_inserter(answer.stored));
        }
        if (scope == Scope::All)
            std::ranges::move(outsidechanges::read(edits), std::back_inserter(answer.stored));
        inbox.post([this, answer = std::move(answer)] { take(answer); });
    });
}

void FlagBook::Private::take(Answer answer)
{
    isReading = false;
    for (const auto &now : answer.readings) {
        if (const auto *const before = reading(now.store))
            tellOutside(*before, now, answer.fileMs);
    }
    const bool isAsked = answer.scope == Scope::All;
    const auto failed = errors;
    if (replace(std::move(answer)) || isAsked)
        Q_EMIT q->flagsRead();
    for (const auto &[store, error] : errors) {
        if (const auto known = failed.find(store); known == failed.end() || known->second != error)
            Q_EMIT q->storeFailed(store, error);
    }
    for (const auto &[each, why] : std::exchange(due, {}))
        revertNow(each, why);
    settle(std::exchange(interrupted, {}));
    if (const auto again = std::exchange(next, std::nullopt))
        read(*again);
}

bool FlagBook::Private::replace(Answer answer)
{
    const auto *const table = reading(u"table"_s);
    if (answer.scope == Scope::File && table)
        answer.readings.push_back(*table);
    if (const auto known = errors.find(u"table"_s); answer.scope == Scope::File && known != errors.end())
        answer.errors.insert(*known);
    if (answer.scope == Scope::All)
        stored = std::move(answer.stored);
    const auto flagsBefore = std::exchange(readings, std::move(answer.readings));
    const auto errorsBefore = std::exchange(errors, std::move(answer.errors));
    fileMs = answer.fileMs;
    rebuildHistory();
    return errors != errorsBefore ||
           !std::ranges::equal(readings, flagsBefore, {}, &FlagReading::flags, &FlagReading::flags);
}

void FlagBook::Private::tellOutside(const FlagReading &before, const FlagReading &after, qint64 changedMs)
{
    auto changes = changesBetween(before, after);
    std::erase_if(changes, [this](const FlagChange &change) {
        const auto ours = std::ranges::find(own, FlagAssignment{change.key, change.to.value_or(QString())});
        if (ours == own.end())
            return false;
        own.erase(ours);
        return true;
    });
    if (changes.empty())
        return;
    // Whether an earlier change was picked up says nothing of this one.
    std::erase_if(proofs, [&](const FlagProof &proof) {
        const auto &shown = proof.state().change;
        return std::ranges::any_of(changes, [&](const FlagChange &change) { return change.isOf(shown); });
    });
    if (after.store == u"env") {
        for (auto &change : changes)
            change.timeMs = changedMs;
        note(changes);
    }
    Q_EMIT q->changedOutside(changes);
}

void FlagBook::Private::note(std::vector<FlagChange> changes)
{
    for (auto &change : changes)
        change.why = changedOutsideText();
    noticed.insert(noticed.end(), changes.begin(), changes.end());
    worker.add([this, path = outsidechanges::pathIn(workspace->directory()), changes = std::move(changes)] {
        if (const auto done = outsidechanges::add(path, changes); !done)
            inbox.post([this, error = done.error()] { Q_EMIT workspace->problem(error.message); });
    });
}

void FlagBook::Private::takeJournal(const std::vector<JournalEntry> &entries)
{
    journalled = flagChanges(entries);
    rebuildHistory();
    interrupted.clear();
    std::ranges::copy_if(entries, std::back_inserter(interrupted), [](const JournalEntry &entry) {
        return entry.state == JournalEntry::State::Interrupted;
    });
    if (!readings.empty() && !isReading)
        settle(std::exchange(interrupted, {}));
    Q_EMIT q->historyRead();
}

void FlagBook::Private::settle(const std::vector<JournalEntry> &entries)
{
    for (const auto &entry : entries) {
        for (const auto &now : readings) {
            if (const auto outcome = settled(entry, now))
                workspace->operations()->settle(entry.id, *outcome);
        }
    }
}

void FlagBook::Private::rebuildHistory()
{
    auto remembered = stored;
    std::ranges::copy_if(noticed, std::back_inserter(remembered), [this](const FlagChange &change) {
        return std::ranges::find(stored, change) == stored.end(); // it was read back
    });
    history = mergedHistory(journalled, remembered);
    for (auto &each : readings)
        addLastChanges(each, history, fileMs);
}

void FlagBook::Private::takeSnapshot(const db::SnapshotPtr &snapshot)
{
    for (auto &proof : proofs) {
        if (proof.isOver())
            continue;
        proof.add(*snapshot);
        if (proof.isOver())
            Q_EMIT q->proofChanged(proof.state());
    }
    recent.push_back(snapshot);
    if (recent.size() > mostRecent)
        recent.pop_front();
    keeper.tick(QDateTime::currentMSecsSinceEpoch(), snapshot);
    Q_EMIT q->guardsChanged();
}

} // namespace seawall::models
