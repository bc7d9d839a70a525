// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/interruptedentry.h"

#include "models/printedcommand.h"

#include <algorithm>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(const QString &kind, std::initializer_list<QLatin1StringView> kinds)
{
    return std::ranges::any_of(kinds, [&kind](QLatin1StringView each) { return kind == each; });
}

bool isMigration(const QString &kind)
{
    return isOneOf(kind, {"migration.apply"_L1, "migration.rollback"_L1});
}

bool isSwitchover(const QString &kind)
{
    return isOneOf(kind, {"failover.switchover"_L1, "failover.recover"_L1});
}

} // namespace

QString wayToKnow(const JournalEntry &entry, const QString &envFile)
{
    const auto &kind = entry.kind;
    if (isMigration(kind) || kind == "checklist.migration"_L1)
        return withEnv(u"seawallctl migrate --status tells what of it took effect; where the run was "
                       "given a folder with --migrations, give the same one."_s,
                       envFile);
    if (isSwitchover(kind))
        return withEnv(u"seawallctl failover recover tells where it stands, and which ways are open."_s,
                       envFile);
    if (kind.startsWith("failover."_L1) || kind.startsWith("node."_L1))
        return withEnv(u"seawallctl status tells which nodes take writes."_s, envFile);
    return u"Look on the node whether it took effect."_s;
}

QString unknownOf(const JournalEntry &entry, const std::vector<JournalEntry> &entries, const QString &envFile)
{
    if (entry.state != JournalEntry::State::Interrupted)
        return {};
    return u"Not known. %1 The program ended before it could write the outcome."_s.arg(
        isSettledSince(entry, entries) ? u"A later one of its kind succeeded."_s : wayToKnow(entry, envFile));
}

bool isSettledSince(const JournalEntry &entry, const std::vector<JournalEntry> &entries)
{
    const auto isOfItsKind = isMigration(entry.kind)    ? isMigration
                             : isSwitchover(entry.kind) ? isSwitchover
                                                        : nullptr;
    return isOfItsKind && std::ranges::any_of(entries, [&](const JournalEntry &other) {
               return other.id > entry.id && other.state == JournalEntry::State::Succeeded &&
                      isOfItsKind(other.kind) &&
                      !other.target.isOnOtherCluster(entry.target.systemIdentifier);
           });
}

} // namespace seawall::models
