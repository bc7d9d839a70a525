// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/failover/preflightfacts.h"
#include "tests/support/snapshots.h"

/// Hand-made answers of a primary and its replica that is ready to take over.
namespace seawall::tests {

inline std::map<QString, db::ServerSetting> goodSettings(const QString &port)
{
    return {{u"max_wal_senders"_s, {u"10"_s, u"postmaster"_s}},
            {u"max_replication_slots"_s, {u"10"_s, u"postmaster"_s}},
            {u"synchronous_commit"_s, {u"on"_s, u"user"_s}},
            {u"wal_log_hints"_s, {u"on"_s, u"postmaster"_s}},
            {u"full_page_writes"_s, {u"on"_s, u"sighup"_s}},
            {u"archive_mode"_s, {u"on"_s, u"postmaster"_s}},
            {u"work_mem"_s, {u"4MB"_s, u"user"_s}},
            {u"log_line_prefix"_s, {u"%m"_s, u"sighup"_s}},
            {u"ssl"_s, {u"off"_s, u"sighup"_s}},
            {u"port"_s, {port, u"postmaster"_s}}};
}

inline db::PreflightFacts readyFacts()
{
    db::PreflightFacts facts;
    facts.stop = {u"pg_ctl stop"_s, true, false, false, {}};
    facts.request.primary = *db::Endpoint::parse(u"primary"_s, u"host=10.0.0.1 port=5432"_s);
    facts.request.application.envFile = u"/srv/app/.env"_s;
    facts.request.application.named = u"10.0.0.1:5432"_s;
    auto &primary = facts.primary;
    primary.name = u"primary"_s;
    primary.facts = aPrimary().facts;
    primary.facts.walSenders = {{7,
                                 u"replicator"_s,
                                 u"replica1"_s,
                                 u"10.0.0.2"_s,
                                 u"replica1"_s,
                                 u"streaming"_s,
                                 u"async"_s,
                                 {},
                                 {},
                                 {},
                                 {},
                                 {},
                                 {},
                                 {}}};
    primary.settings = goodSettings(u"5432"_s);
    primary.checksums = false;
    primary.serverAddress = u"10.0.0.1"_s;
    primary.prepared.emplace();
    primary.transactions.emplace();
    primary.backups.emplace();
    primary.archiver = {u"000000010000000000000004"_s, {}, u"000000010000000000000005"_s, false, 0};
    primary.extensions.emplace();
    (*primary.extensions)[u"plpgsql"_s] = QStringList{u"1.0"_s};
    primary.managers.emplace();
    auto &candidate = facts.candidate;
    candidate.name = u"replica1"_s;
    candidate.facts = aReplica().facts;
    candidate.facts.walReceiver->senderHost = u"10.0.0.1"_s;
    candidate.settings = goodSettings(u"5433"_s);
    candidate.checksums = false;
    candidate.serverAddress = u"10.0.0.2"_s;
    candidate.hba = {
        db::HbaRule{1, u"host"_s, {u"all"_s}, {u"all"_s}, u"0.0.0.0"_s, u"0.0.0.0"_s, u"scram-sha-256"_s, {}},
        db::HbaRule{2,
                    u"host"_s,
                    {u"replication"_s},
                    {u"replicator"_s},
                    u"10.0.0.0"_s,
                    u"255.255.255.0"_s,
                    u"scram-sha-256"_s,
                    {}}};
    candidate.extensions = primary.extensions;
    (*candidate.extensions)[u"pg_trgm"_s] = QStringList{u"1.5"_s, u"1.6"_s};
    candidate.readOnly.emplace();
    candidate.managers.emplace();
    candidate.collations.emplace();
    return facts;
}

} // namespace seawall::tests
