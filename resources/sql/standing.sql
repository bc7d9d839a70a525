-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: standing
-- title: What changes rarely: identity, limits, rights, slots, conflicts, old transactions
-- oldest: 130000
SELECT current_setting('server_version_num') AS server_version,
       current_setting('server_version') AS version_text,
       (SELECT system_identifier FROM pg_control_system()) AS system_identifier,
       (SELECT timeline_id FROM pg_control_checkpoint()) AS checkpoint_timeline,
       current_setting('max_connections') AS max_connections,
       current_setting('superuser_reserved_connections')::int
           + coalesce(nullif(current_setting('reserved_connections', true), ''), '0')::int AS reserved_connections,
       pg_has_role(current_user, 'pg_monitor', 'USAGE') AS can_monitor,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_superuser,
       current_user AS current_role,
       current_setting('synchronous_standby_names', true) AS synchronous_standby_names,
       (SELECT sum(confl_tablespace + confl_lock + confl_snapshot + confl_bufferpin + confl_deadlock)
          FROM pg_stat_database_conflicts) AS recovery_conflicts,
       (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)
          FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) AS oldest_transaction,
       (SELECT json_agg(slot) FROM (
            SELECT slot_name, slot_type, active, wal_status, safe_wal_size,
                   pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()
                                        ELSE pg_current_wal_lsn() END, restart_lsn) AS retained_bytes,
                   CASE WHEN NOT active THEN {{slot_inactive}} END AS inactive_seconds
              FROM pg_replication_slots) slot) AS slots
