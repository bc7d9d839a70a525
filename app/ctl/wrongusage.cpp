// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/wrongusage.h"

#include <QStringList>

#include <algorithm>
#include <numeric>
#include <vector>

namespace seawall::app {

using namespace Qt::StringLiterals;

namespace {

/// The commands that were understood, from the program on.
std::vector<const CLI::App *> understood(const CLI::App &program)
{
    std::vector<const CLI::App *> chain{&program};
    for (auto chosen = program.get_subcommands(); !chosen.empty(); chosen = chain.back()->get_subcommands())
        chain.push_back(chosen.back());
    return chain;
}

/// As it is typed: 'check lag', without the program's own name.
QString typed(const std::vector<const CLI::App *> &chain)
{
    QStringList words;
    for (const auto *app : chain)
        words << QString::fromStdString(app->get_name());
    words.removeFirst();
    return words.join(u' ');
}

QStringList commandsOf(const CLI::App &app)
{
    QStringList names;
    for (const auto *command : app.get_subcommands([](const CLI::App *) { return true; })) {
        if (!command->get_name().empty()) // an option group has none
            names << QString::fromStdString(command->get_name());
    }
    return names;
}

/// The long options of these commands and of their groups.
QStringList optionsOf(const std::vector<const CLI::App *> &chain)
{
    QStringList names;
    for (const auto *app : chain) {
        for (const auto *option : app->get_options()) {
            for (const auto &name : option->get_lnames())
                names << u"--"_s + QString::fromStdString(name);
        }
        for (const auto *group :
             app->get_subcommands([](const CLI::App *part) { return part->get_name().empty(); }))
            names << optionsOf({group});
    }
    return names;
}

/// How many letters have to be put in, taken out or changed; two that changed places count as one.
qsizetype distance(const QString &from, const QString &to)
{
    const auto width = static_cast<std::size_t>(to.size()) + 1;
    std::vector<qsizetype> before;
    std::vector<qsizetype> last(width);
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype row = 0; row < from.size(); ++row) {
        std::vector<qsizetype> now(width);
        now[0] = row + 1;
        for (qsizetype column = 0; column < to.size(); ++column) {
            const auto at = static_cast<std::size_t>(column);
            now[at + 1] = std::min({last[at + 1] + 1, now[at] + 1, last[at] + (from[row] != to[column])});
            if (row > 0 && column > 0 && from[row] == to[column - 1] && from[row - 1] == to[column])
                now[at + 1] = std::min(now[at + 1], before[at - 1] + 1);
        }
        before = std::exchange(last, std::move(now));
    }
    return last.back();
}

/// ' Did you mean '…'?', or nothing where none is near.
QString guess(const QString &word, const QStringList &known, const QString &prefix)
{
    const auto nearest = std::ranges::min_element(
        known, {}, [&](const QString &name) { return distance(word.toLower(), name); });
    if (nearest == known.end() ||
        distance(word.toLower(), *nearest) > std::max<qsizetype>(1, word.size() / 3))
        return {};
    return u" Did you mean '%1'?"_s.arg(prefix + *nearest);
}

/// The parser's own words, where they can be taken as they are.
QString sentence(const CLI::ParseError &error)
{
    auto told = QString::fromStdString(error.what()).simplified();
    if (told.startsWith(u"Requires at most 1 "_s))
        return u"Only one of these at a time: %1."_s.arg(
            told.section(u'[', 1).chopped(1).replace(u","_s, u", "_s));
    if (dynamic_cast<const CLI::ArgumentMismatch *>(&error) != nullptr && told.endsWith(u" missing"_s))
        return u"%1 needs a value."_s.arg(told.section(u':', 0, 0));
    return told.endsWith(u'.') || told.endsWith(u'?') ? told : told + u'.';
}

} // namespace

db::Error wrongUsage(const CLI::App &program, const CLI::ParseError &error)
{
    const auto chain = understood(program);
    const auto &last = *chain.back();
    const auto command = typed(chain);
    const auto prefix = command.isEmpty() ? QString() : command + u' ';
    const auto commands = commandsOf(last);
    const bool needsCommand = last.get_require_subcommand_min() > 0;
    const auto left = program.remaining(true);
    const auto word = left.empty() ? QString() : QString::fromLocal8Bit(left.front());
    const bool isLeftOver =
        dynamic_cast<const CLI::ExtrasError *>(&error) != nullptr ||
        (dynamic_cast<const CLI::RequiredError *>(&error) != nullptr && needsCommand && !word.isEmpty());

    QString message;
    if (isLeftOver && word.startsWith(u'-'))
        message = (command.isEmpty() ? u"There is no option '%1'."_s.arg(word)
                                     : u"'%1' has no option '%2'."_s.arg(command, word)) +
                  guess(word, optionsOf(chain), {});
    else if (isLeftOver && !commands.isEmpty())
        message = u"There is no command '%1'."_s.arg(prefix + word) + guess(word, commands, prefix);
    else if (isLeftOver)
        message = u"'%1' does not take '%2'."_s.arg(command, word);
    else if (needsCommand)
        message = (command.isEmpty() ? u"Say what to do: "_s : u"Say what '%1' is to do: "_s.arg(command)) +
                  commands.join(u", "_s) + u'.';
    else
        message = sentence(error);
    const auto help = u"See 'seawallctl %1--help'."_s.arg(prefix);
    return {db::ErrorKind::InvalidInput, message, help, {}, {}, 0};
}

} // namespace seawall::app
