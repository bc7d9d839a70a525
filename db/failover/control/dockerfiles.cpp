// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/dockerfiles.h"

#include "db/connection.h"
#include "db/sandbox/tool.h"

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto fileTime = 30s;

QString connectionText(const Endpoint &source)
{
    QStringList parts;
    for (const auto &keyword : {u"host"_s, u"port"_s, u"user"_s, u"sslmode"_s}) {
        if (const auto found = source.parameters.find(keyword); found != source.parameters.end())
            parts << keyword + u'=' + found->second;
    }
    return (parts << u"dbname=postgres"_s).join(u' ');
}

/// For bash, whatever is in it.
QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', uR"('\'')"_s) + u'\'';
}

} // namespace

Result<QString> runDocker(const QStringList &arguments, Deadline deadline, const std::stop_token &stop,
                          const Secret &password)
{
    Tool tool(u"docker"_s, arguments, ServiceAccount{{}, geteuid(), getegid()});
    if (!password.isEmpty())
        tool.setEnvironment(u"PGPASSWORD"_s, password.reveal());
    tool.start();
    auto output = tool.finish(deadline, stop);
    if (!output && output.error().kind == ErrorKind::ToolMissing) {
        auto error = output.error();
        error.hint = u"Install docker on this machine, or name another way to control the node."_s;
        return std::unexpected(error);
    }
    return output;
}

Result<QString> DockerFiles::inside(const QString &script, Deadline deadline, const std::stop_token &stop,
                                    const Secret &password) const
{
    const auto facts = runDocker({u"inspect"_s, u"--format"_s,
                                  u"{{.Config.Image}} {{range $name, $_ := .NetworkSettings.Networks}}"
                                  "{{$name}}{{end}}{{range .Config.Env}}\n{{.}}{{end}}"_s,
                                  m_container},
                                 deadline, stop);
    if (!facts)
        return std::unexpected(facts.error());
    const auto lines = facts->trimmed().split(u'\n');
    auto data = u"/var/lib/postgresql/data"_s;
    for (const auto &line : lines) {
        if (line.startsWith("PGDATA="_L1))
            data = line.mid(7);
    }
    return runDocker({u"run"_s, u"--rm"_s, u"--volumes-from"_s, m_container, u"--network"_s,
                      lines.first().section(u' ', 1), u"--user"_s, u"postgres"_s, u"--env"_s,
                      u"PGDATA="_s + data, u"--env"_s, u"PGPASSWORD"_s, u"--env"_s, u"LC_ALL=C"_s,
                      u"--entrypoint"_s, u"bash"_s, lines.first().section(u' ', 0, 0), u"-c"_s, script},
                     deadline, stop, password);
}

Result<ControlData> DockerFiles::controlData(Deadline deadline, const std::stop_token &stop)
{
    const auto output = inside(u"pg_controldata -D \"$PGDATA\""_s, deadline, stop);
    if (!output)
        return std::unexpected(output.error());
    return ControlData::parse(*output);
}

Result<void> DockerFiles::setStandby(bool standby)
{
    const auto done =
        inside(standby ? u"touch \"$PGDATA/standby.signal\""_s : u"rm -f \"$PGDATA/standby.signal\""_s,
               Deadline::in(fileTime), {});
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<bool> DockerFiles::isStandby() const
{
    const auto answer =
        inside(u"test -e \"$PGDATA/standby.signal\" && echo yes || echo no"_s, Deadline::in(fileTime), {});
    if (!answer)
        return std::unexpected(answer.error());
    return answer->trimmed() == u"yes";
}

Result<void> DockerFiles::addSettings(const QStringList &lines)
{
    QStringList quoted;
    for (const auto &line : lines)
        quoted << shellQuoted(line);
    const auto done =
        inside(u"printf '%s\\n' "_s + quoted.join(u' ') + u" >>\"$PGDATA/postgresql.auto.conf\""_s,
               Deadline::in(fileTime), {});
    return done ? Result<void>() : std::unexpected(done.error());
}

QString DockerFiles::rewindCommand(const Endpoint &source) const
{
    return u"pg_rewind --target-pgdata $PGDATA --source-server \"%1\", with the volumes of %2"_s.arg(
        connectionText(source), m_container);
}

Result<QString> DockerFiles::rewind(const Endpoint &source, Deadline deadline, const std::stop_token &stop)
{
    return inside(u"pg_rewind --target-pgdata \"$PGDATA\" --source-server "_s +
                      shellQuoted(connectionText(source)),
                  deadline, stop, source.password);
}

Result<quint32> DockerFiles::walTimeline(Deadline deadline, const std::stop_token &stop)
{
    const auto names = inside(u"ls \"$PGDATA/pg_wal\""_s, deadline, stop);
    if (!names)
        return std::unexpected(names.error());
    return newestTimeline(names->split(u'\n'));
}

Result<QString> DockerFiles::walRecords(quint32 timeline, Lsn start, Deadline deadline,
                                        const std::stop_token &stop)
{
    return inside(u"pg_waldump -p \"$PGDATA/pg_wal\" -t %1 -s %2 2>&1 || true"_s.arg(
                      QString::number(timeline), start.toString()),
                  deadline, stop);
}

} // namespace seawall::db
