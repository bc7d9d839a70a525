// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/operationshell.h"

#include "app/paths.h"
#include "models/journalmirror.h"
#include "models/printedcommand.h"

#include <QDir>

#include <algorithm>
#include <iostream>

#include <poll.h>
#include <unistd.h>

namespace seawall::app {

using namespace Qt::StringLiterals;
using models::Guard;

namespace {

Colour colourOf(Guard::State state)
{
    switch (state) {
    case Guard::State::Ok:
        return Colour::Good;
    case Guard::State::Blocking:
        return Colour::Bad;
    case Guard::State::Warning:
    case Guard::State::Unknown:
        break;
    }
    return Colour::Warning;
}

const char *wordFor(Guard::State state)
{
    switch (state) {
    case Guard::State::Ok:
        return "ok";
    case Guard::State::Warning:
        return "warning";
    case Guard::State::Blocking:
        return "blocking";
    case Guard::State::Unknown:
        break;
    }
    return "unknown";
}

void show(const models::Preview &preview, Output &output)
{
    const auto &target = preview.target;
    output.line(preview.title);
    const auto production = target.production ? output.coloured(u"  PRODUCTION"_s, Colour::Bad) : QString();
    if (!target.node.isEmpty())
        output.line(
            u"  on %1 (%2, %3)%4"_s.arg(target.node, target.address, db::toString(target.role), production));
    else if (target.production)
        output.line(production);
    for (const auto &action : preview.actions)
        output.line(u"  · "_s + action.section(u'\n', 0, 0)); // a script is read with --plan, or in its file
    showGuards(preview, output);
    output.line(u"  "_s + preview.consequence);
}

} // namespace

void showGuards(const models::Preview &preview, Output &output)
{
    for (const auto &guard : preview.guards) {
        output.line(
            u"  %1 %2: %3"_s.arg(output.coloured(QString::fromLatin1(wordFor(guard.state)).leftJustified(8),
                                                 colourOf(guard.state)),
                                 guard.title, guard.measured));
        if (guard.state != Guard::State::Ok && !guard.remedy.isEmpty())
            output.line(u"           "_s + guard.remedy);
    }
}

std::optional<QString> askedOnTerminal(const QString &question, const std::stop_token &stop)
{
    std::cout << question.toStdString() << std::flush;
    while (std::cin.rdbuf()->in_avail() <= 0) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (poll(&input, 1, 100) > 0)
            break;
        if (stop.stop_requested())
            return std::nullopt;
    }
    std::string line;
    if (!std::getline(std::cin, line))
        return std::nullopt;
    return QString::fromLocal8Bit(line).trimmed();
}

void OperationShell::addTo(CLI::App &app)
{
    addAnswersTo(app);
    addDirectoryTo(app);
}

void OperationShell::addAnswersTo(CLI::App &app)
{
    app.add_flag("--yes", m_yes, "Do not ask; needed where there is no terminal to ask on");
    app.add_option("--reason", m_reason, "Why, for the Journal")->type_name("TEXT");
}

void OperationShell::addDirectoryTo(CLI::App &app)
{
    app.add_option("--data-dir", m_dataDirectory, "Folder of the console's files, with the Journal")
        ->type_name("DIR");
}

db::Result<void> OperationShell::confirm(const models::Preview &preview, Output &output, bool quiet,
                                         const std::stop_token &stop) const
{
    if (!quiet)
        show(preview, output);
    if (preview.needsReason && m_reason.empty()) {
        const auto blocking = std::ranges::find(preview.guards, Guard::State::Blocking, &Guard::state);
        const auto why = blocking == preview.guards.end()
                             ? u"This is a production cluster"_s
                             : u"%1: %2"_s.arg(blocking->title, blocking->measured);
        return db::fail(db::ErrorKind::InvalidInput, u"%1. To do it all the same needs a reason."_s.arg(why),
                        u"Give it with --reason, for the Journal."_s);
    }
    if (m_yes)
        return {};
    if (isatty(STDIN_FILENO) != 1 || quiet)
        return db::fail(db::ErrorKind::InvalidInput, u"Nothing was done: there is nobody to ask."_s,
                        u"Say --yes to do it without being asked."_s);
    const bool isTyped = !preview.typedConfirmation.isEmpty();
    const auto typed = askedOnTerminal(
        isTyped ? u"Type %1 to go on: "_s.arg(preview.typedConfirmation) : u"Go on? [y/N] "_s, stop);
    const bool isConfirmed = typed && (isTyped ? *typed == preview.typedConfirmation
                                               : typed->toLower() == u"y" || typed->toLower() == u"yes");
    if (!isConfirmed)
        return db::fail(db::ErrorKind::Cancelled, u"Nothing was done."_s);
    return {};
}

QString OperationShell::reason() const
{
    return QString::fromLocal8Bit(m_reason.c_str());
}

QString OperationShell::dataDirectory() const
{
    return QString::fromLocal8Bit(m_dataDirectory.c_str());
}

bool OperationShell::canAsk() const
{
    return !m_yes && isatty(STDIN_FILENO) == 1;
}

db::Result<QString> OperationShell::directory(const models::ClusterProfile &profile) const
{
    auto folder = knownDirectory(profile);
    if (const auto made = makePrivateDirectory(folder); !made)
        return std::unexpected(made.error());
    return folder;
}

QString OperationShell::knownDirectory(const models::ClusterProfile &profile) const
{
    return profileDirectory(stateDirectory(dataDirectory()), profile);
}

db::Result<models::Outcome> OperationShell::run(models::Operation &operation,
                                                const models::ClusterProfile &profile,
                                                const models::ProgressSink &progress,
                                                const std::stop_token &stop) const
{
    return journalled(operation, profile, reason(), progress, stop);
}

db::Result<models::Outcome> OperationShell::runAs(models::Operation &operation,
                                                  const models::ClusterProfile &profile,
                                                  const QString &reason) const
{
    return journalled(operation, profile, reason, [](const models::Progress &) {}, {});
}

db::Result<models::Outcome> OperationShell::journalled(models::Operation &operation,
                                                       const models::ClusterProfile &profile,
                                                       const QString &reason,
                                                       const models::ProgressSink &progress,
                                                       const std::stop_token &stop) const
{
    const auto folder = directory(profile);
    if (!folder)
        return std::unexpected(folder.error());
    const auto journal = models::Journal::open(QDir(*folder).filePath(u"journal.sqlite"_s));
    if (!journal)
        return std::unexpected(journal.error());
    const auto entry = (*journal)->begin(operation, reason);
    if (!entry)
        return std::unexpected(entry.error());
    auto outcome = models::withEnv(operation.run(progress, stop), profile.envFile);
    if (const auto kept = (*journal)->finish(*entry, outcome); !kept)
        outcome.summary += u" The Journal could not record this outcome: %1"_s.arg(kept.error().message);
    if (profile.journalMirror) // what is not copied now is caught up with by the next one
        static_cast<void>(
            models::mirrorJournal(**journal, profile, db::Deadline::in(std::chrono::seconds(3)), stop));
    return outcome;
}

} // namespace seawall::app
