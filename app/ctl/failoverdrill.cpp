// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/failoverdrill.h"

#include "app/ctl/interrupt.h"
#include "app/ctl/table.h"
#include "models/failover/drillstore.h"
#include "models/format.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace format = models::format;
using CriterionState = db::DrillCriterion::State;

namespace {

Colour colourOf(CriterionState state)
{
    return state == CriterionState::Met      ? Colour::Good
           : state == CriterionState::Missed ? Colour::Bad
                                             : Colour::Warning;
}

QString lastWords(const db::DrillResult *last)
{
    if (!last)
        return u"never run"_s;
    const auto *router = last->path(u"router"_s);
    return u"%1 %2, known after %3, reads away %4, writes away %5"_s.arg(
        format::dateTime(last->startedMs), last->isPassed() ? u"passed"_s : u"not passed"_s,
        format::seconds(last->detectionSeconds()),
        format::seconds(router ? std::optional(router->reads.outageSeconds) : std::nullopt),
        format::seconds(router ? std::optional(router->writes.outageSeconds) : std::nullopt));
}

void tellPath(Output &output, const db::DrillPath &path)
{
    const auto use = [](const db::DrillUse &each) {
        return u"away %1, %2 of %3 failed, by %4"_s.arg(format::seconds(each.outageSeconds))
            .arg(each.failures)
            .arg(each.attempts)
            .arg(each.answeredBy.isEmpty() ? u"nobody"_s : each.answeredBy.join(u", "_s));
    };
    output.line(u"  %1 reads:  %2"_s.arg(path.name, use(path.reads)));
    output.line(u"  %1 writes: %2; %3 acknowledged, %4 lost, %5 twice"_s.arg(
        path.name, use(path.writes), QString::number(path.acknowledged), format::count(path.lost),
        format::count(path.doubled)));
}

} // namespace

FailoverDrill::FailoverDrill(CLI::App &failover)
    : FailoverSubcommand(failover, "drill", "Have something fail on purpose, watch who answers, and undo it")
{
    auto *name = app().add_option("name", m_name, "Which drill; see --list")->type_name("NAME");
    auto *list = app().add_flag("--list", m_list, "Say which drills there are, and how each ended last");
    app().add_flag("--undo", m_undo, "Undo a drill that was cut off")->excludes(name)->excludes(list);
    app()
        .add_option("--node", m_node, "The node that is made to fail; else the one that fits")
        ->type_name("NODE");
    addDurationOption(app(), "--hold", m_hold, "How long it lasts (6s)");
    app().add_flag("--dry-run", m_dryRun, "Only say what would be done");
}

ExitCode FailoverDrill::run(Output &output)
{
    const auto where = site();
    if (m_list)
        return list(output, where.value_or(models::FailoverSite()));
    if (!where)
        return output.failed(where.error());
    if (m_undo)
        return undo(output, *where);
    const auto name = QString::fromLocal8Bit(m_name.c_str());
    if (const auto kind = db::drillNamed(name))
        return drill(output, *where, *kind);
    QStringList names;
    for (const auto &info : db::allDrills())
        names << info.name;
    return output.failed(db::fail(db::ErrorKind::InvalidInput,
                                  name.isEmpty() ? u"Which drill?"_s : u"There is no drill '%1'."_s.arg(name),
                                  u"There are: %1."_s.arg(names.join(u", "_s)))
                             .error());
}

ExitCode FailoverDrill::list(Output &output, const models::FailoverSite &where) const
{
    const auto past = models::DrillStore(models::DrillStore::pathFor(where.recordFile)).results();
    if (!past)
        return output.failed(past.error());
    auto drills = Json::array();
    for (const auto &info : db::allDrills()) {
        const auto last = std::ranges::find(*past, info.name, &db::DrillResult::name);
        const auto *found = last == past->end() ? nullptr : &*last;
        drills.push_back({{"name", utf8(info.name)},
                          {"does", utf8(info.does)},
                          {"shows", utf8(info.shows)},
                          {"last_started_ms", found ? Json(found->startedMs) : Json(nullptr)},
                          {"last_passed", found ? Json(found->isPassed()) : Json(nullptr)}});
        if (options().json)
            continue;
        output.line(info.name);
        output.line(u"  %1 %2"_s.arg(info.does, info.shows));
        output.line(output.coloured(u"  "_s + lastWords(found), Colour::Dim));
    }
    if (options().json)
        output.json(drills);
    return ExitCode::Fine;
}

ExitCode FailoverDrill::undo(Output &output, const models::FailoverSite &where) const
{
    const auto note = db::DrillNote::load(db::DrillNote::pathFor(where.recordFile));
    if (!note)
        return output.failed(note.error());
    if (!*note) {
        if (options().json)
            output.json({{"cut_off", false}});
        else
            output.line(u"No drill was cut off here."_s);
        return ExitCode::Fine;
    }
    const models::FailoverWatch watch{lines(output)};
    models::DrillUndoOperation operation(where, **note, watch.sink);
    return m_dryRun ? show(output, operation.preview()) : carryOut(output, operation, where, watch);
}

ExitCode FailoverDrill::drill(Output &output, const models::FailoverSite &where, db::DrillKind kind) const
{
    const auto node = db::nodeMeant(where.members, QString::fromLocal8Bit(m_node.c_str()));
    const auto plan = db::planDrill(where.members, kind, node, db::Deadline::in(30s));
    if (!plan) {
        const auto code = output.failed(plan.error());
        const bool isWrongUse = !node.isEmpty() && !db::memberOf(where.members, node);
        return code == ExitCode::Usage && !isWrongUse ? ExitCode::NotFine : code;
    }
    db::DrillOptions how;
    how.hold = m_hold.value_or(how.hold);
    const models::DrillView view{lines(output)};
    models::DrillOperation operation(where, *plan, how, view);
    if (m_dryRun)
        return show(output, operation.preview());
    const auto &shell = options().shell;
    if (const auto confirmed = shell.confirm(operation.preview(), output, options().json); !confirmed)
        return output.failed(confirmed.error());
    const Interrupt interrupt;
    const auto outcome =
        shell.run(operation, where.profile, [](const models::Progress &) {}, interrupt.token());
    return outcome ? tell(output, *outcome, *view.report, where) : output.failed(outcome.error());
}

ExitCode FailoverDrill::tell(Output &output, const models::Outcome &outcome, const db::DrillReport &report,
                             const models::FailoverSite &where) const
{
    const bool isDone = outcome.state == models::Outcome::State::Succeeded;
    const auto past = models::DrillStore(models::DrillStore::pathFor(where.recordFile)).results();
    const auto *last = past ? models::lastLike(*past, report.result) : nullptr;
    const auto changes = last ? db::drillChanges(report.result, *last) : QStringList();
    if (options().json) {
        auto object = outcome.details;
        object[u"summary"] = outcome.summary;
        object[u"error"] = outcome.error ? QJsonValue(outcome.error->message) : QJsonValue(QJsonValue::Null);
        object[u"changes"] = QJsonArray::fromStringList(changes);
        output.raw(QJsonDocument(object).toJson());
        return isDone ? ExitCode::Fine : ExitCode::NotFine;
    }
    for (const auto &moment : report.result.timeline)
        output.line(u"%1 s  %2 %3"_s.arg(QString::number(double(moment.ms) / 1000, 'f', 2).rightJustified(7),
                                         output.coloured(moment.who.leftJustified(13), Colour::Dim),
                                         moment.text));
    for (const auto &path : report.result.paths)
        tellPath(output, path);
    for (const auto &criterion : report.result.criteria)
        output.line(u"  %1 %2: %3 (wanted: %4)"_s.arg(
            output.coloured(db::toString(criterion.state).leftJustified(7), colourOf(criterion.state)),
            criterion.title, criterion.measured, criterion.wanted));
    for (const auto &change : changes)
        output.line(u"  "_s + change);
    output.line(output.coloured(outcome.summary, isDone ? Colour::Good : Colour::Bad));
    if (outcome.error && !outcome.error->hint.isEmpty())
        output.line(u"  "_s + outcome.error->hint);
    if (outcome.error && !outcome.error->detail.isEmpty())
        output.line(u"  "_s + outcome.error->detail);
    return isDone ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
