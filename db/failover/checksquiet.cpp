// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the primary is at rest enough to be stopped, and can be rewound afterwards.
#include "db/failover/checkdraft.h"
#include "db/failover/preflightchecks.h"

namespace seawall::db::preflight {

using namespace Qt::StringLiterals;

namespace {

QString told(const std::vector<OpenWork> &work)
{
    const auto &oldest = work.front();
    const auto text =
        oldest.ageSeconds ? u"%1, for %2"_s.arg(oldest.name, ageText(oldest.ageSeconds)) : oldest.name;
    return work.size() == 1 ? text : u"%1, and %2 more"_s.arg(text).arg(work.size() - 1);
}

/// How many files lie between two names of WAL files on one timeline, with the default size of 16 MB each.
std::optional<qint64> filesBetween(const QString &from, const QString &to)
{
    if (from.size() != 24 || to.size() != 24 || from.first(8) != to.first(8))
        return std::nullopt;
    const auto number = [](const QString &name) {
        return name.mid(8, 8).toLongLong(nullptr, 16) * 256 + name.mid(16).toLongLong(nullptr, 16);
    };
    return number(to) - number(from) - 1; // the current one is still being written
}

} // namespace

ReadinessCheck rewind(const PreflightFacts &facts)
{
    const CheckDraft draft(u"rewind"_s, u"pg_rewind can be used to rejoin the old primary"_s, facts.primary,
                           u"preflight_rewind"_s);
    for (const auto *node : {&facts.primary, &facts.candidate}) {
        if (!node->settings || !node->checksums) {
            auto unread =
                CheckDraft(u"rewind"_s, u"pg_rewind can be used to rejoin the old primary"_s, *node,
                           u"preflight_rewind"_s)
                    .unread(facts, node->settings ? u"preflight_server"_s : u"preflight_settings"_s);
            return unread;
        }
        if (!*node->checksums && node->setting(u"wal_log_hints"_s) != u"on")
            return draft.warning(
                u"%1 has neither data checksums nor wal_log_hints"_s.arg(node->name),
                u"If it has writes that the new primary lacks, only a new base backup brings it back. On %1:\n"_s
                        .arg(node->name) +
                    alterSystem(u"wal_log_hints"_s, u"on"_s, true));
        if (node->setting(u"full_page_writes"_s) != u"on")
            return draft.warning(u"full_page_writes is off on %1"_s.arg(node->name),
                                 u"pg_rewind refuses to work without. On %1:\n"_s.arg(node->name) +
                                     alterSystem(u"full_page_writes"_s, u"on"_s, false));
    }
    return draft.ok(
        u"%1, full_page_writes on; whether the WAL it reads is still there is seen when it runs"_s.arg(
            *facts.primary.checksums ? u"data checksums"_s : u"wal_log_hints on"_s));
}

ReadinessCheck backup(const PreflightFacts &facts)
{
    const auto &node = facts.primary;
    const CheckDraft draft(u"backup"_s, u"No backup is running"_s, node, u"preflight_backups"_s);
    if (!node.backups)
        return draft.unread(facts);
    if (!node.backups->empty())
        return draft.blocking(told(*node.backups),
                              u"Stopping the primary breaks it off, and it is no backup then. "
                              "Wait for it, or end it in the tool that began it."_s);
    return draft.ok(u"none that the primary tells of"_s);
}

ReadinessCheck archiver(const PreflightFacts &facts)
{
    const auto &node = facts.primary;
    const CheckDraft draft(u"archiver"_s, u"Archiving is not behind"_s, node, u"preflight_archiver"_s);
    const auto mode = node.setting(u"archive_mode"_s);
    if (!node.archiver || mode.isNull())
        return draft.unread(facts, node.settings ? u"preflight_archiver"_s : u"preflight_settings"_s);
    if (mode == u"off")
        return draft.ok(u"archive_mode is off"_s);
    const auto &archiver = *node.archiver;
    if (archiver.isFailing)
        return draft.blocking(
            u"archive_command fails at %1"_s.arg(archiver.lastFailed),
            u"WAL piles up on the old primary and is missing in the archive. The server's log has "
            "what the command said; mend it, and wait until the queue is empty."_s);
    const auto behind = archiver.waiting ? std::optional<qint64>(*archiver.waiting)
                                         : filesBetween(archiver.lastArchived, archiver.currentFile);
    if (!behind)
        return draft.unread(facts, u"preflight_archive_queue"_s);
    const auto measured = u"%1 files wait, the last one archived is %2"_s.arg(
        QString::number(*behind), archiver.lastArchived.isEmpty() ? u"none"_s : archiver.lastArchived);
    if (*behind >= facts.request.limits.archiveFiles)
        return draft.warning(measured, u"Wait until the queue is empty: a stop waits for it as well."_s);
    return draft.ok(measured);
}

ReadinessCheck prepared(const PreflightFacts &facts)
{
    const auto &node = facts.primary;
    const CheckDraft draft(u"prepared"_s, u"No prepared transaction is open"_s, node,
                           u"preflight_prepared"_s);
    if (!node.prepared)
        return draft.unread(facts);
    if (node.prepared->empty())
        return draft.ok(u"none"_s);
    return draft.warning(
        told(*node.prepared),
        u"It keeps its locks on the new primary, where its coordinator has to find it. Finish it: "
        "COMMIT PREPARED 'gid'; or ROLLBACK PREPARED 'gid';"_s);
}

ReadinessCheck transactions(const PreflightFacts &facts)
{
    const auto &node = facts.primary;
    const CheckDraft draft(u"transactions"_s, u"No transaction is open for long"_s, node,
                           u"preflight_transactions"_s);
    const auto limit = facts.request.limits.transactionSeconds;
    if (node.error || node.facts.canMonitor != true)
        return draft.unread(facts);
    const auto oldest = node.transactions ? node.transactions->empty() ? std::optional(0.0)
                                                                       : node.transactions->front().ageSeconds
                                          : node.facts.oldestTransactionSeconds;
    if (!oldest)
        return draft.unread(facts);
    if (*oldest < limit)
        return draft.ok(*oldest > 0 ? u"the oldest is open for %1"_s.arg(ageText(oldest))
                                    : u"none is open"_s);
    const auto who =
        node.transactions ? told(*node.transactions) : u"the oldest is open for %1"_s.arg(ageText(oldest));
    return draft.warning(
        who, u"The stop ends it and its work is lost. Wait for it, or end it on the Sessions page: "
             "SELECT pg_terminate_backend(pid);"_s);
}

} // namespace seawall::db::preflight
