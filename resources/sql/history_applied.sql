-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: history_applied
-- title: A migration is applied: $1 version, $2 actor, $3 the lock of the runner, taken again where the script released it, $4 name, $5 and $6 checksums, $7 statements, $8 seconds, $9 bytes of WAL; with $10, the LSN before it, both are measured from the start of this transaction
-- oldest: 130000
INSERT INTO seawall.migration_history AS h
       (version, name, up_checksum, down_checksum, state, applied_by, duration, wal_bytes, statements,
        statements_done)
VALUES ($1::pg_catalog.text, $4::pg_catalog.text, $5::pg_catalog.text, $6::pg_catalog.text, 'applied',
        {{history_actor}},
        CASE WHEN $10::pg_catalog.pg_lsn IS NULL THEN pg_catalog.make_interval(secs => $8::double precision)
             ELSE pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) pg_catalog.now() END,
        coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(),
                                            $10::pg_catalog.pg_lsn)::bigint, $9::bigint),
        $7::integer, $7::integer)
ON CONFLICT (version) DO UPDATE
   SET name = EXCLUDED.name, up_checksum = EXCLUDED.up_checksum, down_checksum = EXCLUDED.down_checksum,
       state = EXCLUDED.state, applied_at = pg_catalog.clock_timestamp(), applied_by = EXCLUDED.applied_by,
       duration = EXCLUDED.duration, wal_bytes = EXCLUDED.wal_bytes, statements = EXCLUDED.statements,
       statements_done = EXCLUDED.statements_done, rolled_back_at = NULL, rolled_back_by = NULL
RETURNING extract(epoch FROM duration)::double precision AS seconds, wal_bytes,
          pg_catalog.pg_current_wal_insert_lsn() AS lsn,
          pg_catalog.pg_try_advisory_lock($3::bigint) AS has_lock
