-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: migration_replayed
-- title: How far a replica has replayed, and what its own clock says of its lag
-- oldest: 130000
SELECT pg_is_in_recovery() AS in_recovery,
       pg_last_wal_replay_lsn() AS lsn,
       CASE WHEN pg_is_in_recovery() THEN {{pause_state}} ELSE '' END AS pause_state,
       extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) AS behind
