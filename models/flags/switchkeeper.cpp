// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/switchkeeper.h"

#include "models/flags/switchfile.h"
#include "models/inbox.h"
#include "models/taskqueue.h"

#include <QDateTime>
#include <QUuid>

#include <algorithm>
#include <map>

namespace seawall::models {

using namespace Qt::StringLiterals;
using State = DeadManSwitch::State;
using Switches = std::vector<DeadManSwitch>;

namespace {

constexpr qint64 syncMs = 5000;   // between two looks at the file, which others write too
constexpr qint64 retryMs = 10000; // between two attempts of one that is due

} // namespace

struct SwitchKeeper::Private {
    struct Watch {
        SwitchJudge judge;
        qint64 dueMs = 0; ///< not before; while it is being acted on: never
    };

    Private(SwitchKeeper *keeper, const QString &directory)
        : q(keeper), path(directory.isEmpty() ? QString() : switchfile::pathIn(directory))
    {}
    DeadManSwitch *find(const QString &id)
    {
        const auto found = std::ranges::find(switches, id, &DeadManSwitch::id);
        return found == switches.end() ? nullptr : &*found;
    }
    void keep(const Switches &changed);
    void take(const db::Result<Switches> &read);
    void watch(DeadManSwitch &each, qint64 nowMs, const db::Snapshot *snapshot);
    void ask(std::function<db::Result<Switches>()> question)
    {
        worker.add([this, question = std::move(question)] {
            auto answer = question();
            inbox.post([this, answer = std::move(answer)] { take(answer); });
        });
    }

    SwitchKeeper *q;
    QString path;
    ProcessIdentity self = ProcessIdentity::self();
    Switches switches;
    std::map<QString, Watch> watches;
    qint64 syncedMs = 0;
    QString lastProblem;
    Inbox inbox;
    TaskQueue worker; // last: joined before what it posts to goes
};

SwitchKeeper::SwitchKeeper(const QString &directory, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, directory))
{}

SwitchKeeper::~SwitchKeeper() = default;

const Switches &SwitchKeeper::switches() const
{
    return d->switches;
}

void SwitchKeeper::load()
{
    if (!d->path.isEmpty())
        d->ask([path = d->path, self = d->self] {
            return switchfile::adopt(path, self, QDateTime::currentMSecsSinceEpoch());
        });
}

QString SwitchKeeper::arm(const FlagChange &change, const SwitchTerms &terms)
{
    DeadManSwitch each;
    each.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    each.change = change;
    each.terms = terms;
    each.armedMs = each.lastSeenMs = QDateTime::currentMSecsSinceEpoch();
    each.owner = d->self;
    d->switches.insert(d->switches.begin(), each);
    d->keep({each});
    Q_EMIT changed();
    return each.id;
}

void SwitchKeeper::disarm(const QString &id)
{
    end(id, State::Disarmed, u"Disarmed by hand."_s);
}

void SwitchKeeper::end(const QString &id, State state, const QString &sentence)
{
    auto *const each = d->find(id);
    if (!each || each->state != State::Armed)
        return;
    each->state = state;
    each->sentence = sentence;
    each->endedMs = QDateTime::currentMSecsSinceEpoch();
    const auto ended = *each;
    d->watches.erase(id);
    d->keep({ended});
    Q_EMIT told(ended);
    Q_EMIT changed();
}

void SwitchKeeper::retry(const QString &id, const QString &sentence)
{
    auto *const each = d->find(id);
    if (!each || each->state != State::Armed)
        return;
    const bool isNew = each->sentence != sentence;
    each->sentence = sentence;
    d->watches[id].dueMs = QDateTime::currentMSecsSinceEpoch() + retryMs;
    if (isNew)
        Q_EMIT told(DeadManSwitch(*each));
    Q_EMIT changed();
}

void SwitchKeeper::tick(qint64 nowMs, const db::SnapshotPtr &snapshot)
{
    QStringList own;
    for (const auto &each : d->switches) {
        if (each.state == State::Armed && each.owner == d->self)
            own << each.id;
    }
    for (const auto &id : own) { // a slot may change the list
        if (auto *const each = d->find(id))
            d->watch(*each, nowMs, snapshot.get());
    }
    if (nowMs - d->syncedMs < syncMs || d->path.isEmpty())
        return;
    d->syncedMs = nowMs;
    Switches seen;
    std::ranges::copy_if(d->switches, std::back_inserter(seen), [&](const DeadManSwitch &each) {
        return each.state == State::Armed && each.owner == d->self;
    });
    if (!seen.empty())
        d->keep(seen);
    load();
}

void SwitchKeeper::Private::watch(DeadManSwitch &each, qint64 nowMs, const db::Snapshot *snapshot)
{
    auto &watch = watches[each.id];
    const auto verdict = watch.judge.judge(each, nowMs, snapshot);
    if (snapshot || !each.terms.watchesFigures())
        each.lastSeenMs = nowMs;
    if (verdict.act == SwitchJudge::Verdict::Act::End) {
        const bool hasGap = !each.sentence.isEmpty();
        q->end(each.id, hasGap ? State::Missed : verdict.state, hasGap ? each.sentence : verdict.sentence);
    } else if (verdict.act == SwitchJudge::Verdict::Act::Revert && nowMs >= watch.dueMs) {
        watch.dueMs = std::numeric_limits<qint64>::max(); // until retry()
        Q_EMIT q->due(DeadManSwitch(each), verdict.sentence);
    }
}

void SwitchKeeper::Private::keep(const Switches &changed)
{
    if (!path.isEmpty())
        ask([path = path, changed] { return switchfile::put(path, changed); });
}

/// What the file says; of those that we watch ourselves, memory knows better.
void SwitchKeeper::Private::take(const db::Result<Switches> &read)
{
    const auto problem = read ? QString() : read.error().message;
    if (std::exchange(lastProblem, problem) != problem && !read)
        Q_EMIT q->failed(problem);
    if (!read)
        return;
    auto next = *read;
    for (auto &each : next) {
        const auto *const known = find(each.id);
        if (known && known->owner == self && each.state != State::Disarmed)
            each = *known;
        else if (!known && each.owner == self && each.state == State::Armed && !each.sentence.isEmpty())
            Q_EMIT q->told(each); // taken over, with a gap
    }
    for (const auto &each : switches) { // armed meanwhile, and on its way to the file
        if (std::ranges::find(next, each.id, &DeadManSwitch::id) == next.end() && each.owner == self &&
            each.state == State::Armed)
            next.insert(next.begin(), each);
    }
    if (next == switches)
        return;
    switches = std::move(next);
    Q_EMIT q->changed();
}

} // namespace seawall::models
