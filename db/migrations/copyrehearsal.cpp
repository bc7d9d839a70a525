// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/copyrehearsal.h"

#include "db/migrations/runner.h"
#include "db/sandbox.h"
#include "db/sandbox/binaries.h"
#include "db/sandbox/tool.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <map>
#include <optional>

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// libpq's key=value form without the password, which travels in the environment.
QString conninfo(const Endpoint &endpoint)
{
    QStringList pairs;
    for (const auto &[keyword, value] : endpoint.parameters) {
        auto quoted = value;
        quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
        pairs << u"%1='%2'"_s.arg(keyword, quoted);
    }
    return pairs.join(u' ');
}

/// A client needs no other user than ours.
ServiceAccount ourselves()
{
    return {{}, geteuid(), getegid()};
}

Result<void> runAsOurselves(const QString &program, const QStringList &arguments, const Endpoint &endpoint,
                            Deadline deadline)
{
    Tool tool(program, QStringList{u"--dbname"_s, conninfo(endpoint)} + arguments, ourselves());
    if (!endpoint.password.isEmpty())
        tool.setEnvironment(u"PGPASSWORD"_s, endpoint.password.reveal());
    tool.start();
    const auto output = tool.finish(deadline);
    return output ? Result<void>() : std::unexpected(output.error());
}

/// The copy: made, filled, and gone with this value.
class SchemaCopy final
{
public:
    SchemaCopy(bool hasHistory, Deadline deadline)
        : m_folder(QDir::tempPath() + u"/seawall-copy-XXXXXX"_s), m_deadline(deadline),
          m_hasHistory(hasHistory)
    {
        // The servers may run as another user, who has to get through here.
        QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                   QFile::ExeGroup | QFile::ExeOther);
    }
    SchemaCopy(const SchemaCopy &) = delete;
    SchemaCopy &operator=(const SchemaCopy &) = delete;
    ~SchemaCopy()
    {
        if (m_sandbox)
            static_cast<void>(m_sandbox->down());
    }

    Result<Endpoint> make(const Endpoint &original)
    {
        const auto binaries = Binaries::find();
        if (!binaries)
            return std::unexpected(binaries.error());
        SandboxOptions options;
        options.directory = m_folder.filePath(u"server"_s);
        options.replicas = 0;
        options.preferredPort = 0;
        options.demoData = false;
        options.extraSettings = {u"fsync = off"_s};
        auto up = Sandbox::up(options, m_deadline);
        if (!up)
            return std::unexpected(up.error());
        m_sandbox.emplace(std::move(*up));
        auto copy = m_sandbox->endpoint(u"primary"_s);
        const auto dump = [&](const QString &name, const QStringList &what) -> Result<void> {
            const auto file = m_folder.filePath(name);
            if (auto dumped = runAsOurselves(binaries->program(u"pg_dump"_s),
                                             what + QStringList{u"--no-owner"_s, u"--no-privileges"_s,
                                                                u"--no-subscriptions"_s, u"--file"_s, file},
                                             original, m_deadline);
                !dumped)
                return dumped;
            return runAsOurselves(
                binaries->program(u"psql"_s),
                {u"--no-psqlrc"_s, u"--quiet"_s, u"--set"_s, u"ON_ERROR_STOP=1"_s, u"--file"_s, file}, copy,
                m_deadline);
        };
        // A schema that is there in every database cannot be made again.
        if (auto emptied = emptyPublic(copy); !emptied)
            return std::unexpected(emptied.error());
        if (auto copied = dump(u"schema.sql"_s, {u"--schema-only"_s}); !copied)
            return std::unexpected(copied.error());
        if (!m_hasHistory)
            return copy;
        // With what is applied, or the runner would think otherwise.
        if (auto copied =
                dump(u"history.sql"_s, {u"--data-only"_s, u"--table"_s, u"seawall.migration_history"_s});
            !copied)
            return std::unexpected(copied.error());
        return copy;
    }

private:
    Result<void> emptyPublic(const Endpoint &copy) const
    {
        SessionOptions options;
        options.readOnly = false;
        auto connection = Connection::open(copy, options, m_deadline);
        if (!connection)
            return std::unexpected(connection.error());
        const auto done = connection->executeSimple(
            u"DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public"_s, m_deadline);
        return done ? Result<void>() : std::unexpected(done.error());
    }

    QTemporaryDir m_folder;
    Deadline m_deadline;
    bool m_hasHistory;
    std::optional<Sandbox> m_sandbox;
};

/// What a script that is right runs into where the rows that it builds on are not there.
bool missesRows(const Error &error)
{
    return error.sqlState == u"23503"_s     // foreign_key_violation
           || error.sqlState == u"23502"_s  // not_null_violation, by a subquery that finds nothing
           || error.sqlState == u"P0002"_s; // no_data_found
}

/// Applies one step after the other in the copy, and tries the way back of each that has one.
class CopyRunner final
{
public:
    CopyRunner(Endpoint copy, Deadline deadline, std::stop_token stop)
        : m_copy(std::move(copy)), m_deadline(deadline), m_stop(std::move(stop))
    {}

    Result<Rehearsal> rehearse(const MigrationStep &step)
    {
        Rehearsal rehearsal;
        const auto before = fingerprint();
        if (!before)
            return std::unexpected(before.error());
        const auto done = run(step);
        rehearsal.error = done.error;
        if (rehearsal.error && missesRows(*rehearsal.error))
            rehearsal.error->hint = u"The copy holds no rows, and the script may be right where they are: "
                                    "rehearse it on the primary, where all is rolled back."_s;
        rehearsal.rehearsed = !done.error;
        rehearsal.seconds = done.seconds;
        rehearsal.walBytes = done.walBytes;
        if (done.error || step.direction == Direction::Down || !step.migration.down)
            return rehearsal;
        const auto back = run({step.migration, Direction::Down, 0});
        rehearsal.downError = back.error;
        const auto after = fingerprint();
        if (!after)
            return std::unexpected(after.error());
        rehearsal.difference = difference(*before, *after);
        rehearsal.downRestores = !back.error && rehearsal.difference.isEmpty();
        if (const auto again = back.error ? StepReport() : run(step); again.error)
            rehearsal.downError = again.error; // it cannot be applied after its own way back
        return rehearsal;
    }

private:
    StepReport run(const MigrationStep &step)
    {
        RunnerOptions options;
        options.actor = u"rehearsal"_s;
        MigrationRunner runner(m_copy, {}, options);
        auto report = runner.run({step}, [](const RunEvent &) {}, m_stop);
        auto result = report.steps.empty() ? StepReport() : report.steps.front();
        if (!result.error && report.error)
            result.error = report.error;
        return result;
    }

    Result<SchemaFingerprint> fingerprint() const
    {
        auto connection = Connection::open(m_copy, {}, m_deadline, m_stop);
        if (!connection)
            return std::unexpected(connection.error());
        return readFingerprint(*connection, m_deadline, m_stop);
    }

    Endpoint m_copy;
    Deadline m_deadline;
    std::stop_token m_stop;
};

Result<bool> hasHistory(const Endpoint &primary, Deadline deadline, const std::stop_token &stop)
{
    auto connection = Connection::open(primary, {}, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto history = readHistory(*connection, deadline, stop);
    if (!history)
        return std::unexpected(history.error());
    return history->exists;
}

} // namespace

Result<std::vector<Rehearsal>> rehearseInCopy(const Endpoint &primary,
                                              const std::vector<MigrationStep> &steps, Deadline deadline,
                                              std::stop_token stop)
{
    const auto isThere = hasHistory(primary, deadline, stop);
    if (!isThere)
        return std::unexpected(isThere.error());
    SchemaCopy copy(*isThere, deadline);
    const auto endpoint = copy.make(primary);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    CopyRunner runner(*endpoint, deadline, stop);
    std::vector<Rehearsal> rehearsals;
    QString failed; // the first one that did; those after it go on without
    for (const auto &step : steps) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, u"The rehearsal was stopped."_s);
        auto rehearsal = runner.rehearse(step);
        if (!rehearsal)
            return std::unexpected(rehearsal.error());
        if (rehearsal->error && !failed.isEmpty())
            tellMayFollow(*rehearsal, failed);
        else if (rehearsal->error)
            failed = step.migration.version;
        rehearsals.push_back(std::move(*rehearsal));
    }
    return rehearsals;
}

} // namespace seawall::db
