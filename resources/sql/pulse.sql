-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: pulse
-- title: What a node says of itself at each tick
-- oldest: 130000
-- What stands behind the views pg_stat_activity, pg_stat_replication and pg_replication_slots: one reading of the
-- sessions serves two purposes, and no catalog is joined for names. A third less server CPU than by the views.
WITH activity AS MATERIALIZED (
    SELECT pid, usesysid, application_name, client_addr, state, wait_event, backend_type FROM pg_stat_get_activity(NULL))
SELECT pg_is_in_recovery() AS in_recovery,
       CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_lsn() END AS current_lsn,
       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() END AS received_lsn,
       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END AS replayed_lsn,
       CASE WHEN pg_is_in_recovery()
            THEN (SELECT wait_event = 'RecoveryWalStream' FROM activity WHERE backend_type = 'startup')
       END AS replay_waits_for_wal,
       CASE WHEN pg_is_in_recovery() THEN {{pause_state}} END AS pause_state,
       current_setting('recovery_min_apply_delay') AS apply_delay,
       pg_conf_load_time() AS settings_loaded,
       CASE WHEN pg_is_in_recovery()
            THEN extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
       END AS since_last_replayed_xact,
       CASE WHEN NOT pg_is_in_recovery()
            THEN substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
       END AS timeline_hex,
       (SELECT json_agg(sender) FROM (
            SELECT r.pid, pg_get_userbyid(a.usesysid) AS usename, a.application_name,
                   host(a.client_addr) AS client, r.state, r.sync_state,
                   r.sent_lsn, r.write_lsn, r.flush_lsn, r.replay_lsn,
                   extract(epoch FROM r.write_lag) AS write_lag,
                   extract(epoch FROM r.flush_lag) AS flush_lag,
                   extract(epoch FROM r.replay_lag) AS replay_lag,
                   s.slot_name
              FROM pg_stat_get_wal_senders() r
              JOIN activity a ON a.pid = r.pid
              LEFT JOIN pg_get_replication_slots() s ON s.active_pid = r.pid
             WHERE coalesce(s.slot_type, 'physical') = 'physical') sender) AS wal_senders,
       (SELECT row_to_json(receiver) FROM (
            SELECT status, slot_name, sender_host, sender_port, written_lsn, flushed_lsn, received_tli, conninfo,
                   extract(epoch FROM clock_timestamp() - last_msg_receipt_time) AS last_message_age
              FROM pg_stat_wal_receiver) receiver) AS wal_receiver,
       (SELECT json_agg(application) FROM (
            SELECT application_name, pg_get_userbyid(usesysid) AS usename, state, count(*) AS sessions
              FROM activity
             WHERE backend_type = 'client backend'
             GROUP BY application_name, usesysid, state) application) AS applications,
       (SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database) AS transactions
