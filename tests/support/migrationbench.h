// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/fingerprint.h"
#include "db/migrations/history.h"
#include "db/migrations/runner.h"
#include "tests/support/sandboxfixture.h"

namespace seawall::tests {

/// What a run did, for the message of a failed check.
inline QString told(const db::RunReport &report)
{
    QStringList lines;
    if (report.error)
        lines << report.error->message << report.error->detail;
    for (const auto &step : report.steps)
        lines << QStringLiteral("state %1 %2")
                     .arg(int(step.state))
                     .arg(step.error ? step.error->message + u'\n' + step.error->detail : QString());
    return lines.join(u'\n');
}

/// A folder of migrations for a sandbox, and an empty history; what was applied is rolled back at its end.
class MigrationBench final
{
public:
    explicit MigrationBench(db::Sandbox &sandbox) : m_sandbox(sandbox)
    {
        options.actor = QStringLiteral("tester@here");
        options.lockBackOff = std::chrono::milliseconds(20);
        one(QStringLiteral("DROP SCHEMA IF EXISTS seawall CASCADE"));
        one(QStringLiteral("DROP SCHEMA public CASCADE"));
        one(QStringLiteral("CREATE SCHEMA public"));
    }

    QString path(const QString &file) const { return m_folder.filePath(file); }
    void write(const QString &name, const QByteArray &up, const QByteArray &down)
    {
        save(name + QStringLiteral(".up.sql"), up);
        save(name + QStringLiteral(".down.sql"), down);
    }
    void save(const QString &name, const QByteArray &text)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s", qPrintable(file.errorString()));
    }

    db::Connection open(const QString &application = QStringLiteral("test"),
                        const QString &node = QStringLiteral("primary"))
    {
        auto opened = db::Connection::open(m_sandbox.endpoint(node),
                                           {.applicationName = application, .readOnly = false},
                                           db::Deadline::in(std::chrono::seconds(10)));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        return std::move(*opened);
    }

    /// The first value a statement gives.
    QString one(const QString &sql, const QString &node = QStringLiteral("primary"))
    {
        auto connection = open(QStringLiteral("test"), node);
        const auto rows = connection.execute(sql, {}, db::Deadline::in(std::chrono::seconds(20)));
        return rows ? rows->text(0, 0) : rows.error().message;
    }

    db::History history()
    {
        auto connection = open();
        return db::readHistory(connection, db::Deadline::in(std::chrono::seconds(10)))
            .value_or(db::History());
    }
    QStringList states()
    {
        auto connection = open();
        const auto rows = connection.execute(
            QStringLiteral("SELECT version || ' ' || state FROM seawall.migration_history ORDER BY 1"), {},
            db::Deadline::in(std::chrono::seconds(10)));
        QStringList all;
        for (int row = 0; rows && row < rows->count(); ++row)
            all << rows->text(row, 0);
        return all;
    }
    db::SchemaFingerprint fingerprint()
    {
        auto connection = open();
        return db::readFingerprint(connection, db::Deadline::in(std::chrono::seconds(20)))
            .value_or(db::SchemaFingerprint());
    }

    std::vector<db::MigrationStep> steps(const db::StepRequest &request = {})
    {
        const auto folder = db::readMigrations(m_folder.path());
        if (!folder)
            qFatal("%s", qPrintable(folder.error().message));
        auto steps = db::stepsFor(*folder, db::statusOf(*folder, history()), request);
        if (!steps)
            qFatal("%s", qPrintable(steps.error().message));
        return *steps;
    }

    db::RunReport run(const std::vector<db::MigrationStep> &steps, const db::RunSink &sink = {},
                      std::stop_token stop = {}, const std::optional<db::RunnerOptions> &other = {},
                      const std::vector<db::Endpoint> &replicas = {})
    {
        db::MigrationRunner runner(m_sandbox.endpoint(QStringLiteral("primary")), replicas,
                                   other.value_or(options));
        return runner.run(steps, sink, std::move(stop));
    }
    static db::StepRequest backToStart()
    {
        return {.goal = db::StepRequest::Goal::RollbackTo, .version = QStringLiteral("000")};
    }
    db::RunReport apply() { return run(steps()); }
    db::RunReport rollBack() { return run(steps(backToStart())); }

    db::RunnerOptions options;

private:
    db::Sandbox &m_sandbox;
    QTemporaryDir m_folder;
};

} // namespace seawall::tests
