// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <unistd.h>

namespace seawall::tests {

/// A real PgBouncer in front of a server, in transaction mode, gone with the fixture. Used as
/// START_PGBOUNCER.
class PgBouncerFixture final
{
public:
    PgBouncerFixture() = default;
    PgBouncerFixture(const PgBouncerFixture &) = delete;
    PgBouncerFixture &operator=(const PgBouncerFixture &) = delete;
    ~PgBouncerFixture() { kill(); }

    static bool isInstalled() { return QFile::exists(program()); }

    /// Empty where it came up, else why not.
    QString start(const db::Endpoint &server, int poolSize)
    {
        QTcpServer finder;
        if (!finder.listen(QHostAddress::LocalHost))
            return QStringLiteral("no free port");
        m_server = server;
        m_port = finder.serverPort();
        finder.close();
        const auto users =
            write(QStringLiteral("users.txt"),
                  QStringLiteral("\"pooler\" \"pool-secret\"\n\"%1\" \"%2\"\n")
                      .arg(server.parameter(QStringLiteral("user")), server.password.reveal()));
        const auto config =
            write(QStringLiteral("pgbouncer.ini"),
                  QStringLiteral("[databases]\npulse_db = host=127.0.0.1 port=%1 pool_size=%2\n[pgbouncer]\n"
                                 "listen_addr = 127.0.0.1\nlisten_port = %3\nauth_type = scram-sha-256\n"
                                 "auth_file = %4\nadmin_users = pooler\nunix_socket_dir =\n"
                                 "pool_mode = transaction\n")
                      .arg(server.port())
                      .arg(poolSize)
                      .arg(m_port)
                      .arg(users));
        QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                   QFile::ReadOther | QFile::ExeOther);
        m_process.start(program(), ::geteuid() == 0
                                       ? QStringList{QStringLiteral("-u"), QStringLiteral("nobody"), config}
                                       : QStringList{config});
        return m_process.waitForStarted() ? QString() : m_process.errorString();
    }

    db::Endpoint console() const ///< its admin console
    {
        return endpoint(QStringLiteral("pgbouncer"), QStringLiteral("pooler"),
                        db::Secret(QStringLiteral("pool-secret")));
    }
    db::Endpoint client() const ///< the server's database through it
    {
        return endpoint(QStringLiteral("pulse_db"), m_server.parameter(QStringLiteral("user")),
                        m_server.password);
    }
    /// The lines that name it in a .env file.
    QByteArray envLines() const
    {
        return "PGBOUNCER_HOST=127.0.0.1\nPGBOUNCER_PORT=" + QByteArray::number(m_port) +
               "\nPGBOUNCER_USER=pooler\nPGBOUNCER_PASSWORD=pool-secret\n";
    }

    void signal(int number) const { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    static QString program() { return QStringLiteral("/usr/sbin/pgbouncer"); }

    QString write(const QString &name, const QString &content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s cannot be written", qPrintable(file.fileName()));
        file.write(content.toUtf8());
        file.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        return file.fileName();
    }
    db::Endpoint endpoint(const QString &database, const QString &user, const db::Secret &password) const
    {
        db::Endpoint endpoint;
        endpoint.name = QStringLiteral("pgbouncer");
        endpoint.parameters = {{QStringLiteral("host"), QStringLiteral("127.0.0.1")},
                               {QStringLiteral("port"), QString::number(m_port)},
                               {QStringLiteral("user"), user},
                               {QStringLiteral("dbname"), database}};
        endpoint.password = password;
        return endpoint;
    }

    QTemporaryDir m_folder{QStringLiteral("/tmp/seawall-pgbouncer-XXXXXX")};
    db::Endpoint m_server;
    int m_port = 0;
    QProcess m_process;
};

} // namespace seawall::tests

/// Starts the fixture. Without the program the test is left out, but not in CI.
#define START_PGBOUNCER(fixture, ...)                                                                        \
    do {                                                                                                     \
        if (!seawall::tests::PgBouncerFixture::isInstalled() && !qEnvironmentVariableIsSet("SEAWALL_CI"))    \
            QSKIP("PgBouncer is not installed");                                                             \
        const auto reason = (fixture).start(__VA_ARGS__);                                                    \
        QVERIFY2(reason.isEmpty(), qPrintable(reason));                                                      \
    } while (false)
