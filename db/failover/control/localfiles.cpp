// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/control/localfiles.h"

#include "db/connection.h"
#include "db/sandbox/tool.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

QString field(const QString &output, const QString &name)
{
    const QRegularExpression line(u"^"_s + QRegularExpression::escape(name) + u":\\s*(.*?)\\s*$"_s,
                                  QRegularExpression::MultilineOption);
    return line.match(output).captured(1);
}

} // namespace

Result<ControlData> ControlData::parse(const QString &output)
{
    ControlData data;
    data.systemIdentifier = field(output, u"Database system identifier"_s);
    data.state = field(output, u"Database cluster state"_s);
    data.checkpoint = Lsn::parse(field(output, u"Latest checkpoint location"_s).toStdString());
    data.minRecovery = Lsn::parse(field(output, u"Minimum recovery ending location"_s).toStdString());
    bool isNumber = false;
    const auto timeline = field(output, u"Latest checkpoint's TimeLineID"_s).toUInt(&isNumber);
    if (isNumber)
        data.timeline = timeline;
    data.hasChecksums = field(output, u"Data page checksum version"_s).toInt() > 0;
    data.walLogHints = field(output, u"wal_log_hints setting"_s) == u"on";
    if (data.systemIdentifier.isEmpty() || data.state.isEmpty() || !data.checkpoint)
        return fail(ErrorKind::Internal, u"What pg_controldata said cannot be understood."_s, {}, output);
    return data;
}

quint32 newestTimeline(const QStringList &names)
{
    static const QRegularExpression segment(u"\\A[0-9A-F]{24}\\z"_s);
    quint32 newest = 0;
    for (const auto &name : names) {
        const auto line = name.left(8);
        if (segment.match(name).hasMatch() && (line == u"00000001" || names.contains(line + u".history"_s)))
            newest = std::max(newest, line.toUInt(nullptr, 16));
    }
    return newest;
}

Result<ServiceAccount> ownerOf(const QString &dataDirectory)
{
    const QFileInfo control(dataDirectory + u"/global/pg_control"_s);
    if (!control.exists())
        return fail(ErrorKind::FileAccess,
                    u"There is no data directory that can be entered in %1."_s.arg(dataDirectory),
                    u"Name the one of this node, and run this as its owner or as root."_s);
    return ServiceAccount{control.owner(), control.ownerId(), control.groupId()};
}

LocalFiles::LocalFiles(QString dataDirectory, QString binaries, ServiceAccount account)
    : m_dataDirectory(std::move(dataDirectory)), m_binaries(std::move(binaries)),
      m_account(std::move(account))
{}

Result<ControlData> LocalFiles::controlData(Deadline deadline, const std::stop_token &stop)
{
    const auto output =
        runTool(m_binaries + u"/pg_controldata"_s, {u"-D"_s, m_dataDirectory}, m_account, deadline, stop);
    if (!output)
        return std::unexpected(output.error());
    return ControlData::parse(*output);
}

QString LocalFiles::standbySignal() const
{
    return m_dataDirectory + u"/standby.signal"_s;
}

Result<void> LocalFiles::setStandby(bool standby)
{
    if (standby)
        return m_account.writeFile(standbySignal(), {});
    if (QFile::exists(standbySignal()) && !QFile::remove(standbySignal()))
        return fail(ErrorKind::FileAccess, u"%1 cannot be removed."_s.arg(standbySignal()),
                    u"Remove it by hand; while it is there, the server starts as a replica."_s);
    return {};
}

Result<bool> LocalFiles::isStandby() const
{
    struct stat found;
    if (::stat(QFile::encodeName(standbySignal()).constData(), &found) == 0)
        return true;
    const int problem = errno;
    if (problem == ENOENT)
        return false;
    return fail(ErrorKind::FileAccess, u"%1 cannot be looked for."_s.arg(standbySignal()), {},
                QString::fromLocal8Bit(std::strerror(problem)));
}

Result<void> LocalFiles::addSettings(const QStringList &lines)
{
    const auto path = m_dataDirectory + u"/postgresql.auto.conf"_s;
    QFile file(path);
    if (file.exists() && !file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::FileAccess, u"%1 cannot be read."_s.arg(path),
                    u"Run this as the owner of the data directory."_s, file.errorString());
    auto text = file.isOpen() ? file.readAll() : QByteArray();
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    for (const auto &line : lines)
        text += line.toUtf8() + '\n';
    return m_account.writeFile(path, text);
}

QStringList LocalFiles::rewindArguments(const Endpoint &source) const
{
    QStringList parts;
    for (const auto &[keyword, value] : source.parameters) {
        if (keyword != u"dbname")
            parts << keyword + u'=' + quotedLiteral(value);
    }
    parts << u"dbname=postgres"_s << u"application_name=pg_rewind"_s;
    return {u"--target-pgdata"_s, m_dataDirectory, u"--source-server"_s, parts.join(u' '), u"--no-sync"_s};
}

QString LocalFiles::rewindCommand(const Endpoint &source) const
{
    const auto arguments = rewindArguments(source);
    return u"pg_rewind --target-pgdata %1 --source-server \"%2\""_s.arg(arguments[1], arguments[3]);
}

Result<QString> LocalFiles::rewind(const Endpoint &source, Deadline deadline, const std::stop_token &stop)
{
    auto arguments = rewindArguments(source);
    arguments.removeLast();
    Tool tool(m_binaries + u"/pg_rewind"_s, arguments, m_account);
    if (!source.password.isEmpty())
        tool.setEnvironment(u"PGPASSWORD"_s, source.password.reveal());
    tool.start();
    return tool.finish(deadline, stop);
}

Result<quint32> LocalFiles::walTimeline(Deadline, const std::stop_token &)
{
    return newestTimeline(QDir(m_dataDirectory + u"/pg_wal"_s).entryList(QDir::Files));
}

Result<QString> LocalFiles::walRecords(quint32 timeline, Lsn start, Deadline deadline,
                                       const std::stop_token &stop)
{
    // It ends with an error where the WAL ends, which is what is wanted: hence the shell.
    const auto script = u"%1/pg_waldump -p %2/pg_wal -t %3 -s %4 2>&1 || true"_s.arg(
        m_binaries, quotedLiteral(m_dataDirectory), QString::number(timeline), start.toString());
    return runTool(u"/bin/bash"_s, {u"-c"_s, script}, m_account, deadline, stop);
}

} // namespace seawall::db
