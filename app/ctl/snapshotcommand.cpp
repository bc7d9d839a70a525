// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/snapshotcommand.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace seawall::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto askingTime = 20s;

} // namespace

SnapshotCommand::SnapshotCommand(CLI::App &program)
    : Command(program, "snapshot", "The environment in one readable file, and what differs between two",
              {"seawallctl snapshot --env .env --file docker-compose.yml --output before.md",
               "seawallctl snapshot diff before.md after.md", "seawallctl snapshot compare primary replica1"})
{
    app().fallthrough();
    m_connection.addTo(app());
    app().add_option("--output", m_output, "Write it there instead of to standard output")->type_name("FILE");
    app()
        .add_option("--file", m_files, "A file to keep with it: a compose file, a start script; repeatable")
        ->type_name("FILE")
        ->allow_extra_args(false);
    addJsonOption(m_json);
    app().add_subcommand("take", "Take one (this is what happens without a word)")->callback([this] {
        m_action = &SnapshotCommand::take;
    });
    auto *diff =
        app().add_subcommand("diff", "What differs between two snapshots; exit code 1 where something does");
    diff->add_option("before", m_before)->required()->type_name("FILE");
    diff->add_option("after", m_after)->required()->type_name("FILE");
    diff->callback([this] { m_action = &SnapshotCommand::diff; });
    auto *compare = app().add_subcommand("compare", "What differs between two nodes now");
    compare->add_option("node", m_node)->capture_default_str()->type_name("NODE");
    compare->add_option("other", m_other)->capture_default_str()->type_name("NODE");
    compare->callback([this] { m_action = &SnapshotCommand::compare; });
}

ExitCode SnapshotCommand::take(Output &output)
{
    const auto profile = m_connection.profile(1s);
    if (!profile) {
        output.failed(profile.error());
        return ExitCode::Usage; // a file that is not there as well
    }
    QStringList files;
    for (const auto &file : m_files)
        files << QString::fromLocal8Bit(file.c_str());
    const auto snapshot = models::takeEnvironmentSnapshot(*profile, files, askingTime);
    const auto text = m_json ? QJsonDocument(snapshot.facts).toJson() : models::toMarkdown(snapshot).toUtf8();
    if (m_output.empty()) {
        output.raw(text);
    } else if (const auto written =
                   models::writeEnvironmentSnapshot(QString::fromLocal8Bit(m_output.c_str()), text);
               !written) {
        return output.failed(written.error());
    }
    const auto nodes = snapshot.facts[u"nodes"].toObject();
    const bool isAnswered = std::ranges::any_of(
        nodes, [](const QJsonValue &node) { return !node[u"server"].toObject().contains(u"error"); });
    return isAnswered ? ExitCode::Fine : ExitCode::CannotConnect;
}

ExitCode SnapshotCommand::diff(Output &output)
{
    std::vector<models::EnvironmentSnapshot> both;
    for (const auto &path : {m_before, m_after}) {
        auto read = models::readEnvironmentSnapshot(QString::fromLocal8Bit(path.c_str()));
        if (!read) {
            output.failed(read.error());
            return ExitCode::Usage;
        }
        both.push_back(std::move(*read));
    }
    return tell(output, models::difference(both[0], both[1]));
}

ExitCode SnapshotCommand::compare(Output &output)
{
    const auto profile = m_connection.profile(1s);
    if (!profile) {
        output.failed(profile.error());
        return ExitCode::Usage;
    }
    const auto snapshot = models::takeEnvironmentSnapshot(*profile, {}, askingTime);
    const auto nodes = snapshot.facts[u"nodes"].toObject();
    for (const auto &name : {m_node, m_other}) {
        const auto node = QString::fromStdString(name);
        if (!nodes.contains(node))
            return output.failed({db::ErrorKind::InvalidInput,
                                  u"There is no node '%1'."_s.arg(node),
                                  u"The nodes are %1."_s.arg(nodes.keys().join(u", "_s)),
                                  {},
                                  {},
                                  0});
        if (const auto server = nodes[node].toObject()[u"server"].toObject(); server.contains(u"error"))
            return output.failed({db::ErrorKind::ConnectionLost,
                                  u"%1: %2"_s.arg(node, server[u"error"].toString()),
                                  {},
                                  {},
                                  {},
                                  0});
    }
    return tell(output, models::difference(snapshot, QString::fromStdString(m_node),
                                           QString::fromStdString(m_other)));
}

ExitCode SnapshotCommand::tell(Output &output, const QStringList &differences) const
{
    if (m_json)
        output.raw(
            QJsonDocument(QJsonObject{{u"differences"_s, QJsonArray::fromStringList(differences)}}).toJson());
    else if (differences.isEmpty())
        output.line(u"They are the same."_s);
    else
        for (const auto &line : differences)
            output.line(line);
    return differences.isEmpty() ? ExitCode::Fine : ExitCode::NotFine;
}

} // namespace seawall::app
