-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: failover_standing
-- title: What a node is, as far as a change of primary goes
-- oldest: 130000
SELECT pg_is_in_recovery() AS in_recovery,
       (SELECT system_identifier FROM pg_control_system()) AS system_identifier,
       CASE WHEN pg_is_in_recovery()
            THEN coalesce((SELECT received_tli FROM pg_stat_wal_receiver),
                          -- The control file is as old as the last restartpoint, the newest WAL is not.
                          -- pg_rewind leaves WAL of the timeline that it discards, without its history.
                          (SELECT greatest(c.timeline_id, nullif(r.min_recovery_end_timeline, 0),
                                           (WITH wal AS (SELECT name, left(name, 8) AS line FROM pg_ls_waldir())
                                            SELECT ('x' || max(line))::bit(32)::int
                                              FROM wal
                                             WHERE name ~ '^[0-9A-F]{24}$'
                                               AND (line = '00000001'
                                                    OR line || '.history' IN (SELECT name FROM wal))))
                             FROM pg_control_checkpoint() c, pg_control_recovery() r))
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int
       END AS timeline,
       CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_flush_lsn() END AS flushed_lsn,
       CASE WHEN pg_is_in_recovery()
            THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) END AS received_lsn,
       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END AS replayed_lsn,
       CASE WHEN pg_is_in_recovery() THEN {{pause_state}} END AS pause_state,
       current_setting('recovery_min_apply_delay') AS apply_delay,
       receiver.status AS receiver_status,
       receiver.slot_name AS slot,
       receiver.sender_host, receiver.sender_port, receiver.latest_end_lsn,
       extract(epoch FROM clock_timestamp() - receiver.last_msg_receipt_time) AS last_message_age,
       CASE WHEN pg_is_in_recovery()
            THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END AS last_commit_age,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_superuser,
       (SELECT setting FROM pg_settings WHERE name = 'primary_conninfo') AS upstream,
       (SELECT setting FROM pg_settings WHERE name = 'primary_slot_name') AS upstream_slot,
       (SELECT setting FROM pg_settings WHERE name = 'data_directory') AS data_directory,
       current_setting('default_transaction_read_only') AS read_only,
       (SELECT setting FROM pg_file_settings
         WHERE name = 'default_transaction_read_only' AND sourcefile LIKE '%postgresql.auto.conf'
         ORDER BY seqno DESC LIMIT 1) AS read_only_by_alter_system
  FROM (VALUES (1)) one LEFT JOIN pg_stat_wal_receiver receiver ON true
