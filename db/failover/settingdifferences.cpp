// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/failover/preflightchecks.h"

#include <algorithm>
#include <array>
#include <set>

namespace seawall::db {

using namespace Qt::StringLiterals;

QString PreflightNode::setting(const QString &which) const
{
    if (!settings)
        return {};
    const auto found = settings->find(which);
    return found == settings->end() ? QString() : found->second.value;
}

std::optional<int> PreflightNode::number(const QString &which) const
{
    bool isNumber = false;
    const int value = setting(which).toInt(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

namespace preflight {

namespace {

struct Meaning {
    const char *name;
    const char *sentence;
};

/// Settings by which the new primary would be noticed to be another server.
constexpr std::array meanings{
    Meaning{"archive_command", "Its WAL would be archived elsewhere, or not at all."},
    Meaning{"archive_library", "Its WAL would be archived elsewhere, or not at all."},
    Meaning{"archive_mode", "Its WAL would not be archived as before."},
    Meaning{"autovacuum", "Dead rows would pile up, or be cleaned as they were not before."},
    Meaning{"effective_cache_size", "The planner would choose other plans."},
    Meaning{"effective_io_concurrency", "Scans would read ahead otherwise."},
    Meaning{"fsync", "Without it a crash of the machine can destroy the data."},
    Meaning{"full_page_writes", "Without it a crash of the machine can destroy pages."},
    Meaning{"idle_in_transaction_session_timeout", "Sessions would be ended that were not before, or stay."},
    Meaning{"lock_timeout", "Statements would give up waiting earlier or later."},
    Meaning{"log_min_duration_statement", "Slow statements would be logged otherwise."},
    Meaning{"maintenance_work_mem", "Index builds and vacuum would take longer, or more memory."},
    Meaning{"max_locks_per_transaction", "Lower than on the primary, it cannot replay."},
    Meaning{"max_parallel_workers", "Large queries would run with other parallelism."},
    Meaning{"max_parallel_workers_per_gather", "Large queries would run with other parallelism."},
    Meaning{"max_prepared_transactions", "Lower than on the primary, it cannot replay."},
    Meaning{"max_slot_wal_keep_size", "Replicas could lose WAL they need, or a slot fill the disk."},
    Meaning{"max_wal_size", "Checkpoints would come at another rhythm."},
    Meaning{"max_worker_processes", "Lower than on the primary, it cannot replay."},
    Meaning{"password_encryption", "New passwords would be kept otherwise."},
    Meaning{"random_page_cost", "The planner would choose other plans."},
    Meaning{"shared_buffers", "Another share of the data fits into its memory."},
    Meaning{"shared_preload_libraries", "Extensions that have to be loaded at the start are missing."},
    Meaning{"ssl", "Connections that ask for TLS would be refused, or all be in the clear."},
    Meaning{"statement_timeout", "Statements would be ended earlier or later."},
    Meaning{"synchronous_commit", "Commits would be acknowledged with another safety."},
    Meaning{"TimeZone", "Times would be shown otherwise."},
    Meaning{"wal_keep_size", "Replicas could lose WAL they need."},
    Meaning{"wal_level", "Replicas or subscriptions would not be served any more."},
    Meaning{"wal_log_hints", "pg_rewind may not be possible later."},
    Meaning{"work_mem", "Sorts and hashes would spill to disk earlier, or take more memory."},
};

/// What belongs to the machine or the role, and what other checks look at.
bool isExpected(const QString &name)
{
    static const std::set<QString> names{u"cluster_name"_s,
                                         u"config_file"_s,
                                         u"data_directory"_s,
                                         u"event_source"_s,
                                         u"external_pid_file"_s,
                                         u"hba_file"_s,
                                         u"ident_file"_s,
                                         u"in_hot_standby"_s,
                                         u"listen_addresses"_s,
                                         u"log_directory"_s,
                                         u"log_filename"_s,
                                         u"port"_s,
                                         u"primary_conninfo"_s,
                                         u"primary_slot_name"_s,
                                         u"promote_trigger_file"_s,
                                         u"recovery_min_apply_delay"_s,
                                         u"restore_command"_s,
                                         u"ssl_cert_file"_s,
                                         u"ssl_key_file"_s,
                                         u"stats_temp_directory"_s,
                                         u"synchronized_standby_slots"_s,
                                         u"sync_replication_slots"_s,
                                         u"synchronous_standby_names"_s,
                                         u"transaction_read_only"_s,
                                         u"unix_socket_directories"_s,
                                         u"max_connections"_s};
    return names.contains(name) || name.startsWith("recovery_target"_L1);
}

SettingDifference difference(const QString &name, const QString &primary, const QString &candidate)
{
    SettingDifference each{name, primary, candidate, SettingDifference::Weight::Notable, {}};
    const auto *found = std::ranges::find(
        meanings, name, [](const Meaning &meaning) { return QString::fromLatin1(meaning.name); });
    if (found != meanings.end()) {
        each.weight = SettingDifference::Weight::Matters;
        each.meaning = QString::fromLatin1(found->sentence);
    } else if (isExpected(name)) {
        each.weight = SettingDifference::Weight::Expected;
    }
    return each;
}

} // namespace

std::vector<SettingDifference> settingDifferences(const PreflightFacts &facts)
{
    std::vector<SettingDifference> found;
    if (!facts.primary.settings || !facts.candidate.settings)
        return found;
    std::set<QString> names;
    for (const auto *node : {&facts.primary, &facts.candidate})
        for (const auto &[name, setting] : *node->settings)
            names.insert(name);
    for (const auto &name : names) {
        const auto one = facts.primary.setting(name);
        const auto other = facts.candidate.setting(name);
        if (one != other || one.isNull() != other.isNull())
            found.push_back(difference(name, one, other));
    }
    std::ranges::stable_sort(found, std::greater(), &SettingDifference::weight);
    return found;
}

} // namespace preflight

} // namespace seawall::db
