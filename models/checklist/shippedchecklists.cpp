// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/shippedchecklists.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

std::vector<ShippedChecklist> shippedChecklists()
{
    std::vector<ShippedChecklist> found;
    const QDir folder(u":/checklists"_s);
    for (const auto &entry : folder.entryInfoList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(entry.filePath());
        const auto first = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine()) : QString();
        found.push_back(
            {entry.completeBaseName(), first.sliced(first.indexOf(u' ') + 1).trimmed(), entry.filePath()});
    }
    std::ranges::stable_partition( // the one to begin with
        found, [](const ShippedChecklist &each) { return each.name == u"replica-rollout"_s; });
    return found;
}

QString checklistPath(const QString &fileOrName)
{
    if (QFileInfo::exists(fileOrName))
        return fileOrName;
    const auto shipped = shippedChecklists();
    const auto found = std::ranges::find(shipped, fileOrName, &ShippedChecklist::name);
    return found == shipped.end() ? fileOrName : found->path;
}

} // namespace seawall::models
