-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_applied
-- title: A migration is applied: $1 version, $2 name, $3 and $4 checksums, $5 actor, $6 statements, $7 seconds, $8 bytes of WAL; with $9, the LSN before it, both are measured from the start of this transaction; $10 the lock of the runner, taken again where the script released it
-- oldest: 130000
INSERT INTO seawall.migration_history AS h
       (version, name, up_checksum, down_checksum, state, applied_by, duration, wal_bytes, statements,
        statements_done)
VALUES ($1::text, $2::text, $3::text, $4::text, 'applied', {{history_actor}},
        CASE WHEN $9::pg_lsn IS NULL THEN pg_catalog.make_interval(secs => $7::double precision)
             ELSE pg_catalog.clock_timestamp() - pg_catalog.now() END,
        coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), $9::pg_lsn)::bigint, $8::bigint),
        $6::integer, $6::integer)
ON CONFLICT (version) DO UPDATE
   SET name = EXCLUDED.name, up_checksum = EXCLUDED.up_checksum, down_checksum = EXCLUDED.down_checksum,
       state = EXCLUDED.state, applied_at = pg_catalog.clock_timestamp(), applied_by = EXCLUDED.applied_by,
       duration = EXCLUDED.duration, wal_bytes = EXCLUDED.wal_bytes, statements = EXCLUDED.statements,
       statements_done = EXCLUDED.statements_done, rolled_back_at = NULL, rolled_back_by = NULL
RETURNING extract(epoch FROM duration)::double precision AS seconds, wal_bytes,
          pg_catalog.pg_current_wal_insert_lsn() AS lsn,
          pg_catalog.pg_try_advisory_lock($10::bigint) AS has_lock
