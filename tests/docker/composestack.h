// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

/// What a program that ran to its end left behind.
struct Outcome {
    int exitCode = -1; ///< -1: it did not start, crashed, or was stopped at its time limit
    QString output;    ///< standard output, trimmed
    QString errors;    ///< standard error, trimmed

    bool ok() const { return exitCode == 0; }
    /// The output, or what went wrong, for the messages of a failed test.
    QString text() const { return ok() ? output : QStringLiteral("failed: ") + errors; }
};

/// Runs a program and waits for it, at most `seconds`.
Outcome runProgram(const QString &program, const QStringList &arguments,
                   const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment(),
                   int seconds = 120);

/// A stack of docker-compose.db.yml with a project, ports, container names and passwords of its own, so that
/// it meets neither a stack that is in use nor another test. Configured as a user does it, by an .env file.
/// Containers, network and volumes go with the object. Blocks; for tests only.
class ComposeStack final
{
public:
    enum class Node { Primary, Replica };

    /// `image`: name:tag of the PostgreSQL image. Nothing is started.
    explicit ComposeStack(const QString &image);
    ~ComposeStack();
    Q_DISABLE_COPY_MOVE(ComposeStack)

    /// Removes what test runs that were killed have left behind: their servers would come back at every start
    /// of the engine. Stacks of runs that are still going on are left alone.
    void removeAbandoned() const;

    /// Writes the .env file. `backupRate`: SEAWALL_BASE_BACKUP_RATE, empty for no limit.
    void configure(const QString &backupRate = {});

    Outcome compose(const QStringList &arguments) const; ///< docker-compose, or `docker compose`
    Outcome docker(const QStringList &arguments) const;

    /// Runs psql on this machine against the published port. An empty password is the right one.
    Outcome psql(Node node, const QString &statement, const QString &password = {}) const;
    QString query(Node node, const QString &statement) const { return psql(node, statement).text(); }

    QString state(Node node) const; ///< 'running', 'exited', 'restarting' … as the engine says
    QString health(Node node) const;
    QString log(Node node) const;
    QStringList replicaVolume() const; ///< names of the entries of the replica's volume

    static QString service(Node node);
    QString container(Node node) const;
    QString replicaVolumeName() const { return m_project + QStringLiteral("_replica-data"); }
    /// A word of each password, which looks the same however the rest of it is quoted.
    QStringList secrets() const
    {
        return {m_password.section(u' ', -1), m_replicationPassword.section(u' ', -1)};
    }

private:
    Outcome composeIn(const QString &project, const QStringList &arguments) const;
    void remove(const QString &project) const;

    QTemporaryDir m_directory;
    QProcessEnvironment m_environment;
    QString m_project, m_image, m_password, m_replicationPassword;
    int m_primaryPort = 0, m_replicaPort = 0;
};
