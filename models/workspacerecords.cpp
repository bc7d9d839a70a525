// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a cluster beside its figures: alerts, Operations of this console and of others, changes of
// names.
#include "models/askedrolechange.h"
#include "models/failover/failoverchoice.h"
#include "models/failover/lastprimary.h"
#include "models/format.h"
#include "models/interruptedentry.h"
#include "models/journalevents.h"
#include "models/nodenames.h"
#include "models/workspace_p.h"

#include <QDateTime>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr auto lookTime = std::chrono::seconds(1);
constexpr auto ownTime = std::chrono::seconds(2); // within which the own Operations have been told
constexpr size_t readBack = 1000;                 // events: what is older than those was told, and let go
constexpr qint64 weekMs = qint64{7} * 24 * 3600 * 1000;

ClusterEvent operationEvent(Severity severity, const QString &node, const QString &sentence)
{
    return {QDateTime::currentMSecsSinceEpoch(), ClusterEvent::Kind::Operation, severity, node, sentence};
}

QString endOf(const Alert &alert)
{
    const auto how = alert.outdated ? u"Not known any more"_s : u"Resolved"_s;
    return alert.acknowledgedBy.isEmpty()
               ? u"%1: %2"_s.arg(how, alert.sentence)
               : u"%1, acknowledged by %2: %3"_s.arg(how, alert.acknowledgedBy, alert.sentence);
}

} // namespace

void Workspace::Private::recordAlerts()
{
    QObject::connect(&alerts, &Alerts::raised, q, [this](const Alert &alert) {
        events.append(
            {alert.raisedMs, ClusterEvent::Kind::Alert, alert.rule.severity, alert.node, alert.sentence});
        if (alert.rule.kind == AlertRule::Kind::RoleChange)
            operations.readJournal();
    });
    QObject::connect(&operations, &OperationRunner::journalRead, q,
                     [this](const std::vector<JournalEntry> &entries) { settleRoleChanges(entries); });
    QObject::connect(&alerts, &Alerts::cleared, q, [this](const Alert &alert) {
        events.append({alert.clearedMs.value_or(alert.raisedMs), ClusterEvent::Kind::Alert, Severity::Info,
                       alert.node, endOf(alert)});
    });
}

/// What was asked for is no alarm: it is acknowledged in the name of the Operation, and so the new normal.
void Workspace::Private::settleRoleChanges(const std::vector<JournalEntry> &entries)
{
    for (const auto &alert : alerts.current()) {
        if (const auto whom = askedBy(alert, entries); !whom.isEmpty() && alert.acknowledgedBy.isEmpty())
            alerts.acknowledge(alert.id, whom);
    }
}

void Workspace::Private::recordOperations()
{
    QObject::connect(&operations, &OperationRunner::started, q, [this](int run, const Preview &preview) {
        running.insert(run, preview);
        events.append(operationEvent(Severity::Info, preview.target.node,
                                     u"Begun: %1"_s.arg(format::statement(preview.title))));
    });
    QObject::connect(&operations, &OperationRunner::finished, q, [this](int run, const Outcome &outcome) {
        const auto node = running.take(run).target.node;
        const bool failed = outcome.state == Outcome::State::Failed;
        events.append(operationEvent(failed ? Severity::Warning : Severity::Info, node, outcome.summary));
        q->reconnectNow(); // it may have started what was away
    });
    // Once the old events are here, those of interrupted Operations that were told before are known.
    QObject::connect(&events, &EventLog::restored, q, [this] {
        QObject::connect(
            &operations, &OperationRunner::journalRead, q,
            [this](const std::vector<JournalEntry> &entries) { recordInterrupted(entries); },
            Qt::SingleShotConnection);
        operations.readJournal();
        watchJournal();
        recordNames();
    });
}

/// History goes by name: where a name has come to another server since, the charts have a mark.
void Workspace::Private::recordNames()
{
    if (directory.isEmpty())
        return;
    looker.add([this, file = fileIn(directory, u"names.json"_s), nodes = profile.monitor.nodes] {
        tellChange(ClusterEvent::Kind::NameChange, Severity::Info, renamedSince(file, nodes));
    });
}

/// History goes by address: where another cluster answers there, the charts have a mark.
void Workspace::Private::recordCluster(const QString &systemIdentifier)
{
    if (systemIdentifier.isEmpty() || cluster == systemIdentifier)
        return;
    const auto known = std::exchange(cluster, systemIdentifier);
    if (directory.isEmpty())
        return;
    looker.add([this, file = fileIn(directory, u"cluster.json"_s), systemIdentifier, known] {
        const auto change = otherClusterSince(file, systemIdentifier, known);
        tellChange(ClusterEvent::Kind::ClusterChange, Severity::Warning, change.sentence,
                   change.isKeptByOther ? EventLog::Keep::ByOther : EventLog::Keep::InFile);
    });
}

/// Whoever promotes from elsewhere shall know as well how far the primary was.
void Workspace::Private::recordLostPrimary()
{
    const auto seen = lastSeenPrimary(*latest);
    if (directory.isEmpty() || !seen || seen == lost)
        return;
    lost = seen;
    looker.add([this, seen = *seen] { keepLastPrimary(directory, profile, seen); });
}

/// On the looker. Nothing is told where nothing has changed.
void Workspace::Private::tellChange(ClusterEvent::Kind kind, Severity severity, const QString &sentence,
                                    EventLog::Keep keep)
{
    if (sentence.isEmpty())
        return;
    inbox.post([this, kind, severity, sentence, keep] {
        events.append({QDateTime::currentMSecsSinceEpoch(), kind, severity, QString(), sentence}, keep);
    });
}

/// What other processes do to the cluster is told and marked on the charts as well.
void Workspace::Private::watchJournal()
{
    QObject::connect(&operations, &OperationRunner::journalRead, q,
                     [this](const std::vector<JournalEntry> &entries) { recordOthers(entries); });
    auto *timer = new QTimer(q);
    QObject::connect(timer, &QTimer::timeout, q, [this] { lookAtFiles(); });
    timer->start(lookTime);
}

/// The Journal is read again until all that is new has been told. A change of primary may have been cut off,
/// in this window or another program.
void Workspace::Private::lookAtFiles()
{
    looker.add([this, path = fileIn(directory, u"journal.sqlite"_s), watched = profile, folder = directory] {
        inbox.post([this, stamp = walStampOf(path), left = cutOffIn(watched, folder)] {
            cutOff = left;
            const bool isWritten = std::exchange(journalStamp, stamp) != stamp;
            if (isWritten)
                journalNews.setRemainingTime(2 * ownTime);
            if (isWritten || !journalNews.hasExpired())
                operations.readJournal();
        });
    });
}

void Workspace::Private::recordOthers(const std::vector<JournalEntry> &entries)
{
    const auto &told = events.events();
    const auto now = QDateTime::currentMSecsSinceEpoch();
    auto from = now - weekMs;
    if (told.size() >= readBack)
        from = std::max(from, told.back().timeMs);
    const auto to = now - std::chrono::milliseconds(ownTime).count();
    for (const auto &event : eventsOfOthers(entries, told, from, to))
        events.append(event);
}

void Workspace::Private::mirrorJournal()
{
    if (!profile.journalMirror || directory.isEmpty() || mirror)
        return;
    mirror = std::make_unique<JournalMirror>(
        fileIn(directory, u"journal.sqlite"_s), profile,
        [this](const QString &sentence) { inbox.post([this, sentence] { Q_EMIT q->problem(sentence); }); });
    QObject::connect(&operations, &OperationRunner::started, q, [this] { mirror->wake(); });
    QObject::connect(&operations, &OperationRunner::finished, q, [this] { mirror->wake(); });
}

void Workspace::Private::recordInterrupted(const std::vector<JournalEntry> &entries)
{
    const auto since = QDateTime::currentMSecsSinceEpoch() - weekMs;
    for (const auto &entry : entries) {
        if (entry.state != JournalEntry::State::Interrupted || entry.startedMs < since ||
            isSettledSince(entry, entries))
            continue;
        const auto sentence =
            u"Interrupted, its outcome is not known: %1 (entry %2 of the Journal)"_s.arg(entry.title)
                .arg(entry.id);
        const bool isTold = std::ranges::any_of(events.events(), [&sentence](const ClusterEvent &event) {
            return event.sentence.startsWith(sentence);
        });
        if (!isTold)
            events.append(operationEvent(Severity::Warning, entry.target.node,
                                         sentence + u". "_s + wayToKnow(entry, profile.envFile)));
    }
}

} // namespace seawall::models
