// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failovercheck.h"

#include "app/ctl/observation.h"
#include "app/ctl/snapshotjson.h"
#include "app/ctl/table.h"
#include "models/failover/failoversite.h"
#include "models/failover/preflightrequest.h"
#include "models/failover/readinesswords.h"
#include "models/format.h"

#include <QDateTime>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = db::ReadinessCheck::State;

namespace {

constexpr auto patience = 20s;

Colour colourOf(State state)
{
    switch (state) {
    case State::Ok:
        return Colour::Good;
    case State::Warning:
    case State::Unknown:
        return Colour::Warning;
    case State::Blocking:
        break;
    }
    return Colour::Bad;
}

/// A setting can be empty, and is known to be so then.
Json settingOrNull(const QString &value)
{
    return value.isNull() ? Json(nullptr) : Json(utf8(value));
}

const char *weightName(db::SettingDifference::Weight weight)
{
    using Weight = db::SettingDifference::Weight;
    return weight == Weight::Matters ? "matters" : weight == Weight::Notable ? "notable" : "expected";
}

/// The keys are described in docs/cli.md.
Json readinessJson(const db::Readiness &readiness)
{
    auto checks = Json::array();
    for (const auto &check : readiness.checks)
        checks.push_back({{"id", utf8(check.id)},
                          {"title", utf8(check.title)},
                          {"state", utf8(db::toString(check.state))},
                          {"measured", utf8(check.measured)},
                          {"node", utf8(check.node)},
                          {"query", utf8(check.query)},
                          {"remedy", utf8(check.remedy)}});
    auto settings = Json::array();
    for (const auto &each : readiness.settings)
        settings.push_back({{"name", utf8(each.name)},
                            {"primary", settingOrNull(each.primary)},
                            {"candidate", settingOrNull(each.candidate)},
                            {"weight", weightName(each.weight)},
                            {"meaning", utf8(each.meaning)}});
    const auto taken = QDateTime::fromMSecsSinceEpoch(readiness.takenMs, Qt::UTC);
    return {{"time", utf8(taken.toString(Qt::ISODateWithMs))},
            {"primary", utf8(readiness.primary)},
            {"candidate", utf8(readiness.candidate)},
            {"state", utf8(db::toString(readiness.state()))},
            {"rpo_bytes", orNull(readiness.rpoBytes)},
            {"checks", checks},
            {"settings", settings}};
}

std::vector<Line> remedyLines(const db::Readiness &readiness)
{
    std::vector<Line> lines;
    for (const auto &check : readiness.checks) {
        if (check.remedy.isEmpty())
            continue;
        lines.emplace_back();
        lines.push_back({{check.title, colourOf(check.state)}});
        for (const auto &line : check.remedy.split(u'\n'))
            lines.push_back({{u"  "_s + line}});
    }
    return lines;
}

} // namespace

FailoverCheck::FailoverCheck(CLI::App &failover)
    : Command(failover, "check", "Could a replica take over now? Each check, what was found, how to mend it",
              {"seawallctl failover check --env production.env",
               "seawallctl failover check --to replica2 --json", "",
               "Exit codes: 0 ready or warnings only, 1 a check is blocking or unknown, 3 cannot connect."})
{
    m_connection.addTo(app());
    m_shell.addDirectoryTo(app());
    app()
        .add_option("--to", m_to,
                    "The replica that would take over; without it, the one that would lose least")
        ->type_name("NODE");
    addJsonOption(m_json);
}

db::Result<db::Readiness> FailoverCheck::checked()
{
    const auto profile = m_connection.profile(1s);
    if (!profile)
        return db::fail(db::ErrorKind::InvalidInput, profile.error().message, profile.error().hint);
    const auto snapshot = lookOnce(profile->monitor);
    const auto primary = models::primaryToLeave(*snapshot);
    m_envFile = profile->envFile;
    const auto directory = m_shell.knownDirectory(*profile);
    m_cutOff = models::cutOffIn(*profile, directory);
    m_wayOut = m_cutOff ? models::wayOutOf(*m_cutOff) : models::wayOutOf(*snapshot);
    m_heard = models::primaryStillHeard(*snapshot);
    m_leftBehind = models::leftBehindOf(*profile, *snapshot);
    auto candidate = m_to.empty() ? db::bestCandidate(*snapshot) : QString::fromLocal8Bit(m_to);
    if (const auto found = std::ranges::find(snapshot->nodes, candidate, &db::NodeSnapshot::address);
        found != snapshot->nodes.end())
        candidate = found->name;
    if (!m_to.empty() && !snapshot->node(candidate))
        return db::fail(db::ErrorKind::InvalidInput, u"There is no node '%1'."_s.arg(candidate),
                        u"'seawallctl status' lists the nodes."_s);
    if (candidate == primary && !candidate.isEmpty())
        return db::fail(db::ErrorKind::InvalidInput, u"%1 is the primary already."_s.arg(candidate),
                        u"Name a replica."_s);
    const auto request = models::preflightRequest(*profile, primary, candidate);
    const auto next =
        m_wayOut.isEmpty() ? models::leftBehindText(m_leftBehind).replace(u'\n', u"\n  "_s) : m_wayOut;
    if (!request)
        return db::fail(db::ErrorKind::Refused,
                        candidate.isEmpty() ? u"No replica answers that could take over."_s
                                            : u"No primary is known to fail over from."_s,
                        next.isEmpty() ? u"'seawallctl status' says how each node is."_s : next);
    return models::checkNow(*request, models::FailoverSite::recordFileIn(directory),
                            db::Deadline::in(patience));
}

ExitCode FailoverCheck::run(Output &output)
{
    const auto readiness = checked();
    if (!readiness)
        return output.failed(readiness.error());
    if (m_json) {
        auto json = readinessJson(*readiness);
        json["cut_off"] = cutOffJson(m_cutOff, m_envFile);
        json["left_behind"] = leftBehindJson(m_leftBehind, m_envFile);
        output.json(json);
    } else {
        print(output, *readiness);
    }
    if (readiness->primaryError || readiness->candidateError)
        return ExitCode::CannotConnect;
    const auto state = readiness->state();
    return state == State::Ok || state == State::Warning ? ExitCode::Fine : ExitCode::NotFine;
}

void FailoverCheck::print(Output &output, const db::Readiness &readiness) const
{
    const bool isOnlyFailover = models::isOnlyFailover(readiness);
    const bool isHeard = isOnlyFailover && !m_heard.isEmpty();
    const auto colour = isOnlyFailover ? Colour::Warning : colourOf(readiness.state());
    const Line head{{isHeard ? u"NOT ADVISED"_s : models::readinessWord(readiness), colour},
                    {u"  "_s + (isHeard ? m_heard : models::readinessSentence(readiness))}};
    output.line(rendered(head, output));
    if (!isHeard)
        output.line(readiness.primaryError
                        ? u"A failover says beforehand what it loses."_s
                        : u"Lost if the primary died now: %1."_s.arg(
                              readiness.rpoBytes ? models::format::bytes(readiness.rpoBytes) + u" of WAL"_s
                                                 : models::format::unknown()));
    if (!m_wayOut.isEmpty())
        output.line(m_wayOut);
    if (!m_leftBehind.empty() && !m_cutOff)
        output.line(models::leftBehindText(m_leftBehind));
    output.line();
    Table table;
    for (const auto *title : {"CHECK", "STATE", "FOUND"})
        table.addColumn(QLatin1StringView(title));
    for (const auto &check : readiness.checks)
        table.addRow({{check.title}, {db::toString(check.state), colourOf(check.state)}, {check.measured}});
    for (const auto &line : table.lines())
        output.line(rendered(line, output));
    for (const auto &line : remedyLines(readiness))
        output.line(rendered(line, output));
}

} // namespace seawall::app
