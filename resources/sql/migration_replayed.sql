-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_replayed
-- title: How far a replica has replayed, and what its own clock says of its lag
-- oldest: 130000
SELECT pg_is_in_recovery() AS in_recovery,
       -- A startup process that waits for WAL has replayed all that it received in whole.
       CASE WHEN (SELECT wait_event = 'RecoveryWalStream' FROM pg_stat_activity WHERE backend_type = 'startup')
            THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
            ELSE pg_last_wal_replay_lsn()
       END AS lsn,
       CASE WHEN pg_is_in_recovery() THEN {{pause_state}} ELSE '' END AS pause_state,
       extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) AS behind
