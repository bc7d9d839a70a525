// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/runstatus.h"

#include <algorithm>
#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString described(const OperationTarget &target)
{
    const auto role = target.role == db::Role::Primary   ? u"the primary"_s
                      : target.role == db::Role::Replica ? u"a replica"_s
                                                         : u"of unknown role"_s;
    return target.timeline ? u"%1 on timeline %2"_s.arg(role).arg(*target.timeline) : role;
}

/// Empty: what the evidence rested on stands, as far as is known.
QString changeOf(const OperationTarget &then, const std::vector<OperationTarget> &now)
{
    if (then.node.isEmpty())
        return {};
    const auto present = std::ranges::find_if(now, [&](const OperationTarget &each) {
        return each.node == then.node &&
               (each.profile.isEmpty() || then.profile.isEmpty() || each.profile == then.profile);
    });
    if (present == now.end())
        return {};
    if (then.isOnOtherCluster(present->systemIdentifier))
        return u"%1 is a server of another cluster than when this passed (system identifier %2, was %3): verify it again."_s
            .arg(then.node, present->systemIdentifier, then.systemIdentifier);
    const bool otherRole =
        then.role != db::Role::Unknown && present->role != db::Role::Unknown && then.role != present->role;
    const bool otherTimeline = then.timeline && present->timeline && *then.timeline != *present->timeline;
    if (!otherRole && !otherTimeline)
        return {};
    return u"%1 was %2 when this passed and is %3 now: verify it again."_s.arg(then.node, described(then),
                                                                               described(*present));
}

/// How many of what is below a node are in which state.
struct Tally {
    std::array<int, 8> of{};
    int steps = 0; ///< checkboxes below

    int &operator[](StepState state) { return of[size_t(state)]; }
    void add(const Tally &other)
    {
        for (size_t i = 0; i < of.size(); ++i)
            of[i] += other.of[i];
        steps += other.steps;
    }
    StepState together()
    {
        for (const auto state : {StepState::Failed, StepState::Running, StepState::Interrupted,
                                 StepState::Stale, StepState::Open, StepState::Passed, StepState::Skipped})
            if ((*this)[state] > 0)
                return state;
        return of[size_t(StepState::NotApplicable)] > 0 ? StepState::NotApplicable : StepState::Open;
    }
};

template<typename T>
const T *valueOf(const std::map<QString, T> &map, const QString &key)
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

StepStatus ownStatus(const ChecklistNode &node, const StatusInput &input,
                     const std::vector<OperationTarget> &now)
{
    StepStatus status;
    const auto *spec = valueOf(input.specs, node.identity);
    status.spec = spec ? *spec : node.spec;
    if (const auto *latest = valueOf(input.latest, node.identity)) {
        status.latest = *latest;
        status.state = latest->result;
    }
    if (const auto *running = valueOf(input.running, node.identity)) {
        status.state = *running ? StepState::Running : StepState::Interrupted;
    } else if (status.state == StepState::Passed) {
        const auto *changed = valueOf(input.changed, node.identity);
        status.staleReason = changed ? *changed : changeOf(status.latest->target, now);
        if (!status.staleReason.isEmpty())
            status.state = StepState::Stale;
    }
    status.own = status.state;
    return status;
}

} // namespace

std::map<QString, StepStatus> statusOf(const Checklist &checklist, const StatusInput &input,
                                       const std::vector<OperationTarget> &now)
{
    std::map<QString, StepStatus> all;
    std::vector<Tally> below(checklist.nodes.size());
    for (auto index = checklist.nodes.size(); index-- > 0;) { // children before their parents
        const auto &node = checklist.nodes[index];
        auto status = ownStatus(node, input, now);
        auto &tally = below[index];
        if (tally.steps > 0) {
            if (status.spec.kind != StepSpec::Kind::Manual || status.own != StepState::Open)
                ++tally[status.own];
            status.state = tally.together();
            if (status.state != StepState::Stale && status.own != StepState::Stale)
                status.staleReason.clear();
            else if (status.staleReason.isEmpty())
                status.staleReason = u"A step below rests on what has changed since."_s;
        } else if (node.isCheckbox()) {
            tally.steps = 1;
            ++tally[status.state];
        }
        if (node.parent >= 0)
            below[size_t(node.parent)].add(tally);
        all.insert_or_assign(node.identity, std::move(status));
    }
    return all;
}

} // namespace seawall::models
