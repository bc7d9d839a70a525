// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/builder.h"

#include "db/connection.h"
#include "db/sandbox/config.h"
#include "db/sandbox/demomigrations.h"
#include "db/sandbox/processes.h"

#include <QDir>
#include <QFile>

#include <thread>

namespace seawall::db {

using namespace Qt::StringLiterals;

SandboxBuilder::SandboxBuilder(SandboxLayout &layout, Binaries binaries, Deadline deadline)
    : m_layout(layout), m_source(&layout.nodes.front()), m_binaries(std::move(binaries)),
      m_deadline(deadline), m_starter(m_layout, m_binaries, m_deadline)
{}

Result<void> SandboxBuilder::bringUp(bool demoData)
{
    if (auto folder = m_layout.account.makeFolder(m_layout.directory + u"/run"_s); !folder)
        return folder;
    auto &primary = m_layout.nodes.front();
    if (auto up = primary.made ? m_starter.bringBack(primary) : makePrimary(demoData); !up)
        return up;
    for (auto &node : m_layout.nodes) {
        if (!node.isPrimary() && node.made) {
            if (auto back = m_starter.bringBack(node); !back)
                return back;
        }
    }
    return makeReplicas();
}

/// Removes what an interrupted attempt left behind, its processes first.
Result<void> SandboxBuilder::clear(const QString &node)
{
    if (!ServerProcesses(m_layout.dataDirectory(node)).kill(m_deadline))
        return fail(ErrorKind::Timeout, u"Processes of a half-made node %1 do not end."_s.arg(node),
                    u"See which still run in %1."_s.arg(m_layout.dataDirectory(node)));
    if (!QDir(m_layout.nodeFolder(node)).removeRecursively())
        return fail(ErrorKind::FileAccess, u"%1 cannot be removed."_s.arg(m_layout.nodeFolder(node)),
                    u"Remove it by hand and try again."_s);
    return m_layout.account.makeFolder(m_layout.nodeFolder(node));
}

Result<void> SandboxBuilder::initialise()
{
    const auto data = m_layout.dataDirectory(u"primary"_s);
    const auto passwordFile = m_layout.nodeFolder(u"primary"_s) + u"/password"_s;
    if (auto written = m_layout.account.writeFile(passwordFile, m_layout.password.reveal().toUtf8());
        !written)
        return written;
    auto made = runTool(m_binaries.program(u"initdb"_s),
                        {u"-D"_s, data, u"-U"_s, QString::fromLatin1(sandboxSuperuser),
                         u"--pwfile="_s + passwordFile, u"--auth=scram-sha-256"_s, u"--encoding=UTF8"_s,
                         u"--locale=C"_s, u"--data-checksums"_s, u"--no-sync"_s, u"--no-instructions"_s},
                        m_layout.account, m_deadline);
    QFile::remove(passwordFile);
    if (!made)
        return std::unexpected(made.error());
    QFile configuration(data + u"/postgresql.conf"_s);
    const auto settings = commonSettings(static_cast<int>(m_layout.nodes.size()));
    if (!configuration.open(QIODevice::Append) || configuration.write(settings) != settings.size())
        return fail(ErrorKind::FileAccess, u"%1 cannot be written."_s.arg(configuration.fileName()), {},
                    configuration.errorString());
    return m_layout.account.writeFile(data + u"/pg_hba.conf"_s, hostRules());
}

Result<void> SandboxBuilder::makePrimary(bool demoData)
{
    auto &node = m_layout.nodes.front();
    if (auto cleared = clear(node.name); !cleared)
        return cleared;
    if (auto initialised = initialise(); !initialised)
        return initialised;
    if (auto started = m_starter.startElsewhere(node); !started)
        return started;
    const auto role = u"CREATE ROLE %1 REPLICATION LOGIN PASSWORD '%2'"_s.arg(
        QLatin1StringView(sandboxReplicationUser), m_layout.replicationPassword.reveal());
    const auto database = u"CREATE DATABASE %1"_s.arg(QLatin1StringView(sandboxDatabase));
    for (const auto &statement : {role, database}) {
        if (auto done = sql(u"postgres"_s, statement); !done)
            return std::unexpected(done.error());
    }
    if (auto written = writeDemoMigrations(m_layout.migrations()); !written)
        return written;
    if (demoData) {
        if (auto applied = applyMigrations(m_layout.endpoint(node), m_layout.migrations(), m_deadline);
            !applied)
            return applied;
    }
    node.made = true;
    return m_layout.save();
}

Result<std::unique_ptr<Tool>> SandboxBuilder::beginReplica(const SandboxLayout::Node &node)
{
    if (auto cleared = clear(node.name); !cleared)
        return std::unexpected(cleared.error());
    // The slot of an earlier attempt may still be held by the base backup that was killed with it.
    const auto slot =
        u"DO $$ BEGIN FOR attempt IN 1..40 LOOP BEGIN"
        "  PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots"
        "    WHERE slot_name = '%1' AND active;"
        "  PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '%1';"
        "  EXIT;"
        "  EXCEPTION WHEN object_in_use THEN PERFORM pg_sleep(0.1); END; END LOOP; END $$;\n"
        "SELECT pg_create_physical_replication_slot('%1', true);\n"_s.arg(node.name);
    if (auto made = sql(u"postgres"_s, slot); !made)
        return std::unexpected(made.error());
    auto tool = std::make_unique<Tool>(
        m_binaries.program(u"pg_basebackup"_s),
        QStringList{u"-D"_s, m_layout.dataDirectory(node.name), u"-h"_s, u"127.0.0.1"_s, u"-p"_s,
                    QString::number(m_source->port), u"-U"_s, QString::fromLatin1(sandboxReplicationUser),
                    u"-X"_s, u"stream"_s, u"-S"_s, node.name, u"-c"_s, u"fast"_s, u"--no-sync"_s, u"-w"_s},
        m_layout.account);
    tool->setEnvironment(u"PGPASSWORD"_s, m_layout.replicationPassword.reveal());
    tool->start();
    return tool;
}

Result<void> SandboxBuilder::finishReplica(SandboxLayout::Node &node)
{
    auto signal = m_layout.account.writeFile(m_layout.dataDirectory(node.name) + u"/standby.signal"_s, {});
    if (!signal)
        return signal;
    if (auto started = m_starter.startElsewhere(node); !started)
        return started;
    node.made = true;
    return m_layout.save();
}

Result<void> SandboxBuilder::makeReplicas()
{
    std::vector<std::pair<SandboxLayout::Node *, std::unique_ptr<Tool>>> copies;
    for (auto &node : m_layout.nodes) {
        if (node.made)
            continue;
        auto tool = beginReplica(node);
        if (!tool)
            return std::unexpected(tool.error());
        copies.emplace_back(&node, std::move(*tool));
    }
    QStringList names;
    for (auto &[node, tool] : copies) {
        names << node->name;
        if (auto copied = tool->finish(m_deadline); !copied)
            return std::unexpected(copied.error());
        if (auto made = finishReplica(*node); !made)
            return made;
    }
    return copies.empty() ? Result<void>() : untilStreaming(names);
}

Result<void> SandboxBuilder::rebuild(SandboxLayout::Node &node, const SandboxLayout::Node &source)
{
    m_source = &source;
    auto tool = beginReplica(node);
    if (!tool)
        return std::unexpected(tool.error());
    if (auto copied = (*tool)->finish(m_deadline); !copied)
        return std::unexpected(copied.error());
    // Its node.conf may know another upstream, or none, and what is copied is the source's own.
    const auto path = m_layout.dataDirectory(node.name) + u"/postgresql.auto.conf"_s;
    QFile file(path);
    auto text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    text += "primary_conninfo = '"_ba +
            upstreamOf(m_layout, node, source).replace(u'\'', u"\'\'"_s).toUtf8() +
            "'\nprimary_slot_name = '" + node.name.toUtf8() + "'\n";
    if (auto written = m_layout.account.writeFile(path, text); !written)
        return written;
    if (auto made = finishReplica(node); !made)
        return made;
    return untilStreaming({node.name});
}

Result<void> SandboxBuilder::untilStreaming(const QStringList &nodes)
{
    for (;;) {
        const auto count =
            sql(u"postgres"_s,
                u"SELECT count(*) FROM pg_stat_replication r JOIN pg_replication_slots s"
                " ON s.active_pid = r.pid WHERE r.state = 'streaming' AND s.slot_name IN ('%1')"_s.arg(
                    nodes.join(u"', '"_s)));
        if (!count)
            return std::unexpected(count.error());
        if (count->integer(0, 0) == nodes.size())
            return {};
        if (m_deadline.passed())
            return fail(ErrorKind::Timeout, u"The replicas were made, but do not all replicate yet."_s,
                        u"See the server.log of each replica under %1."_s.arg(m_layout.directory));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

Result<Rows> SandboxBuilder::sql(const QString &database, const QString &text)
{
    auto endpoint = m_layout.endpoint(*m_source);
    endpoint.parameters[u"dbname"_s] = database;
    SessionOptions options;
    options.readOnly = false;
    options.statementTimeout = std::chrono::minutes(1);
    auto connection = Connection::open(endpoint, options, m_deadline);
    if (!connection)
        return std::unexpected(connection.error());
    return connection->executeSimple(text, m_deadline);
}

} // namespace seawall::db
