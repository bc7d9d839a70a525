// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/docker/composestack.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <cerrno>
#include <csignal>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const QString projectPrefix = u"seawalltest"_s; // followed by the process id of the test

// A port that was free a moment ago. Both sockets are open at once, so that the two differ.
std::pair<int, int> twoFreePorts()
{
    int ports[2] = {};
    int sockets[2] = {};
    for (int i = 0; i < 2; ++i) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        sockets[i] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(sockets[i], generic, size) != 0 || ::getsockname(sockets[i], generic, &size) != 0)
            qFatal("no free port on 127.0.0.1");
        ports[i] = ntohs(address.sin_port);
    }
    ::close(sockets[0]);
    ::close(sockets[1]);
    return {ports[0], ports[1]};
}

// Without the variables that would speak for an .env file: in compose the environment wins.
QProcessEnvironment cleanEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto &key : environment.keys()) {
        for (const auto &prefix : {u"POSTGRES_"_s, u"SEAWALL_"_s, u"COMPOSE_"_s, u"PG"_s}) {
            if (key.startsWith(prefix))
                environment.remove(key);
        }
    }
    return environment;
}

} // namespace

Outcome runProgram(const QString &program, const QStringList &arguments,
                   const QProcessEnvironment &environment, int seconds)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    Outcome outcome;
    if (!process.waitForStarted()) {
        outcome.errors = program + u": "_s + process.errorString();
        return outcome;
    }
    if (!process.waitForFinished(seconds * 1000)) {
        process.kill();
        process.waitForFinished();
        outcome.errors = u"%1 %2: not done after %3 s. "_s.arg(program, arguments.join(u' ')).arg(seconds);
    } else if (process.exitStatus() == QProcess::NormalExit) {
        outcome.exitCode = process.exitCode();
    }
    outcome.output = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    outcome.errors += QString::fromUtf8(process.readAllStandardError()).trimmed();
    return outcome;
}

ComposeStack::ComposeStack(const QString &image)
    : m_environment(cleanEnvironment()),
      m_project(projectPrefix + QString::number(QCoreApplication::applicationPid())), m_image(image)
      // Characters that are special to .env files, to shells, to SQL and to password files.
      ,
      m_password(uR"(pri:ma\ry #1 $x "q" heron)"_s),
      m_replicationPassword(uR"(re:pli\ca #2 $y "q" %s osprey)"_s)
{
    std::tie(m_primaryPort, m_replicaPort) = twoFreePorts();
    m_environment.insert(u"PGCONNECT_TIMEOUT"_s, u"10"_s);
    configure();
}

ComposeStack::~ComposeStack()
{
    remove(m_project);
}

void ComposeStack::remove(const QString &project) const
{
    composeIn(project, {u"down"_s, u"--volumes"_s, u"--remove-orphans"_s, u"--timeout"_s, u"5"_s});
}

void ComposeStack::removeAbandoned() const
{
    auto projects = docker({u"ps"_s, u"--all"_s, u"--format={{.Label \"com.docker.compose.project\"}}"_s})
                        .text()
                        .split(u'\n', Qt::SkipEmptyParts);
    projects.removeDuplicates();
    for (const auto &project : projects) {
        if (!project.startsWith(projectPrefix))
            continue;
        const auto pid = project.mid(projectPrefix.size()).toInt();
        if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH)
            remove(project);
    }
}

void ComposeStack::configure(const QString &backupRate)
{
    QFile file(m_directory.filePath(u"env"_s));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    const auto image = m_image.section(u':', 0, -2);
    const auto tag = m_image.section(u':', -1);
    const QStringList lines{
        u"POSTGRES_PORT=%1   # a comment"_s.arg(m_primaryPort),
        u"POSTGRES_REPLICA_PORT=%1"_s.arg(m_replicaPort),
        u"POSTGRES_PASSWORD='%1'"_s.arg(m_password),
        u"POSTGRES_REPLICATION_PASSWORD='%1'"_s.arg(m_replicationPassword),
        u"POSTGRES_VERSION=%1"_s.arg(tag),
        u"SEAWALL_POSTGRES_IMAGE=%1"_s.arg(image),
        u"SEAWALL_PRIMARY_CONTAINER=%1"_s.arg(container(Node::Primary)),
        u"SEAWALL_REPLICA_CONTAINER=%1"_s.arg(container(Node::Replica)),
        u"SEAWALL_BASE_BACKUP_RATE=%1"_s.arg(backupRate),
    };
    file.write(lines.join(u'\n').toUtf8() + '\n');
}

Outcome ComposeStack::compose(const QStringList &arguments) const
{
    return composeIn(m_project, arguments);
}

Outcome ComposeStack::composeIn(const QString &project, const QStringList &arguments) const
{
    const QStringList all =
        QStringList{u"--env-file"_s, m_directory.filePath(u"env"_s),
                    u"-f"_s,         QStringLiteral(SEAWALL_SOURCE_DIR "/docker-compose.db.yml"),
                    u"-p"_s,         project} +
        arguments;
    if (!QStandardPaths::findExecutable(u"docker-compose"_s).isEmpty())
        return runProgram(u"docker-compose"_s, all, m_environment);
    return runProgram(u"docker"_s, QStringList{u"compose"_s} + all, m_environment);
}

Outcome ComposeStack::docker(const QStringList &arguments) const
{
    return runProgram(u"docker"_s, arguments, m_environment);
}

Outcome ComposeStack::psql(Node node, const QString &statement, const QString &password) const
{
    auto environment = m_environment;
    environment.insert(u"PGPASSWORD"_s, password.isEmpty() ? m_password : password);
    const auto port = QString::number(node == Node::Primary ? m_primaryPort : m_replicaPort);
    return runProgram(u"psql"_s,
                      {u"-h"_s, u"localhost"_s, u"-p"_s, port, u"-U"_s, u"postgres"_s, u"-d"_s, u"pulse_db"_s,
                       u"--no-psqlrc"_s, u"--no-password"_s, u"-qAt"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s,
                       u"-c"_s, statement},
                      environment);
}

QString ComposeStack::state(Node node) const
{
    return docker({u"inspect"_s, u"--format={{.State.Status}}"_s, container(node)}).text();
}

QString ComposeStack::health(Node node) const
{
    return docker({u"inspect"_s, u"--format={{.State.Health.Status}}"_s, container(node)}).text();
}

QString ComposeStack::log(Node node) const
{
    const auto outcome = docker({u"logs"_s, container(node)});
    return outcome.output + u'\n' + outcome.errors;
}

QStringList ComposeStack::replicaVolume() const
{
    return docker({u"run"_s, u"--rm"_s, u"--entrypoint=ls"_s,
                   u"--volume=%1:/volume"_s.arg(replicaVolumeName()), m_image, u"/volume"_s})
        .text()
        .split(u'\n', Qt::SkipEmptyParts);
}

QString ComposeStack::service(Node node)
{
    return node == Node::Primary ? u"postgres-primary"_s : u"postgres-replica"_s;
}

QString ComposeStack::container(Node node) const
{
    return m_project + u'-' + service(node);
}
