// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistshelf.h"
#include "models/checklist/environmentstep.h"
#include "models/checklist/evidencerecord.h"
#include "models/processidentity.h"

#include <QDir>
#include <QFileInfo>

#include <ranges>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

const auto environmentFile = u"environment.md"_s;

} // namespace

db::Result<QString> ChecklistShelf::placeFor(const QString &name) const
{
    const auto folder =
        u"%1/attachments/%2"_s.arg(m_directory.isEmpty() ? QDir::tempPath() : m_directory).arg(m_run->id);
    if (!QDir().mkpath(folder))
        return db::fail(db::ErrorKind::FileAccess, u"The folder '%1' cannot be made."_s.arg(folder),
                        u"Check the room and the rights there, and attach the file again."_s);
    const auto stamp = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    return u"%1/%2-%3"_s.arg(folder, stamp, name);
}

db::Result<QString> ChecklistShelf::keepCopy(const QString &file) const
{
    auto copy = placeFor(QFileInfo(file).fileName());
    if (!copy)
        return copy;
    if (!QFile::copy(file, *copy))
        return db::fail(db::ErrorKind::FileAccess, u"'%1' cannot be copied."_s.arg(file),
                        u"Check that it can be read, and attach it again."_s);
    QFile::setPermissions(*copy, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return copy;
}

db::Result<void> ChecklistShelf::add(Evidence evidence, const QString &attach)
{
    if (!m_run)
        return {};
    if (!attach.isEmpty()) {
        auto copy = keepCopy(attach);
        if (!copy)
            return std::unexpected(copy.error());
        evidence.attachment = *copy;
        evidence.attachmentChecksum = checksumOfFile(*copy);
    }
    if (evidence.startedMs == 0)
        evidence.startedMs = evidence.finishedMs = QDateTime::currentMSecsSinceEpoch();
    if (evidence.actor.isEmpty())
        evidence.actor = actorName();
    const auto added = m_store->add(m_run->id, std::move(evidence));
    if (!added)
        return std::unexpected(added.error());
    return {};
}

std::optional<EnvironmentSnapshot> ChecklistShelf::latestEnvironment() const
{
    const auto evidence = m_store->evidence(m_run->id);
    if (!evidence)
        return std::nullopt;
    for (const auto &each : *evidence | std::views::reverse) {
        if (!each.attachment.endsWith(environmentFile))
            continue;
        if (auto read = readEnvironmentSnapshot(each.attachment))
            return std::move(*read);
    }
    return std::nullopt;
}

db::Result<void> ChecklistShelf::addEnvironment(const ChecklistNode &step,
                                                const EnvironmentSnapshot &snapshot)
{
    if (!m_run)
        return {};
    auto evidence = environmentEvidence(step, snapshot, latestEnvironment());
    const auto place = placeFor(environmentFile);
    if (!place)
        return std::unexpected(place.error());
    if (const auto written = writeEnvironmentSnapshot(*place, toMarkdown(snapshot).toUtf8()); !written)
        return written;
    evidence.attachment = *place;
    evidence.attachmentChecksum = checksumOfFile(*place);
    return add(std::move(evidence), {});
}

} // namespace seawall::models
