// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/reportfacts.h"

#include "db/endpoint.h"
#include "models/checklist/evidencerecord.h"
#include "models/checklist/outline.h"
#include "models/format.h"

#include <QDateTime>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

std::vector<ReportNode> nodesOf(const ReportInput &input)
{
    const auto &nodes = input.run.checklist.nodes;
    std::vector<ReportNode> result(nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) {
        auto &shown = result[i];
        shown.node = &nodes[i];
        shown.title = reportText(nodes[i].title);
        shown.isStep = isOwnStep(input.run.checklist, int(i), input.status);
        shown.own = shown.isStep ? ownState(input.run.checklist, int(i), input.status) : StepState::Open;
        if (const auto status = input.status.find(nodes[i].identity); status != input.status.end()) {
            shown.state = status->second.state;
            shown.staleReason = status->second.staleReason;
        }
    }
    return result;
}

/// Which nodes have checkboxes below them, below which all passed, and where each stands. Titles that hold
/// every step, as that of the file, tell nothing of a place.
void deriveFromBelow(std::vector<ReportNode> &nodes)
{
    struct Below {
        int steps = 0, passed = 0;
    };
    std::vector<Below> below(nodes.size());
    for (auto i = nodes.size(); i-- > 0;) {
        auto &shown = nodes[i];
        below[i].steps += shown.isStep;
        below[i].passed += shown.isStep && shown.own == StepState::Passed;
        shown.isPassed = below[i].steps > 0 && below[i].steps == below[i].passed;
        if (shown.node->parent >= 0) {
            below[size_t(shown.node->parent)].steps += below[i].steps;
            below[size_t(shown.node->parent)].passed += below[i].passed;
        }
    }
    const auto all = std::ranges::count_if(nodes, &ReportNode::isStep);
    for (auto &shown : nodes) {
        if (shown.node->parent < 0)
            continue;
        const auto parent = size_t(shown.node->parent);
        shown.above = nodes[parent].above;
        if (below[parent].steps < all)
            shown.above += (shown.above.isEmpty() ? QString() : u" › "_s) + shortTitle(nodes[parent].title);
    }
}

void attachEvidence(const ReportInput &input, ReportFacts &facts)
{
    std::unordered_map<QString, size_t> places;
    for (size_t i = 0; i < facts.nodes.size(); ++i)
        places.emplace(facts.nodes[i].node->identity, i);
    std::set<QString> people;
    for (const auto &each : input.evidence) {
        const auto place = places.find(each.step);
        (place == places.end() ? facts.unattached : facts.nodes[place->second].evidence).push_back(&each);
        people.insert(each.actor);
        facts.firstMs = facts.firstMs == 0 ? each.startedMs : std::min(facts.firstMs, each.startedMs);
        facts.lastMs = std::max(facts.lastMs, each.finishedMs);
        facts.altered += !isUntouched(each);
        facts.filesAltered += !attachmentTrouble(each).isEmpty();
    }
    people.erase(QString());
    facts.people = QStringList(people.begin(), people.end());
}

QString zoneOf(qint64 ms)
{
    const int minutes = QDateTime::fromMSecsSinceEpoch(ms).offsetFromUtc() / 60;
    return u"UTC%1%2:%3"_s.arg(minutes < 0 ? u"-"_s : u"+"_s)
        .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
        .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
}

} // namespace

QString reportText(const QString &text)
{
    // Each pattern of a secret holds one of these; a report of thousands of lines is not searched for each.
    static const QStringList hints{u"pass"_s, u"secret"_s, u"token"_s, u"://"_s};
    const bool isSuspicious = std::ranges::any_of(
        hints, [&](const QString &hint) { return text.contains(hint, Qt::CaseInsensitive); });
    return isSuspicious ? db::redacted(text) : text;
}

ReportFacts factsOf(const ReportInput &input)
{
    ReportFacts facts;
    facts.nodes = nodesOf(input);
    deriveFromBelow(facts.nodes);
    for (const auto &shown : facts.nodes) {
        if (shown.isStep) {
            ++facts.steps;
            ++facts.counts[size_t(shown.own)];
        }
    }
    attachEvidence(input, facts);
    return facts;
}

std::vector<const ReportNode *> ReportFacts::in(std::initializer_list<StepState> states) const
{
    std::vector<const ReportNode *> found;
    for (const auto &shown : nodes) {
        if (shown.isStep && std::ranges::find(states, shown.own) != states.end())
            found.push_back(&shown);
    }
    return found;
}

QString ReportFacts::title(const QString &identity) const
{
    const auto found = std::ranges::find_if(
        nodes, [&](const ReportNode &shown) { return shown.node->identity == identity; });
    return found == nodes.end() ? identity : found->title;
}

QString placeOf(const OperationTarget &target)
{
    if (target.node.isEmpty())
        return {};
    QStringList parts{target.node};
    if (target.role != db::Role::Unknown)
        parts += db::toString(target.role);
    if (target.timeline)
        parts += u"timeline %1"_s.arg(*target.timeline);
    if (target.lsn)
        parts += target.lsn->toString();
    return parts.join(u", "_s);
}

QString attachmentOf(const Evidence &evidence)
{
    if (evidence.attachment.isEmpty() || evidence.attachmentChecksum.isEmpty())
        return evidence.attachment;
    return u"%1, SHA-256 %2. %3"_s
        .arg(evidence.attachment, QString::fromLatin1(evidence.attachmentChecksum),
             attachmentTrouble(evidence))
        .trimmed();
}

QString headlineOf(const Evidence &evidence)
{
    QStringList parts{evidence.target.node.isEmpty()
                          ? capitalised(toString(evidence.result))
                          : u"%1 on %2"_s.arg(capitalised(toString(evidence.result)), evidence.target.node)};
    parts += format::dateTime(evidence.finishedMs);
    if (evidence.finishedMs > evidence.startedMs)
        parts += u"in "_s + format::seconds(double(evidence.finishedMs - evidence.startedMs) / 1000);
    if (!evidence.actor.isEmpty())
        parts += u"by "_s + evidence.actor;
    return parts.join(u", "_s) +
           (evidence.summary.isEmpty() ? QString() : u": "_s + format::oneLine(reportText(evidence.summary)));
}

QString reasonOf(const ReportNode &node)
{
    const auto state = node.itself();
    if (!node.isStep && state != StepState::Open)
        return {}; // those below it tell
    if (state == StepState::Stale)
        return node.staleReason;
    if (state == StepState::Interrupted)
        return u"Seawall ended while this step ran; how far it came is not known."_s;
    if (state == StepState::Open)
        return node.node->tickedInFile ? u"Ticked in the file before this run, without evidence."_s
                                       : QString();
    if (node.evidence.empty())
        return {};
    const auto &latest = *node.evidence.back();
    const bool isByWord = state == StepState::Skipped || state == StepState::NotApplicable;
    QStringList said;
    for (const auto &text : {isByWord ? latest.note : latest.summary, isByWord ? QString() : latest.note}) {
        if (!text.isEmpty())
            said += format::oneLine(reportText(text));
    }
    return said.join(u" "_s);
}

QString signOffText(const ReportInput &input, const SignOff &signOff)
{
    auto text = signOff.name;
    if (!signOff.second.isEmpty())
        text += u", with "_s + signOff.second;
    text += u", "_s + format::dateTime(signOff.timeMs);
    const auto &checklist = input.run.checklist;
    std::set<QString> phase;
    std::vector<bool> isWithin(checklist.nodes.size());
    for (size_t i = 0; i < checklist.nodes.size(); ++i) {
        const auto &node = checklist.nodes[i];
        isWithin[i] = node.identity == signOff.phase || (node.parent >= 0 && isWithin[size_t(node.parent)]);
        if (isWithin[i])
            phase.insert(node.identity);
    }
    const auto later = std::ranges::count_if(input.evidence, [&](const Evidence &each) {
        return each.finishedMs > signOff.timeMs && phase.contains(each.step);
    });
    if (later > 0)
        text += u". Evidence that came after it: %1"_s.arg(later);
    return text;
}

std::vector<std::pair<QString, QString>> summaryOf(const ReportInput &input, const ReportFacts &facts)
{
    QStringList counts;
    for (const auto state :
         {StepState::Failed, StepState::Interrupted, StepState::Running, StepState::Stale, StepState::Passed,
          StepState::Skipped, StepState::NotApplicable, StepState::Open}) {
        if (facts.counts[size_t(state)] > 0)
            counts += u"%1 %2"_s.arg(facts.counts[size_t(state)]).arg(toString(state));
    }
    std::vector<std::pair<QString, QString>> rows{
        {u"Steps"_s, u"%1: %2"_s.arg(facts.steps).arg(counts.join(u", "_s))},
        {u"Cluster"_s, input.run.profile},
        {u"File"_s, input.run.path},
        {u"SHA-256 of the file"_s, QString::fromLatin1(input.run.checklist.checksum)},
        {u"Run"_s, u"%1, begun %2"_s.arg(input.run.id).arg(format::dateTime(input.run.startedMs))}};
    if (facts.lastMs > 0) {
        rows.emplace_back(u"Evidence"_s,
                          u"%1 from %2 to %3, over %4"_s.arg(input.evidence.size())
                              .arg(format::dateTime(facts.firstMs), format::dateTime(facts.lastMs),
                                   format::seconds(double(facts.lastMs - facts.firstMs) / 1000)));
        rows.emplace_back(u"By"_s, facts.people.join(u", "_s));
    }
    if (facts.altered > 0)
        rows.emplace_back(
            u"Warning"_s,
            u"%1 of the evidence does not match its checksum: it was changed by other means than "
            "Seawall's."_s.arg(facts.altered));
    if (facts.filesAltered > 0)
        rows.emplace_back(
            u"Warning"_s,
            u"%1 of the attached files are not as they were kept: they were changed or are gone."_s.arg(
                facts.filesAltered));
    rows.emplace_back(u"Report"_s, u"made %1 by %2; times are %3"_s.arg(format::dateTime(input.madeAtMs),
                                                                        input.actor, zoneOf(input.madeAtMs)));
    return rows;
}

} // namespace seawall::models
