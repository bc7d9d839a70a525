// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/sandboxcommand.h"

#include "app/ctl/interrupt.h"
#include "app/ctl/sandboxnodes.h"
#include "app/paths.h"
#include "db/sandboxload.h"

#include <QDir>
#include <QFileInfo>

#include <iostream>

#include <unistd.h>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto upTime = 180s;

QString stateName(db::SandboxNode::State state)
{
    switch (state) {
    case db::SandboxNode::State::Running:
        return u"running"_s;
    case db::SandboxNode::State::Paused:
        return u"paused"_s;
    case db::SandboxNode::State::Stopped:
        break;
    }
    return u"stopped"_s;
}

Colour stateColour(db::SandboxNode::State state)
{
    using enum db::SandboxNode::State;
    return state == Running ? Colour::Good : state == Paused ? Colour::Warning : Colour::Bad;
}

/// One that is paused would keep whoever asks it waiting.
db::Role roleOf(const db::Sandbox &sandbox, const db::SandboxNode &node)
{
    return node.state == db::SandboxNode::State::Running ? sandbox.roleOf(node.name) : db::Role::Unknown;
}

nlohmann::json described(const db::Sandbox &sandbox)
{
    auto nodes = nlohmann::json::array();
    for (const auto &node : sandbox.nodes()) {
        const auto role = roleOf(sandbox, node);
        nodes.push_back({{"name", utf8(node.name)},
                         {"state", utf8(stateName(node.state))},
                         {"role", role == db::Role::Unknown ? nlohmann::json()
                                                            : nlohmann::json(utf8(db::toString(role)))},
                         {"port", node.port},
                         {"pid", node.pid == 0 ? nlohmann::json() : nlohmann::json(node.pid)},
                         {"address", utf8(sandbox.endpoint(node.name).describe())},
                         {"data_directory", utf8(sandbox.dataDirectory(node.name))}});
    }
    return {{"directory", utf8(sandbox.directory())}, {"env", utf8(sandbox.envFile())}, {"nodes", nodes}};
}

/// The sandbox that one stands in is meant, as its .env is by the other commands.
QString directoryMeant()
{
    const auto here = QDir::currentPath();
    return qEnvironmentVariableIsEmpty("SEAWALL_SANDBOX_DIR") && db::Sandbox::open(here) ? here
                                                                                         : sandboxDirectory();
}

/// What goes is a cluster with all that was done in it. Without a terminal it is a script that wants it.
bool isRemovalMeant(const db::Sandbox &sandbox)
{
    QStringList nodes;
    for (const auto &node : sandbox.nodes())
        nodes << node.name;
    const auto answer =
        askedOnTerminal(u"The sandbox in %1 is removed: the servers %2 with all their data, and its .env.\n"
                        "Go on? [y/N] "_s.arg(sandbox.directory(), nodes.join(u", "_s)));
    return answer && (answer->toLower() == u"y" || answer->toLower() == u"yes");
}

} // namespace

SandboxCommand::SandboxCommand(CLI::App &program)
    : Command(program, "sandbox", "A real primary and its replicas on this machine, to try Seawall on",
              {"seawallctl sandbox up --dir /tmp/sandbox --replicas 2", "seawallctl sandbox status --json",
               "seawallctl sandbox stop replica1", "seawallctl sandbox pause primary",
               "seawallctl sandbox load --tps 50 --duration 10m", "seawallctl sandbox down"})
{
    app().require_subcommand(1);
    app().fallthrough();
    app().add_option("--dir", m_directory,
                     "The folder of the sandbox; else SEAWALL_SANDBOX_DIR, else the folder one stands in "
                     "where it is one [" +
                         utf8(sandboxDirectory()) + "]");
    addJsonOption(m_json);

    auto *up = app().add_subcommand("up", "Make it where it does not exist, and start every node");
    up->add_option("--replicas", m_replicas, "How many replicas to have")
        ->check(CLI::Range(0, 50))
        ->capture_default_str();
    up->add_option("--port", m_port, "Port of the primary; where taken, the next free one. 0: any")
        ->check(CLI::Range(0, 65000))
        ->capture_default_str();
    up->add_flag("--no-fsync", m_fast, "Do not wait for the disk: faster, and lost with the power");
    up->add_flag("--no-demo-data", m_noDemoData, "Leave the database empty");
    up->callback([this] { m_action = [this](Output &output) { return this->up(output); }; });
    auto *down = app().add_subcommand("down", "Stop every node and remove all but files of yours");
    down->add_flag("--yes", m_yes, "Do not ask; on a terminal it does");
    down->callback([this] { m_action = [this](Output &output) { return this->down(output); }; });
    app().add_subcommand("status", "Say what each node is doing")->callback([this] {
        m_action = [this](Output &output) { return status(output); };
    });
    app()
        .add_subcommand("path", "Print its folder, for: cd \"$(seawallctl sandbox path)\"")
        ->callback([this] { m_action = [this](Output &output) { return path(output); }; });
    addNodeAction(db::NodeAction::Stop, "Stop a node (all of them where none is named)");
    addNodeAction(db::NodeAction::Start, "Start a node");
    addNodeAction(db::NodeAction::Pause,
                  "Stop a node's processes with SIGSTOP: a server that answers nobody");
    addNodeAction(db::NodeAction::Resume, "Let a paused node go on");
    auto *rebuild = app().add_subcommand(
        "rebuild", "Make a node anew as a replica of the one that takes writes; what only it has is gone");
    rebuild->add_option("node", m_node, "primary, replica1, …, or its host:port")
        ->required()
        ->type_name("NODE");
    m_shell.addTo(*rebuild);
    rebuild->callback([this] { m_action = [this](Output &output) { return this->rebuild(output); }; });
    auto *load = app().add_subcommand("load", "Write and read, so that the charts move");
    load->add_option("--tps", m_tps, "Write transactions a second, and as many reads")
        ->check(CLI::Range(0.1, 100000.0))
        ->capture_default_str();
    addDurationOption(*load, "--duration", m_duration, "How long; until Ctrl+C where not given");
    load->callback([this] { m_action = [this](Output &output) { return this->load(output); }; });
}

void SandboxCommand::addNodeAction(db::NodeAction action, const std::string &description)
{
    auto *command = app().add_subcommand(utf8(db::toString(action)), description);
    command->add_option("node", m_node, "primary, replica1, …, or its host:port; all where not given")
        ->type_name("NODE");
    if (action == db::NodeAction::Stop)
        command->add_flag("--immediate", m_immediate, "Kill its processes at once, as a crash would");
    m_shell.addDirectoryTo(*command);
    command->callback(
        [this, action] { m_action = [this, action](Output &output) { return onNodes(output, action); }; });
}

ExitCode SandboxCommand::run(Output &output)
{
    if (m_directory.empty())
        m_directory = utf8(directoryMeant());
    return m_action(output);
}

ExitCode SandboxCommand::up(Output &output)
{
    db::SandboxOptions options;
    options.directory = QString::fromStdString(m_directory);
    options.replicas = m_replicas;
    options.preferredPort = m_port;
    options.demoData = !m_noDemoData;
    if (m_fast)
        options.extraSettings << u"fsync = off"_s;
    const auto sandbox = db::Sandbox::up(options, db::Deadline::in(upTime));
    return sandbox ? print(output, *sandbox) : output.failed(sandbox.error());
}

ExitCode SandboxCommand::down(Output &output)
{
    auto sandbox = db::Sandbox::open(QString::fromStdString(m_directory));
    if (!sandbox)
        return output.failed(sandbox.error());
    const bool canAsk = !m_json && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
    if (!m_yes && canAsk && !isRemovalMeant(*sandbox))
        return output.failed({db::ErrorKind::Cancelled, u"Nothing was done."_s, {}, {}, {}, 0});
    if (const auto done = sandbox->down(); !done)
        return output.failed(done.error());
    const bool isLeft = QFileInfo::exists(sandbox->directory());
    if (m_json)
        output.json({{"directory", utf8(sandbox->directory())},
                     {"nodes", nlohmann::json::array()},
                     {"folder_left", isLeft}});
    else if (isLeft)
        output.line(
            u"The servers of the sandbox are gone; the folder %1 stays, as it holds files of yours."_s.arg(
                sandbox->directory()));
    else
        output.line(u"The sandbox in %1 is gone."_s.arg(sandbox->directory()));
    return ExitCode::Fine;
}

ExitCode SandboxCommand::status(Output &output)
{
    const auto sandbox = db::Sandbox::open(QString::fromStdString(m_directory));
    return sandbox ? print(output, *sandbox) : output.failed(sandbox.error());
}

/// Where it is or would be made.
ExitCode SandboxCommand::path(Output &output)
{
    if (m_json)
        output.json({{"directory", m_directory}});
    else
        output.line(QString::fromStdString(m_directory));
    return ExitCode::Fine;
}

ExitCode SandboxCommand::onNodes(Output &output, db::NodeAction action)
{
    const auto sandbox = db::Sandbox::open(QString::fromStdString(m_directory));
    if (!sandbox)
        return output.failed(sandbox.error());
    const Interrupt interrupt;
    const auto done = actOnNodes(*sandbox, QString::fromStdString(m_node),
                                 m_immediate ? db::NodeAction::Kill : action, m_shell, interrupt.token());
    if (!done)
        return output.failed(done.error());
    print(output, *sandbox);
    return ExitCode::Fine;
}

ExitCode SandboxCommand::rebuild(Output &output)
{
    const auto sandbox = db::Sandbox::open(QString::fromStdString(m_directory));
    if (!sandbox)
        return output.failed(sandbox.error());
    const Interrupt interrupt;
    const auto done =
        rebuildNode(*sandbox, QString::fromStdString(m_node), m_shell, output, m_json, interrupt.token());
    return done ? print(output, *sandbox) : output.failed(done.error());
}

ExitCode SandboxCommand::load(Output &output)
{
    const auto sandbox = db::Sandbox::open(QString::fromStdString(m_directory));
    if (!sandbox)
        return output.failed(sandbox.error());
    const Interrupt interrupt;
    db::SandboxLoad load(
        *sandbox, {m_tps, m_duration, false, [](const std::optional<db::Error> &why) {
                       std::cerr << (why ? "seawallctl: the load fails: " + why->message.toStdString() +
                                               " It waits, and tries again.\n"
                                         : "seawallctl: the load goes on.\n");
                   }});
    const auto totals = load.run(interrupt.token());
    if (!totals)
        return output.failed(totals.error());
    const double seconds = std::chrono::duration<double>(totals->elapsed).count();
    if (m_json) {
        output.json({{"writes", totals->writes},
                     {"reads", totals->reads},
                     {"failures", totals->failures},
                     {"seconds", seconds}});
    } else {
        output.line(u"%1 writes and %2 reads in %3 s; %4 failed."_s.arg(totals->writes)
                        .arg(totals->reads)
                        .arg(seconds, 0, 'f', 1)
                        .arg(totals->failures));
    }
    return ExitCode::Fine;
}

/// Tells each node's state; fine where all of them run.
ExitCode SandboxCommand::print(Output &output, const db::Sandbox &sandbox) const
{
    const auto nodes = sandbox.nodes();
    if (m_json) {
        output.json(described(sandbox));
    } else {
        for (const auto &node : nodes) {
            output.line(u"%1  %2  %3  127.0.0.1:%4%5"_s.arg(
                node.name.leftJustified(10),
                output.coloured(stateName(node.state).leftJustified(7), stateColour(node.state)),
                db::toString(roleOf(sandbox, node)).leftJustified(7), QString::number(node.port),
                node.pid == 0 ? QString() : u"  pid %1"_s.arg(node.pid)));
        }
        output.line(u"Environment file: %1"_s.arg(sandbox.envFile()));
    }
    const bool allRun = std::ranges::all_of(
        nodes, [](const auto &node) { return node.state == db::SandboxNode::State::Running; });
    return allRun ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
