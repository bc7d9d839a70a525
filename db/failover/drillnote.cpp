// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/drillnote.h"

#include "db/statefile.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace seawall::db {

using namespace Qt::StringLiterals;
using Undo = DrillNote::Undo;

namespace {

const std::array<std::pair<Undo, QLatin1StringView>, 4> undoWords{{{Undo::Nothing, "nothing"_L1},
                                                                   {Undo::Start, "start"_L1},
                                                                   {Undo::Resume, "resume"_L1},
                                                                   {Undo::Replay, "replay"_L1}}};

} // namespace

QString DrillNote::pathFor(const QString &recordFile)
{
    return recordFile.isEmpty() ? QString() : QFileInfo(recordFile).dir().filePath(u"drill.json"_s);
}

Result<std::optional<DrillNote>> DrillNote::load(const QString &path)
{
    const auto kept = readStateFile(path);
    if (!kept)
        return std::nullopt;
    const auto &json = *kept;
    const auto word = json[u"undo"_s].toString();
    const auto undo = std::ranges::find_if(undoWords, [&](const auto &each) { return word == each.second; });
    DrillNote note{json[u"drill"_s].toString(),
                   json[u"node"_s].toString(),
                   undo == undoWords.end() ? Undo::Nothing : undo->first,
                   json[u"primary"_s].toString(),
                   json[u"system_identifier"_s].toString(),
                   json[u"started_ms"_s].toInteger()};
    if (note.drill.isEmpty() || note.node.isEmpty() || undo == undoWords.end())
        return fail(
            ErrorKind::FileAccess, u"%1 cannot be read, or is damaged."_s.arg(path),
            u"It tells what a drill left undone. See that every node runs and replays, then remove it."_s);
    return note;
}

Result<void> DrillNote::save(const QString &path) const
{
    const auto *word = std::ranges::find(undoWords, undo, &std::pair<Undo, QLatin1StringView>::first);
    const QJsonObject json{{u"drill"_s, drill},
                           {u"node"_s, node},
                           {u"undo"_s, QString(word->second)},
                           {u"primary"_s, primary},
                           {u"system_identifier"_s, systemIdentifier},
                           {u"started_ms"_s, startedMs}};
    return writeStateFile(path, json);
}

Result<void> DrillNote::remove(const QString &path)
{
    if (path.isEmpty() || !QFile::exists(path) || QFile::remove(path))
        return {};
    return fail(ErrorKind::FileAccess, u"%1 cannot be removed."_s.arg(path),
                u"The drill is undone; remove the file by hand."_s);
}

QString DrillNote::describe() const
{
    switch (undo) {
    case Undo::Start:
        return u"%1 was stopped by the drill %2"_s.arg(node, drill);
    case Undo::Resume:
        return u"%1 was paused by the drill %2"_s.arg(node, drill);
    case Undo::Replay:
        return u"Replay was paused on %1 by the drill %2"_s.arg(node, drill);
    case Undo::Nothing:
        break;
    }
    return u"The drill %1 left its schema on %2"_s.arg(drill, primary);
}

} // namespace seawall::db
