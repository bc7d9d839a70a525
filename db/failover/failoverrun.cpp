// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/failoverrun.h"

#include "db/statefile.h"

#include <QFile>

#include <thread>

#include <sys/file.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

const ClusterMember *memberOf(const ClusterMembers &members, const QString &name)
{
    const auto found =
        std::ranges::find_if(members, [&](const ClusterMember &member) { return member.name() == name; });
    return found == members.end() ? nullptr : &*found;
}

Result<void> checkNoPatroni(const ClusterMembers &members)
{
    for (const auto &member : members) {
        if (member.settings.kind == ControlSettings::Kind::Patroni)
            return fail(
                ErrorKind::InvalidInput,
                u"Patroni runs %1; Seawall does not act behind its back."_s.arg(member.name()),
                u"Patroni fails over and rejoins by itself. A planned change is asked of it with: seawallctl "
                "failover switchover."_s);
    }
    return {};
}

Result<std::optional<FailoverRecord>> FailoverRecord::load(const QString &path)
{
    const auto kept = readStateFile(path);
    if (!kept)
        return std::nullopt;
    const auto &json = *kept;
    FailoverRecord record;
    record.kind = json[u"kind"_s].toString();
    record.from = json[u"from"_s].toString();
    record.to = json[u"to"_s].toString();
    record.systemIdentifier = json[u"system_identifier"_s].toString();
    record.timeline = quint32(json[u"timeline"_s].toInteger());
    record.step = json[u"step"_s].toString();
    record.isUndoing = json[u"undoing"_s].toBool();
    record.startedMs = json[u"started_ms"_s].toInteger();
    record.readOnlyBefore = json[u"read_only_before"_s].toString();
    if (record.kind.isEmpty() || record.step.isEmpty())
        return fail(
            ErrorKind::FileAccess, u"%1 cannot be read, or is damaged."_s.arg(path),
            u"It tells how far a change of primary came. See which node takes writes, then remove it."_s);
    return record;
}

Result<void> FailoverRecord::save(const QString &path) const
{
    const QJsonObject json{{u"kind"_s, kind},
                           {u"from"_s, from},
                           {u"to"_s, to},
                           {u"system_identifier"_s, systemIdentifier},
                           {u"timeline"_s, qint64(timeline)},
                           {u"step"_s, step},
                           {u"undoing"_s, isUndoing},
                           {u"started_ms"_s, startedMs},
                           {u"read_only_before"_s, readOnlyBefore}};
    return writeStateFile(path, json);
}

Result<std::optional<FailoverRecord>> cutOffRun(const QString &recordFile)
{
    auto record = FailoverRecord::load(recordFile);
    if (record && !*record)
        return record;
    const auto lock = FailoverLock::take(recordFile);
    if (!lock && lock.error().kind == ErrorKind::ServerNotReady)
        return std::nullopt;                 // it goes on
    return FailoverRecord::load(recordFile); // it may have ended meanwhile
}

Result<FailoverLock> FailoverLock::take(const QString &recordFile)
{
    if (recordFile.isEmpty())
        return FailoverLock(-1);
    const auto path = QFile::encodeName(recordFile + u".lock"_s);
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(ErrorKind::FileAccess, u"%1.lock cannot be written."_s.arg(recordFile),
                    u"See that the folder can be written."_s);
    FailoverLock lock(descriptor);
    // cutOffRun() has it for a moment.
    bool isHad = false;
    for (int tries = 0; !isHad && tries < 10; ++tries) {
        if (tries > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        isHad = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    }
    if (!isHad)
        return fail(ErrorKind::ServerNotReady,
                    u"Another change of this cluster's primary is going on from this machine."_s,
                    u"Wait until it has ended; its outcome stands in the Journal."_s);
    return lock;
}

FailoverLock::~FailoverLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace seawall::db
