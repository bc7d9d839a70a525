// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistshelf.h"

#include "models/processidentity.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

QString wholePath(const QString &path)
{
    return path.startsWith(u':') ? path : QFileInfo(path).absoluteFilePath();
}

} // namespace

db::Result<void> ChecklistShelf::needStore()
{
    if (m_store)
        return {};
    auto opened = RunStore::open(m_directory.isEmpty() ? QString() : m_directory + u"/checklists.sqlite"_s);
    if (!opened)
        return std::unexpected(opened.error());
    m_store = std::move(*opened);
    return {};
}

QString ChecklistShelf::folderOf(const QString &path) const
{
    if (!path.startsWith(u':'))
        return QFileInfo(path).absolutePath();
    return m_profile.envFile.isEmpty() ? QDir::homePath() : QFileInfo(m_profile.envFile).absolutePath();
}

db::Result<std::optional<ChecklistRun>> ChecklistShelf::earlierRun(const QString &path)
{
    auto runs = m_store->runs();
    if (!runs)
        return std::unexpected(runs.error());
    const auto found = std::ranges::find_if(
        *runs, [&](const ChecklistRun &run) { return run.path == path && run.profile == m_profile.name; });
    if (found == runs->end())
        return std::optional<ChecklistRun>();
    auto whole = m_store->run(found->id);
    if (!whole)
        return std::unexpected(whole.error());
    return std::optional(std::move(*whole));
}

db::Result<void> ChecklistShelf::open(const QString &path)
{
    if (const auto ready = needStore(); !ready)
        return ready;
    const auto whole = wholePath(path);
    auto earlier = earlierRun(whole);
    if (!earlier)
        return std::unexpected(earlier.error());
    if (*earlier) {
        m_run = std::move(*earlier);
        readFile();
        return {};
    }
    auto checklist = readChecklist(whole);
    if (!checklist)
        return std::unexpected(checklist.error());
    auto begun = m_store->begin(*checklist, m_profile.name, folderOf(whole));
    if (!begun)
        return std::unexpected(begun.error());
    m_run = std::move(*begun);
    readFile();
    return {};
}

void ChecklistShelf::readFile()
{
    const QFileInfo file(m_run->path);
    m_modified = file.lastModified();
    m_size = file.size();
    m_changed.reset();
    m_fileProblem.clear();
    auto now = readChecklist(m_run->path);
    if (!now)
        m_fileProblem = now.error().message;
    else if (now->checksum != m_run->checklist.checksum)
        m_changed = std::move(*now);
}

bool ChecklistShelf::fileIsOther()
{
    if (!m_run)
        return false;
    const QFileInfo file(m_run->path);
    if (file.lastModified() == m_modified && file.size() == m_size)
        return false;
    readFile();
    return true;
}

db::Result<bool> ChecklistShelf::storeIsOther()
{
    if (!m_run)
        return false;
    const auto stamp = walStampOf(m_directory + u"/checklists.sqlite"_s);
    if (std::exchange(m_stamp, stamp) == stamp)
        return false;
    auto run = m_store->run(m_run->id);
    if (!run)
        return std::unexpected(run.error());
    m_run = std::move(*run);
    readFile();
    return true;
}

db::Result<void> ChecklistShelf::carryOver()
{
    if (!m_run || !m_changed)
        return {};
    auto carried = m_store->carryOver(m_run->id, *m_changed);
    if (!carried)
        return std::unexpected(carried.error());
    m_run = std::move(*carried);
    readFile();
    return {};
}

db::Result<void> ChecklistShelf::startAfresh()
{
    if (!m_run)
        return {};
    auto begun = m_store->beginAnew(m_changed ? *m_changed : m_run->checklist, m_profile.name, m_run->folder);
    if (!begun)
        return std::unexpected(begun.error());
    m_run = std::move(*begun);
    readFile();
    return {};
}

db::Result<void> ChecklistShelf::setFolder(const QString &folder)
{
    if (!m_run)
        return {};
    if (auto set = m_store->setFolder(m_run->id, folder); !set)
        return set;
    m_run->folder = folder;
    return {};
}

db::Result<std::vector<KnownRun>> ChecklistShelf::runs()
{
    if (const auto ready = needStore(); !ready)
        return std::unexpected(ready.error());
    auto runs = m_store->runs();
    if (!runs)
        return std::unexpected(runs.error());
    std::vector<KnownRun> known;
    for (const auto &run : *runs) {
        if (run.profile == m_profile.name &&
            std::ranges::find(known, run.path, &KnownRun::path) == known.end())
            known.push_back({run.path, run.checklist.title, run.startedMs});
    }
    return known;
}

db::Result<ReportInput> ChecklistShelf::reportInput() const
{
    const auto seen = view();
    if (!seen)
        return std::unexpected(seen.error());
    if (!*seen)
        return db::fail(db::ErrorKind::InvalidInput, u"No checklist is open."_s);
    const auto &all = **seen;
    return ReportInput{all.run,      all.status, all.evidence,
                       all.signOffs, {},         QDateTime::currentMSecsSinceEpoch(),
                       actorName()};
}

db::Result<ChecklistViewPtr> ChecklistShelf::view() const
{
    if (!m_run)
        return ChecklistViewPtr();
    auto status = m_store->status(*m_run, m_now, m_against);
    if (!status)
        return std::unexpected(status.error());
    auto evidence = m_store->evidence(m_run->id);
    if (!evidence)
        return std::unexpected(evidence.error());
    auto signOffs = m_store->signOffs(m_run->id);
    if (!signOffs)
        return std::unexpected(signOffs.error());
    ChecklistView view{
        *m_run, std::move(*status), std::move(*evidence), std::move(*signOffs), m_changed, m_fileProblem, {}};
    if (m_changed)
        view.carryOver = RunStore::compare(m_run->checklist, *m_changed);
    return std::make_shared<const ChecklistView>(std::move(view));
}

} // namespace seawall::models
