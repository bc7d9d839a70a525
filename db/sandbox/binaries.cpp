// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sandbox/binaries.h"

#include "db/sandbox/tool.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int oldest = 13;
constexpr int newest = 18;

QString outputOf(const QString &program, const QString &argument)
{
    return runTool(program, {argument}, ServiceAccount{{}, geteuid(), getegid()}, Deadline::in(5s))
        .value_or(QString())
        .trimmed();
}

QStringList candidates()
{
    QStringList folders;
    for (int major = newest; major >= oldest; --major) {
        folders << u"/usr/lib/postgresql/%1/bin"_s.arg(major) << u"/usr/pgsql-%1/bin"_s.arg(major);
    }
    if (const auto config = QStandardPaths::findExecutable(u"pg_config"_s); !config.isEmpty())
        folders << outputOf(config, u"--bindir"_s);
    if (const auto initdb = QStandardPaths::findExecutable(u"initdb"_s); !initdb.isEmpty())
        folders << QFileInfo(QFileInfo(initdb).canonicalFilePath()).path();
    return folders;
}

} // namespace

Result<Binaries> Binaries::in(const QString &folder)
{
    for (const auto &name : {u"initdb"_s, u"postgres"_s, u"pg_ctl"_s, u"pg_basebackup"_s}) {
        if (!QFileInfo(folder + u'/' + name).isExecutable())
            return fail(ErrorKind::ToolMissing, u"There is no %1 in %2."_s.arg(name, folder),
                        u"Install PostgreSQL's server package (Debian: apt install postgresql)."_s);
    }
    static const QRegularExpression version(u"\\(PostgreSQL\\) (\\d+)"_s);
    const auto said = outputOf(folder + u"/postgres"_s, u"--version"_s);
    const int major = version.match(said).captured(1).toInt();
    if (major < oldest || major > newest)
        return fail(ErrorKind::ToolMissing,
                    u"PostgreSQL in %1 is of a version that is not supported."_s.arg(folder),
                    u"Use one of PostgreSQL %1 to %2."_s.arg(oldest).arg(newest), said);
    return Binaries{folder, major};
}

Result<Binaries> Binaries::find(int major)
{
    const auto named = qEnvironmentVariable("SEAWALL_PG_BINDIR");
    if (!named.isEmpty())
        return in(named);
    std::optional<Binaries> best;
    for (const auto &folder : candidates()) {
        if (!QFileInfo::exists(folder + u"/initdb"_s))
            continue;
        const auto found = in(folder);
        if (found && (major == 0 || found->major == major) && (!best || found->major > best->major))
            best = *found;
    }
    if (best)
        return *best;
    return fail(
        ErrorKind::ToolMissing,
        major == 0 ? u"PostgreSQL's server programs (initdb, pg_ctl …) are not on this machine."_s
                   : u"PostgreSQL %1 is no longer on this machine."_s.arg(major),
        u"Install them (Debian: apt install postgresql), or name their folder in SEAWALL_PG_BINDIR."_s);
}

} // namespace seawall::db
