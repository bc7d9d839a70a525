// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillresult.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 slowMs = 250; ///< an answer that took longer counts as away until it came

double seconds(qint64 ms)
{
    return double(ms) / 1000;
}

QString told(double value)
{
    return QString::number(value, 'f', 2) + u" s"_s;
}

/// Both are measured with a resolution of one probe: less is no difference.
void compare(QStringList &changes, const QString &what, double now, double before)
{
    if (std::abs(now - before) >= 0.15)
        changes << u"%1 %2, last time %3."_s.arg(what, told(now), told(before));
}

} // namespace

QString toString(DrillCriterion::State state)
{
    switch (state) {
    case DrillCriterion::State::Met:
        return u"met"_s;
    case DrillCriterion::State::Missed:
        return u"missed"_s;
    case DrillCriterion::State::Unknown:
        break;
    }
    return u"unknown"_s;
}

const DrillPath *DrillResult::path(const QString &wanted) const
{
    const auto found = std::ranges::find(paths, wanted, &DrillPath::name);
    return found == paths.end() ? nullptr : &*found;
}

std::optional<double> DrillResult::detectionSeconds() const
{
    if (monitorSeconds && routerSeconds)
        return std::min(*monitorSeconds, *routerSeconds);
    return monitorSeconds ? monitorSeconds : routerSeconds;
}

bool DrillResult::isPassed() const
{
    return !criteria.empty() && std::ranges::all_of(criteria, [](const DrillCriterion &criterion) {
        return criterion.state == DrillCriterion::State::Met;
    });
}

DrillUse drillUse(const std::vector<DrillAttempt> &attempts, qint64 faultMs, qint64 undoneMs)
{
    DrillUse use;
    std::optional<qint64> waitingSince; // the first attempt since the last answer
    bool hasFailed = false;
    qint64 longest = 0;
    for (const auto &attempt : attempts) {
        if (attempt.endedMs < faultMs)
            continue;
        ++use.attempts;
        use.longestSeconds = std::max(use.longestSeconds, seconds(attempt.endedMs - attempt.beganMs));
        waitingSince = waitingSince.value_or(std::max(attempt.beganMs, faultMs));
        use.isBack = attempt.isAnswered();
        const qint64 wait = attempt.endedMs - *waitingSince;
        hasFailed = hasFailed || !attempt.isAnswered();
        if (hasFailed || wait > slowMs)
            longest = std::max(longest, wait);
        if (!attempt.isAnswered()) {
            ++use.failures;
            if (use.firstError.isEmpty())
                use.firstError = attempt.error;
            continue;
        }
        waitingSince.reset();
        hasFailed = false;
        if (attempt.beganMs >= faultMs && attempt.endedMs <= undoneMs &&
            !use.answeredBy.contains(attempt.node))
            use.answeredBy << attempt.node;
    }
    use.outageSeconds = seconds(longest);
    return use;
}

std::vector<DrillMoment> drillMoments(const QString &who, const std::vector<DrillAttempt> &attempts,
                                      const std::vector<qint64> &turns)
{
    std::vector<DrillMoment> moments;
    QStringList known; // who answered since the last failure or turn
    QString error;
    int failures = 0;
    auto turn = turns.begin();
    for (const auto &attempt : attempts) {
        for (; turn != turns.end() && *turn <= attempt.beganMs; ++turn)
            known.clear();
        if (!attempt.isAnswered()) {
            if (failures++ == 0 || attempt.error != error)
                moments.push_back({attempt.endedMs, who, attempt.error});
            error = attempt.error;
            known.clear();
            continue;
        }
        if (!known.contains(attempt.node)) {
            const auto after = failures > 0 ? u", after %1 failed"_s.arg(failures) : QString();
            moments.push_back({attempt.endedMs, who, u"%1 answers"_s.arg(attempt.node) + after});
            known << attempt.node;
        }
        failures = 0;
    }
    return moments;
}

QStringList drillChanges(const DrillResult &now, const DrillResult &before)
{
    QStringList changes;
    if (now.detectionSeconds() && before.detectionSeconds())
        compare(changes, u"Known after"_s, *now.detectionSeconds(), *before.detectionSeconds());
    for (const auto &path : now.paths) {
        const auto *last = before.path(path.name);
        if (!last)
            continue;
        compare(changes, u"Reads through %1 were away"_s.arg(path.name), path.reads.outageSeconds,
                last->reads.outageSeconds);
        compare(changes, u"Writes through %1 were away"_s.arg(path.name), path.writes.outageSeconds,
                last->writes.outageSeconds);
    }
    for (const auto &criterion : now.criteria) {
        const auto last = std::ranges::find(before.criteria, criterion.id, &DrillCriterion::id);
        if (last != before.criteria.end() && last->state != criterion.state)
            changes << u"'%1' is %2, last time %3."_s.arg(criterion.title, toString(criterion.state),
                                                          toString(last->state));
    }
    return changes;
}

} // namespace seawall::db
