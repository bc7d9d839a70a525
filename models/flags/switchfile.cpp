// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/switchfile.h"

#include "db/statefile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>

#include <algorithm>

namespace seawall::models::switchfile {

using namespace Qt::StringLiterals;
using db::Result;
using Switches = std::vector<DeadManSwitch>;

namespace {

constexpr int lockMs = 2000;

std::unexpected<db::Error> failed(const QString &path, const QString &why)
{
    return db::fail(db::ErrorKind::FileAccess,
                    u"The dead man's switches in '%1' cannot be used: %2."_s.arg(path, why),
                    u"Check the rights of the folder and the space on its disk."_s);
}

void order(Switches &switches)
{
    std::ranges::stable_sort(switches, [](const DeadManSwitch &one, const DeadManSwitch &other) {
        const bool isArmed = one.state == DeadManSwitch::State::Armed;
        const bool otherArmed = other.state == DeadManSwitch::State::Armed;
        return isArmed != otherArmed ? isArmed : one.armedMs > other.armedMs;
    });
    const auto ended = std::ranges::find_if(
        switches, [](const DeadManSwitch &each) { return each.state != DeadManSwitch::State::Armed; });
    if (switches.end() - ended > mostEnded)
        switches.erase(ended + mostEnded, switches.end());
}

Result<void> write(const QString &path, const Switches &switches)
{
    QJsonArray array;
    for (const auto &each : switches)
        array.append(toJson(each));
    const auto written = db::writeStateFile(path, QJsonDocument(array));
    return written ? written : failed(path, written.error().detail);
}

/// Reads, changes and writes, with nobody else between.
template<typename Change>
Result<Switches> update(const QString &path, Change change)
{
    QLockFile lock(path + u".lock"_s);
    if (!lock.tryLock(lockMs))
        return failed(path, u"another program holds them"_s);
    auto switches = read(path);
    if (!switches || !change(*switches))
        return switches;
    order(*switches);
    if (const auto written = write(path, *switches); !written)
        return std::unexpected(written.error());
    return switches;
}

} // namespace

QString pathIn(const QString &directory)
{
    return directory + u"/flag-switches.json"_s;
}

Result<Switches> read(const QString &path)
{
    QFile file(path);
    Switches switches;
    if (!file.exists())
        return switches;
    if (!file.open(QIODevice::ReadOnly))
        return failed(path, file.errorString());
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document.isArray())
        return db::fail(db::ErrorKind::InvalidInput,
                        u"The dead man's switches in '%1' cannot be read."_s.arg(path),
                        u"Remove the file; flags that were to be reverted have to be set by hand."_s);
    for (const auto &value : document.array()) {
        if (auto each = switchFromJson(value.toObject()))
            switches.push_back(std::move(*each));
    }
    order(switches);
    return switches;
}

Result<Switches> put(const QString &path, const Switches &changed)
{
    return update(path, [&](Switches &switches) {
        for (const auto &each : changed) {
            const auto known = std::ranges::find(switches, each.id, &DeadManSwitch::id);
            if (known == switches.end())
                switches.push_back(each);
            else if (known->state == DeadManSwitch::State::Armed) // what is over stays over
                *known = each;
        }
        return true;
    });
}

Result<Switches> adopt(const QString &path, const ProcessIdentity &owner, qint64 nowMs)
{
    const auto present = read(path);
    const auto isOrphan = [&](const DeadManSwitch &each) {
        return each.state == DeadManSwitch::State::Armed && each.owner != owner && !each.owner.isAlive();
    };
    if (!present || std::ranges::none_of(*present, isOrphan))
        return present;
    return update(path, [&](Switches &switches) {
        for (auto &each : switches) {
            if (!isOrphan(each))
                continue;
            each.owner = owner;
            each.sentence =
                SwitchJudge::gapOf(each, std::min(nowMs, each.terms.watchUntilMs.value_or(nowMs)));
        }
        return true;
    });
}

} // namespace seawall::models::switchfile
