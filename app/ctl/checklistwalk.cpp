// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/checklistwalk.h"

#include "app/ctl/observation.h"
#include "models/processidentity.h"

#include <QDateTime>

namespace seawall::app {

using namespace Qt::StringLiterals;
using models::Evidence;
using models::StepOperation;
using models::StepSpec;
using models::StepState;

Colour colourFor(StepState state)
{
    switch (state) {
    case StepState::Passed:
        return Colour::Good;
    case StepState::Failed:
    case StepState::Interrupted:
        return Colour::Bad;
    case StepState::Stale:
    case StepState::Running:
        return Colour::Warning;
    case StepState::Open:
    case StepState::Skipped:
    case StepState::NotApplicable:
        break;
    }
    return Colour::Dim;
}

ChecklistWalk::ChecklistWalk(const ChecklistSite &site, const OperationShell &shell, models::ChecklistRun run,
                             Options options, Output &output, std::stop_token stop)
    : m_site(site), m_shell(shell), m_run(std::move(run)), m_options(std::move(options)), m_output(output),
      m_stop(std::move(stop)), m_numbers(numbersOf(m_run.checklist))
{}

void ChecklistWalk::say(const QString &text) const
{
    if (!m_options.quiet)
        m_output.line(text);
}

db::Result<ChecklistWalk::End> ChecklistWalk::through(const std::vector<int> &steps,
                                                      const models::StepStates &status)
{
    for (const int step : steps) {
        const auto &node = m_run.checklist.nodes[size_t(step)];
        const auto found = status.find(node.identity);
        const auto now = found == status.end() ? models::StepStatus{.spec = node.spec} : found->second;
        const auto next = walk(step, now);
        if (!next)
            return std::unexpected(next.error());
        if (*next == Next::Quit || m_stop.stop_requested())
            return m_hasFailed ? End::Failed : End::Stopped;
        if (m_hasFailed && !m_options.keepGoing)
            return End::Failed;
    }
    return m_hasFailed ? End::Failed : End::Done;
}

db::Result<ChecklistWalk::Next> ChecklistWalk::walk(int step, const models::StepStatus &status)
{
    const auto &node = m_run.checklist.nodes[size_t(step)];
    const bool checks = StepOperation::onlyChecks(status.spec);
    if ((m_options.onlyChecks && !checks) || (!m_options.again && models::isDone(status.own)))
        return Next::GoOn;
    say(u"\n%1 %2"_s.arg(m_numbers[size_t(step)]).arg(node.title));
    if (status.spec.kind != StepSpec::Kind::Manual)
        return runStep(node, status.spec);
    if (!node.guidance.trimmed().isEmpty())
        say(node.guidance.trimmed());
    for (const auto &block : node.blocks)
        say(block.text);
    if (m_shell.canAsk() && !m_options.quiet)
        return askByHand(node, u"Done by hand: [p]assed, [f]ailed, [s]kip, [l]ater, [q]uit? "_s);
    say(m_output.coloured(u"  is done by hand; it stays open"_s, Colour::Dim));
    return Next::GoOn;
}

db::Result<models::StepContext> ChecklistWalk::contextOf(const StepSpec &spec) const
{
    models::StepContext context;
    context.profile = m_site.profile;
    context.folder = m_run.folder;
    const bool isDrill = spec.kind == StepSpec::Kind::FailoverCheck;
    if (isDrill || (spec.kind == StepSpec::Kind::Flag && !StepOperation::onlyChecks(spec)))
        context.snapshot =
            lookOnce(m_site.profile.monitor); // a flag's guards ask for figures, a drill for its node
    context.migrations = m_options.migrations;
    if (isDrill) {
        const auto directory = m_shell.directory(m_site.profile);
        if (!directory)
            return std::unexpected(directory.error());
        context.directory = *directory;
    }
    context.output = [this](const QString &line) {
        if (!m_options.quiet)
            m_output.raw("    " + line.toUtf8());
    };
    return context;
}

db::Result<ChecklistWalk::Next> ChecklistWalk::runStep(const models::ChecklistNode &node,
                                                       const StepSpec &spec)
{
    const auto context = contextOf(spec);
    if (!context)
        return std::unexpected(context.error());
    const auto evidence = std::make_shared<Evidence>();
    StepOperation operation(node, spec, *context, evidence);
    if (!m_options.onlyChecks) {
        const auto confirmed = m_shell.confirm(operation.preview(), m_output, m_options.quiet, m_stop);
        if (!confirmed && confirmed.error().kind == db::ErrorKind::Cancelled && !m_stop.stop_requested())
            return askByHand(node, u"Not run. [s]kip, [l]ater, [p]assed, [f]ailed, [q]uit? "_s);
        if (!confirmed && m_stop.stop_requested())
            return Next::Quit;
        if (!confirmed)
            return std::unexpected(confirmed.error());
    }
    if (const auto marked = m_site.store->markRunning(m_run.id, node.identity); !marked)
        return std::unexpected(marked.error());
    const auto outcome = m_shell.run(operation, m_site.profile, [](const models::Progress &) {}, m_stop);
    if (!outcome) {
        Evidence open; // nothing was run: it does not stay marked as running
        open.step = node.identity;
        open.startedMs = open.finishedMs = QDateTime::currentMSecsSinceEpoch();
        open.actor = models::actorName();
        static_cast<void>(m_site.store->add(m_run.id, open));
        return std::unexpected(outcome.error());
    }
    // A command's output was shown as it came.
    const bool isShown = spec.kind == StepSpec::Kind::Command || spec.kind == StepSpec::Kind::Migration ||
                         spec.kind == StepSpec::Kind::FailoverCheck;
    if (!isShown) {
        for (const auto &line : evidence->output.split(u'\n', Qt::SkipEmptyParts))
            say(u"    "_s + line);
    }
    return add(*evidence);
}

db::Result<ChecklistWalk::Next> ChecklistWalk::add(const Evidence &evidence)
{
    const auto added = m_site.store->add(m_run.id, evidence);
    if (!added)
        return std::unexpected(added.error());
    m_hasFailed =
        m_hasFailed || added->result == StepState::Failed || added->result == StepState::Interrupted;
    say(u"  %1 %2"_s.arg(m_output.coloured(models::toString(added->result), colourFor(added->result)),
                         added->summary.isEmpty() ? added->note : added->summary));
    return Next::GoOn;
}

db::Result<ChecklistWalk::Next> ChecklistWalk::keep(const models::ChecklistNode &node, StepState state,
                                                    qint64 startedMs, const QString &note)
{
    Evidence evidence;
    evidence.step = node.identity;
    evidence.result = state;
    evidence.startedMs = startedMs;
    evidence.finishedMs = QDateTime::currentMSecsSinceEpoch();
    evidence.actor = models::actorName();
    evidence.target.profile = m_site.profile.name;
    evidence.target.production = m_site.profile.production;
    evidence.note = db::redacted(note);
    return add(evidence);
}

db::Result<ChecklistWalk::Next> ChecklistWalk::askByHand(const models::ChecklistNode &node,
                                                         const QString &question)
{
    const auto startedMs = QDateTime::currentMSecsSinceEpoch();
    for (;;) {
        const auto answer = askedOnTerminal(question, m_stop);
        const auto letter = answer ? answer->toLower().left(1) : u"q"_s;
        if (letter == u"q")
            return Next::Quit;
        if (letter == u"l")
            return Next::GoOn;
        if (letter == u"p" || letter == u"f")
            return keep(node, letter == u"p" ? StepState::Passed : StepState::Failed, startedMs,
                        askedOnTerminal(u"Note (may be empty): "_s, m_stop).value_or(QString()));
        if (letter != u"s") {
            say(u"Answer p (passed), f (failed), s (skip), l (later) or q (quit)."_s);
            continue;
        }
        const auto reason = askedOnTerminal(u"Reason for the skip: "_s, m_stop);
        if (reason && !reason->isEmpty())
            return keep(node, StepState::Skipped, startedMs, *reason);
        if (!reason)
            return Next::Quit;
        say(u"A skip needs a reason."_s);
    }
}

} // namespace seawall::app
