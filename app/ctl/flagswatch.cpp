// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/flagswatch.h"

#include "app/ctl/observation.h"
#include "models/flags/switchfile.h"

#include <QDateTime>
#include <QUuid>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::DeadManSwitch;
using Act = models::SwitchJudge::Verdict::Act;

namespace {

constexpr auto lookTime = 1s, longestLookBefore = 6s;
constexpr size_t enoughBefore = 4; // the first has no rates, and servers count once a second
constexpr qint64 saveMs = 5000, retryMs = 10'000;

std::unexpected<db::Error> wrong(const QString &what, const QString &hint)
{
    return db::fail(db::ErrorKind::InvalidInput, what, hint);
}

/// '18:00', the next time it is that; '2026-11-26 18:00'; or a duration from now on.
std::optional<qint64> momentFrom(const QString &text, qint64 nowMs)
{
    if (const auto span = parsedDuration(text.toStdString()); span && !text.contains(u':'))
        return nowMs + span->count();
    const auto now = QDateTime::fromMSecsSinceEpoch(nowMs);
    if (const auto time = QTime::fromString(text, u"H:mm"_s); time.isValid()) {
        QDateTime moment(now.date(), time);
        return (moment <= now ? moment.addDays(1) : moment).toMSecsSinceEpoch();
    }
    auto moment = QDateTime::fromString(QString(text).replace(u' ', u'T'), Qt::ISODate);
    return moment.isValid() ? std::optional(moment.toMSecsSinceEpoch()) : std::nullopt;
}

} // namespace

void FlagsTerms::addTo(CLI::App &app)
{
    const auto duration = [&app](const std::string &name, std::optional<std::chrono::milliseconds> &value,
                                 const std::string &description) {
        Command::addDurationOption(app, name, value, description);
    };
    duration("--watch", m_watch, "Watch whether it is picked up, for as long at most");
    duration("--revert-if-lag", m_lag, "Take it back where the replay lag of a replica is above this");
    app.add_option("--revert-if-pool", m_pool,
                   "Take it back where a pool or a node's connections are used above this")
        ->type_name("PERCENT")
        ->check(CLI::Range(1.0, 100.0));
    duration("--within", m_within, "How long --revert-if-lag and --revert-if-pool are watched [10m]");
    app.add_option("--until", m_until, "Take it back then: 18:00, '2026-11-30 18:00', or 2h from now")
        ->type_name("TIME");
}

db::Result<models::SwitchTerms> FlagsTerms::terms(qint64 nowMs) const
{
    models::SwitchTerms terms;
    if (m_lag)
        terms.lagSeconds = double(m_lag->count()) / 1000;
    if (m_pool)
        terms.poolShare = *m_pool / 100;
    if (m_within && terms.isEmpty())
        return wrong(u"--within goes with --revert-if-lag or --revert-if-pool."_s, {});
    if (!terms.isEmpty())
        terms.watchUntilMs = nowMs + std::chrono::milliseconds(m_within.value_or(10min)).count();
    if (!m_until.empty()) {
        terms.revertAtMs = momentFrom(QString::fromLocal8Bit(m_until), nowMs);
        if (!terms.revertAtMs || *terms.revertAtMs <= nowMs)
            return wrong(u"'%1' is no time to come."_s.arg(QString::fromLocal8Bit(m_until)),
                         u"Give 18:00, '2026-11-30 18:00', or a duration such as 2h."_s);
    }
    return terms;
}

FlagsWatch::FlagsWatch(const FlagsSite &site, const OperationShell &shell, models::FlagChange change, Say say)
    : m_site(site), m_shell(shell), m_change(std::move(change)), m_say(std::move(say))
{}

std::vector<db::SnapshotPtr> FlagsWatch::lookBefore(const FlagsSite &site, const FlagsTerms &options,
                                                    const std::stop_token &stop)
{
    std::vector<db::SnapshotPtr> before;
    if (options.watch()) {
        Observation observation(site.profile.monitor);
        const auto deadline = db::Deadline::in(longestLookBefore);
        while (before.size() < enoughBefore) {
            auto snapshot = observation.next(deadline, stop);
            if (!snapshot)
                break;
            before.push_back(std::move(snapshot));
        }
    }
    if (before.size() < enoughBefore)
        before.push_back(lookOnce(site.profile.monitor));
    return before;
}

models::FlagDeclaration FlagsWatch::declaration() const
{
    const auto *const flag = m_site.reading.flag(m_change.key);
    return flag ? flag->declaration : models::FlagDeclaration();
}

FlagsWatch::Result FlagsWatch::run(const FlagsTerms &options, const models::SwitchTerms &terms,
                                   const std::vector<db::SnapshotPtr> &before, const std::stop_token &stop)
{
    Result result;
    const bool isArmed = !terms.isEmpty() && arm(terms);
    std::optional<models::FlagProof> proof;
    if (options.watch()) {
        auto flag = declaration();
        flag.pickUpSeconds = double(options.watch()->count()) / 1000;
        proof.emplace(flag, m_change, m_site.profile, before);
        m_say(proof->state().sentence);
    }
    const auto isWatching = [&] {
        return (proof && !proof->isOver()) || (m_switch && m_switch->state == DeadManSwitch::State::Armed);
    };
    if (isWatching()) {
        Observation observation(m_site.profile.monitor);
        while (isWatching() && !stop.stop_requested()) {
            const auto snapshot = observation.next(db::Deadline::in(lookTime), stop);
            if (proof && snapshot && !proof->isOver()) {
                proof->add(*snapshot);
                if (proof->isOver())
                    m_say(proof->state().sentence);
            }
            judge(snapshot);
        }
    }
    if (stop.stop_requested() && m_switch && m_switch->state == DeadManSwitch::State::Armed)
        m_say(
            u"Nobody watches the dead man's switch from here on, until a console for this cluster is opened."_s);
    if (proof)
        result.proof = proof->state();
    result.deadMan = m_switch;
    const bool isLost = proof && (proof->state().state == models::FlagProofState::State::NotPickedUp);
    const bool isHeld = !isArmed ? terms.isEmpty()
                                 : m_switch->state == DeadManSwitch::State::Over ||
                                       (m_switch->state == DeadManSwitch::State::Fired && !terms.lagSeconds &&
                                        !terms.poolShare);
    result.isFine = !isLost && isHeld;
    return result;
}

bool FlagsWatch::arm(const models::SwitchTerms &terms)
{
    DeadManSwitch each;
    each.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    each.change = m_change;
    each.terms = terms;
    each.armedMs = each.lastSeenMs = m_savedMs = QDateTime::currentMSecsSinceEpoch();
    each.owner = models::ProcessIdentity::self();
    const auto kept = models::switchfile::put(models::switchfile::pathIn(m_site.directory), {each});
    m_say(kept ? u"Armed: %1. It holds while this command runs."_s.arg(describe(terms))
               : kept.error().message);
    m_switch = std::move(each);
    return true;
}

void FlagsWatch::judge(const db::SnapshotPtr &snapshot)
{
    if (!m_switch || m_switch->state != DeadManSwitch::State::Armed)
        return;
    const auto nowMs = QDateTime::currentMSecsSinceEpoch();
    const auto verdict = m_judge.judge(*m_switch, nowMs, snapshot.get());
    if (snapshot || !m_switch->terms.watchesFigures())
        m_switch->lastSeenMs = nowMs;
    if (verdict.act == Act::End)
        end(verdict.state, verdict.sentence);
    else if (verdict.act == Act::Revert && nowMs >= m_retryMs)
        takeBack(verdict.sentence, snapshot);
    else if (nowMs - m_savedMs > saveMs)
        save();
}

/// From a fresh reading: whatever else changed in the store stays.
void FlagsWatch::takeBack(const QString &why, const db::SnapshotPtr &snapshot)
{
    const auto cause = u"Dead man's switch: %1"_s.arg(why);
    auto reading = m_site.store->read(db::Deadline::in(10s), {});
    if (reading && reading->value(m_change.key) != m_change.to)
        return end(DeadManSwitch::State::Superseded,
                   u"It was left alone: %1 has another value by now than was set."_s.arg(m_change.key));
    auto outcome =
        reading ? db::Result<models::Outcome>(models::Outcome()) : std::unexpected(reading.error());
    if (reading) {
        const auto value = models::revertValue(m_change, reading->flag(m_change.key));
        auto operation = models::FlagOperation::make({m_site.profile,
                                                      m_site.store,
                                                      std::move(*reading),
                                                      {{m_change.key, value.value_or(QString())}},
                                                      true,
                                                      cause},
                                                     snapshot);
        if (operation) {
            (*operation)->setReason(cause);
            outcome = m_shell.runAs(**operation, m_site.profile, cause);
        } else {
            outcome = std::unexpected(operation.error());
        }
    }
    if (outcome && outcome->state == models::Outcome::State::Succeeded) {
        end(DeadManSwitch::State::Fired, cause);
        return m_say(outcome->summary);
    }
    m_retryMs = QDateTime::currentMSecsSinceEpoch() + retryMs;
    m_say(u"It is due and could not be reverted: %1"_s.arg(outcome ? outcome->summary
                                                                   : outcome.error().message));
}

void FlagsWatch::end(DeadManSwitch::State state, const QString &sentence)
{
    m_switch->state = state;
    m_switch->sentence = sentence;
    m_switch->endedMs = QDateTime::currentMSecsSinceEpoch();
    m_say(u"%1: %2"_s.arg(toString(state), sentence));
    save();
}

/// A console may have disarmed it meanwhile.
void FlagsWatch::save()
{
    m_savedMs = QDateTime::currentMSecsSinceEpoch();
    const auto kept = models::switchfile::put(models::switchfile::pathIn(m_site.directory), {*m_switch});
    if (!kept)
        return;
    const auto found = std::ranges::find(*kept, m_switch->id, &DeadManSwitch::id);
    if (found != kept->end() && found->state == DeadManSwitch::State::Disarmed)
        *m_switch = *found;
}

} // namespace seawall::app
