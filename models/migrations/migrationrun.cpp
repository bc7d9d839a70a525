// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationrun.h"

#include "models/format.h"

#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::RunEvent;
using StepState = db::StepReport::State;

namespace {

QString describeBlocker(const db::Blocker &blocker)
{
    return u"pid %1 (%2, %3, %4 for %5): %6"_s.arg(
        QString::number(blocker.pid), blocker.user,
        blocker.application.isEmpty() ? u"no application name"_s : blocker.application, blocker.state,
        format::seconds(blocker.ageSeconds), format::oneLine(blocker.query, 80));
}

} // namespace

void MigrationRun::tell(const RunEvent &event) const
{
    if (m_sink)
        m_sink(event);
}

void MigrationRun::goOn()
{
    const std::lock_guard lock(m_mutex);
    if (m_runner)
        m_runner->goOn();
}

std::optional<db::RunReport> MigrationRun::report() const
{
    const std::lock_guard lock(m_mutex);
    return m_report;
}

std::vector<db::Rehearsal> MigrationRun::rehearsals() const
{
    const std::lock_guard lock(m_mutex);
    return m_rehearsals;
}

void MigrationRun::attach(db::MigrationRunner *runner)
{
    const std::lock_guard lock(m_mutex);
    m_runner = runner;
}

void MigrationRun::put(db::RunReport report)
{
    const std::lock_guard lock(m_mutex);
    m_report = std::move(report);
}

void MigrationRun::put(std::vector<db::Rehearsal> rehearsals)
{
    const std::lock_guard lock(m_mutex);
    m_rehearsals = std::move(rehearsals);
}

QString toString(StepState state)
{
    switch (state) {
    case StepState::NotReached:
        return u"not reached"_s;
    case StepState::Done:
        return u"done"_s;
    case StepState::Skipped:
        return u"skipped"_s;
    case StepState::Failed:
        return u"failed"_s;
    case StepState::Partly:
        return u"partly"_s;
    case StepState::Unknown:
        return u"unknown"_s;
    case StepState::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

QString titleOf(const db::Migration &migration)
{
    return migration.repeatable ? migration.name : u"%1 %2"_s.arg(migration.version, migration.name);
}

QString withoutFolder(const QString &message)
{
    static const QRegularExpression place(u"^(.*/)[^/]+:\\d+:\\d+: "_s);
    return message.sliced(place.match(message).capturedLength(1));
}

QString describe(const RunEvent &event, const std::vector<db::MigrationStep> &steps)
{
    const auto isStep = event.step >= 0 && size_t(event.step) < steps.size();
    const auto title = isStep ? titleOf(steps[size_t(event.step)].migration) : QString();
    switch (event.kind) {
    case RunEvent::Kind::StepStarted:
        return isStep && steps[size_t(event.step)].direction == db::Direction::Down
                   ? u"Rolling back %1"_s.arg(title)
                   : u"Applying %1"_s.arg(title);
    case RunEvent::Kind::Statement:
        return {}; // the bar shows it
    case RunEvent::Kind::Progress:
        return u"%1: %2"_s.arg(title, event.text);
    case RunEvent::Kind::Blocked: {
        QStringList who;
        for (const auto &blocker : event.blockers)
            who << describeBlocker(blocker);
        return u"%1 waits for %2"_s.arg(isStep ? title : u"The run"_s,
                                        who.isEmpty() ? event.text : who.join(u"; "_s));
    }
    case RunEvent::Kind::Retry:
        return u"%1: %2 (try %3 of %4), next in %5"_s.arg(title, event.text, QString::number(event.done),
                                                          QString::number(event.total),
                                                          format::seconds(event.seconds));
    case RunEvent::Kind::Holding:
        return u"On hold: %1"_s.arg(event.text);
    case RunEvent::Kind::StepDone:
        return u"%1: done in %2"_s.arg(title, format::seconds(event.seconds));
    case RunEvent::Kind::Arrived:
        return u"%1: visible on %2 after %3"_s.arg(title, event.node, format::seconds(event.seconds));
    case RunEvent::Kind::Note:
        return isStep ? u"%1: %2"_s.arg(title, event.text) : event.text;
    }
    return {};
}

} // namespace seawall::models
