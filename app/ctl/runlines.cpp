// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/runlines.h"

#include "app/ctl/enterlistener.h"
#include "models/migrations/migrationrun.h"

#include <QRegularExpression>

namespace seawall::app {

using namespace Qt::StringLiterals;
using db::RunEvent;

namespace {

constexpr auto startOfLine = "\r\033[K";
constexpr qint64 statementMs = 100; // of many short ones not each is worth a line

} // namespace

RunLines::RunLines(const std::vector<db::MigrationStep> &steps, Output &output)
    : m_steps(steps), m_output(output), m_hasKeys(output.isTerminal() && EnterListener::hasKeyboard())
{
    m_sinceStatement.start();
}

void RunLines::tell(const RunEvent &event)
{
    const auto now = m_output.isTerminal() ? passing(event) : QString();
    const bool isPassing = !now.isEmpty() && event.kind == RunEvent::Kind::Progress;
    const auto line = isPassing ? std::nullopt : lasting(event);
    if (!line && now.isEmpty())
        return;
    const auto text = now.isEmpty() ? m_passing : now;
    end();
    if (line)
        m_output.line(rendered(*line, m_output));
    if (!m_output.isTerminal() || text.isEmpty() || event.kind == RunEvent::Kind::StepDone)
        return;
    m_passing = text;
    m_output.raw(rendered({{text, Colour::Dim}}, m_output, m_output.width() - 1).toUtf8());
}

void RunLines::end()
{
    if (!m_passing.isEmpty())
        m_output.raw(startOfLine);
    m_passing.clear();
}

QString RunLines::passing(const RunEvent &event)
{
    const auto text = models::describe(event, m_steps);
    const auto at = u"%1 of %2: "_s.arg(event.step + 1).arg(m_steps.size());
    if (event.kind == RunEvent::Kind::StepStarted || event.kind == RunEvent::Kind::Progress)
        return at + text;
    if (event.kind != RunEvent::Kind::Statement || event.step < 0 || event.total < 2 ||
        m_sinceStatement.elapsed() < statementMs)
        return {};
    m_sinceStatement.start();
    return at + u"%1, %2 of its %3 statements are done"_s.arg(
                    models::titleOf(m_steps[size_t(event.step)].migration), QString::number(event.done),
                    QString::number(event.total));
}

std::optional<Line> RunLines::lasting(const RunEvent &event)
{
    if (event.kind == RunEvent::Kind::StepStarted || event.kind == RunEvent::Kind::Statement)
        return std::nullopt;
    auto text = models::describe(event, m_steps);
    if (m_hasKeys && event.kind == RunEvent::Kind::Holding)
        text += u"; Enter goes on all the same, Ctrl+C stops"_s;
    // Who waits for whom, and how far the server is, is told twice a second; ages and fractions are no news.
    static const QRegularExpression figures(u"[0-9.,]+"_s);
    QString key = text;
    if (event.kind == RunEvent::Kind::Progress)
        key.remove(figures);
    if (event.kind == RunEvent::Kind::Blocked || event.kind == RunEvent::Kind::Holding) {
        key = QString::number(event.step);
        for (const auto &blocker : event.blockers)
            key += u' ' + QString::number(blocker.pid);
    }
    if (text.isEmpty() || std::exchange(m_last[event.kind], key) == key)
        return std::nullopt;
    const auto colour = event.kind == RunEvent::Kind::StepDone  ? Colour::Good
                        : event.kind == RunEvent::Kind::Arrived ? Colour::Dim
                        : event.kind == RunEvent::Kind::Note    ? Colour::Plain
                                                                : Colour::Warning;
    return Line{{text, colour}};
}

} // namespace seawall::app
